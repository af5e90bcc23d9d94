// Facts kept by the server that served the page. It is asked for facts and never for a decision.

import { deviceTime, heedServerTime } from "../clock";
import type { Fact } from "../facts";
import type { CheckedProtocol, Verified } from "../verified";
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

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  faults?: Fault[];
}

function trouble(status: number, body: string): StoreTrouble {
  let problem: Problem = {};
  try {
    problem = JSON.parse(body) as Problem;
  } catch {
    // Not from our server (a proxy's page, perhaps): its status is all that can be told.
  }
  return new StoreTrouble(problem.code ?? "internal", problem.detail ?? problem.title ?? `HTTP ${status}`, problem.faults);
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const sent = deviceTime();
  let response: Response;
  try {
    response = await fetch(BASE + path, init);
  } catch {
    throw new StoreTrouble("unreachable", "");
  }
  // What the browser had kept (a recording's bytes) carries the date of another day.
  if (response.headers.get("cache-control") === "no-store") heedServerTime(response.headers.get("date"), sent);
  if (!response.ok) throw trouble(response.status, await response.text());
  return response;
}

/** Sends bytes and tells how far they are: fetch tells nothing of a body on its way up; the older interface does. */
function send<T>(path: string, body: Blob, progress: (share: number) => void, stop?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", BASE + path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
    request.onerror = request.onabort = () => reject(new StoreTrouble("unreachable", ""));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(trouble(request.status, request.responseText));
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
      const page = (await (await ask(`/facts${this.query(`&after=${this.after}&limit=10000`)}`)).json()) as Page;
      got.push(...page.facts.map((f) => f.fact));
      this.after = page.last;
      if (!page.more) return got;
    }
  }

  async append(facts: Fact[]): Promise<Fact[]> {
    const response = await ask(`/facts${this.query()}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(facts),
    });
    return ((await response.json()) as Page).facts.map((f) => f.fact);
  }

  appendRecording(name: string, bytes: Uint8Array, progress: (share: number) => void): Promise<StoredRecording> {
    return send(`/recordings${this.query(`&name=${encodeURIComponent(name)}`)}`, new Blob([bytes as BlobPart]), progress);
  }

  beginImport(file: File, stop: AbortSignal, progress: (share: number) => void): Promise<ImportState> {
    return send(`/imports${this.query(`&name=${encodeURIComponent(file.name)}`)}`, file, progress, stop);
  }

  async imports(): Promise<ImportState[]> {
    return ((await (await ask("/imports")).json()) as { imports: ImportState[] }).imports;
  }

  async importState(id: string): Promise<ImportState> {
    return (await (await ask(`/imports/${id}`)).json()) as ImportState;
  }

  async cancelImport(id: string): Promise<void> {
    await ask(`/imports/${id}`, { method: "DELETE" });
  }

  async recordingBytes(sha256: string): Promise<Uint8Array> {
    return new Uint8Array(await (await ask(`/blobs/${sha256}${this.query()}`)).arrayBuffer());
  }

  async protocols(): Promise<unknown[]> {
    return (await (await ask("/protocols")).json()) as unknown[];
  }

  async readProtocol(file: Blob): Promise<unknown> {
    const response = await ask("/protocols/read", {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    return (await response.json()) as unknown;
  }

  async protocolText(id: string): Promise<string> {
    return (await ask(`/protocols/toml?id=${encodeURIComponent(id)}`)).text();
  }

  async verifyProtocol(file: Blob): Promise<Verified> {
    for (;;) {
      try {
        const headers = { "content-type": "application/octet-stream" };
        return (await (await ask("/protocols/verify", { method: "POST", headers, body: file })).json()) as Verified;
      } catch (e) {
        // The server checks one protocol at a time: this one comes next.
        if (!(e instanceof StoreTrouble) || e.code !== "busy") throw e;
        await new Promise((again) => setTimeout(again, BUSY_MS));
      }
    }
  }

  async checkedProtocols(): Promise<CheckedProtocol[]> {
    return ((await (await ask("/protocols/verify")).json()) as { checked: CheckedProtocol[] }).checked;
  }

  exportAddress(): string {
    return `${BASE}/export${this.query()}`;
  }

  async restore(file: Blob): Promise<Restored> {
    return (await (
      await ask(`/restore${this.query()}`, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body: file,
      })
    ).json()) as Restored;
  }
}

export const serverDemo: Demo = {
  async present() {
    const { diaries } = (await (await ask("/diaries")).json()) as { diaries: { name: string }[] };
    return diaries.some((d) => d.name === "demo");
  },
  async make() {
    await ask("/demo", { method: "POST" });
  },
  async remove() {
    await ask("/demo", { method: "DELETE" });
  },
};
