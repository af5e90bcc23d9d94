// Facts kept by the server that served the page. It is asked for facts and never for a decision.

import { deviceTime, heedServerTime } from "../clock";
import type { Fact } from "../facts";
import type { CheckedProtocol, Verified } from "../verified";
import { t } from "../words";
import {
  type Demo,
  type DiaryName,
  type FactStore,
  type Fault,
  type ImportState,
  type Restored,
  type StoredRecording,
  StoreTrouble,
} from "./fact_store";

const BASE = "/api/v1";
/** How soon a protocol is asked about again while the server checks another. */
const BUSY_MS = 3_000;
/** How long the server may stay silent before it counts as away, where asking once more does no harm. */
const SILENT_MS = 30_000;

const BYTES = { "content-type": "application/octet-stream" };

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  faults?: Fault[];
}

function trouble(status: number, body: string): StoreTrouble {
  let problem: Problem = {};
  try {
    problem = (JSON.parse(body) as Problem | null) ?? {};
  } catch {
    // Not from our server (a proxy's page, perhaps): its status is all that can be told.
  }
  return new StoreTrouble(problem.code ?? "internal", problem.detail ?? problem.title ?? t("frame.strange_answer", { status }), problem.faults);
}

function unreachable(): never {
  throw new StoreTrouble("unreachable", "");
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const sent = deviceTime();
  const silence = new AbortController();
  const timer = init.method === undefined ? setTimeout(() => silence.abort(), SILENT_MS) : undefined;
  const response = await fetch(BASE + path, { signal: silence.signal, ...init })
    .catch(unreachable)
    .finally(() => clearTimeout(timer));
  // What the browser had kept (a recording's bytes) carries the date of another day.
  if (response.headers.get("cache-control") === "no-store") heedServerTime(response.headers.get("date"), sent);
  if (!response.ok) throw trouble(response.status, await response.text().catch(() => ""));
  return response;
}

/** The answer as JSON. One that breaks off, or that somebody else gave (a network that wants a login), is none. */
async function told<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await ask(path, init);
  return (await response.json().catch(unreachable)) as T;
}

/** Sends bytes and tells how far they are: fetch tells nothing of a body on its way up; the older interface does. */
function send<T>(path: string, body: Blob, progress: (share: number) => void, stop?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", BASE + path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
    const away = () => reject(new StoreTrouble("unreachable", ""));
    request.onerror = request.onabort = away;
    request.onload = () => {
      if (request.status < 200 || request.status >= 300) return reject(trouble(request.status, request.responseText));
      try {
        resolve(JSON.parse(request.responseText) as T);
      } catch {
        away();
      }
    };
    stop?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

interface Page {
  facts: { seq: number; fact: Fact }[];
  last: number;
  more?: boolean;
}

export class ServerStore implements FactStore {
  private after = 0;

  constructor(private readonly diary: DiaryName) {}

  private query(more = ""): string {
    return `?diary=${this.diary}${more}`;
  }

  async pull(): Promise<Fact[]> {
    const got: Fact[] = [];
    for (;;) {
      const page = await told<Page>(`/facts${this.query(`&after=${this.after}&limit=10000`)}`);
      got.push(...page.facts.map((f) => f.fact));
      this.after = page.last;
      if (!page.more) return got;
    }
  }

  async append(facts: Fact[]): Promise<Fact[]> {
    const headers = { "content-type": "application/json" };
    const page = await told<Page>(`/facts${this.query()}`, { method: "POST", headers, body: JSON.stringify(facts) });
    return page.facts.map((f) => f.fact);
  }

  appendRecording(name: string, bytes: Uint8Array, progress: (share: number) => void): Promise<StoredRecording> {
    return send(`/recordings${this.query(`&name=${encodeURIComponent(name)}`)}`, new Blob([bytes as BlobPart]), progress);
  }

  beginImport(file: File, stop: AbortSignal, progress: (share: number) => void): Promise<ImportState> {
    return send(`/imports${this.query(`&name=${encodeURIComponent(file.name)}`)}`, file, progress, stop);
  }

  async imports(): Promise<ImportState[]> {
    return (await told<{ imports: ImportState[] }>("/imports")).imports;
  }

  importState(id: string): Promise<ImportState> {
    return told(`/imports/${id}`);
  }

  async cancelImport(id: string): Promise<void> {
    await ask(`/imports/${id}`, { method: "DELETE" });
  }

  async recordingBytes(sha256: string): Promise<Uint8Array> {
    const response = await ask(`/blobs/${sha256}${this.query()}`);
    return new Uint8Array(await response.arrayBuffer().catch(unreachable));
  }

  protocols(): Promise<unknown[]> {
    return told("/protocols");
  }

  readProtocol(file: Blob): Promise<unknown> {
    return told("/protocols/read", { method: "POST", headers: BYTES, body: file });
  }

  async protocolText(id: string): Promise<string> {
    const response = await ask(`/protocols/toml?id=${encodeURIComponent(id)}`);
    return response.text().catch(unreachable);
  }

  async verifyProtocol(file: Blob, stop: AbortSignal): Promise<Verified> {
    for (;;) {
      try {
        return await told<Verified>("/protocols/verify", { method: "POST", headers: BYTES, body: file, signal: stop });
      } catch (e) {
        // The server checks one protocol at a time: this one comes next.
        if (!(e instanceof StoreTrouble) || e.code !== "busy") throw e;
        await new Promise((again) => setTimeout(again, BUSY_MS));
        if (stop.aborted) throw e;
      }
    }
  }

  async checkedProtocols(): Promise<CheckedProtocol[]> {
    return (await told<{ checked: CheckedProtocol[] }>("/protocols/verify")).checked;
  }

  exportAddress(): string {
    return `${BASE}/export${this.query()}`;
  }

  restore(file: Blob): Promise<Restored> {
    return told(`/restore${this.query()}`, { method: "POST", headers: BYTES, body: file });
  }
}

export const serverDemo: Demo = {
  async present() {
    const { diaries } = await told<{ diaries: { name: string }[] }>("/diaries");
    return diaries.some((d) => d.name === "demo");
  },
  async make() {
    await ask("/demo", { method: "POST" });
  },
  async remove() {
    await ask("/demo", { method: "DELETE" });
  },
};
