// Files on their way into the diary: small ones at once, archives and large ones as imports that the server reads in
// its turn. They outlive the screen that began them.

import { StoreTrouble, type DiaryName, type FactStore, type ImportState, type StoredRecording } from "./store/fact_store";

/** Above this a single file is sent as an import too: it is then never held in memory as a whole. */
export const AT_ONCE_MAX_BYTES = 32 * 1024 * 1024;
/** How often a running import is asked how far it is. */
const LOOK_MS = 400;
/** How long the server may be away before an import is given up on (by the page: the server goes on). */
const AWAY_MS = 30_000;

export interface Taking {
  readonly key: number;
  readonly diary: DiaryName;
  readonly name: string;
  readonly size: number;
  state: "sending" | "waiting" | "reading" | "stopping" | "done" | "duplicate" | "cancelled" | "failed";
  sent: number;
  /** Of what goes as an import: how far the server is, at last with its report. */
  remote?: ImportState;
  /** Of what was read at once. */
  stored?: StoredRecording;
  trouble?: unknown;
  /** Only imports can be called off. */
  cancel?: () => void;
}

export function isOver(taking: Taking): boolean {
  return ["done", "duplicate", "cancelled", "failed"].includes(taking.state);
}

/** What a file's first bytes say about the way that it must go: alone, as an archive, or perhaps either. */
export async function kindOf(file: Blob): Promise<"archive" | "perhaps" | "single"> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return "archive";
  // XML may hold several activities or a whole export; gzip may hold any of that.
  const xml = head[0] === 0x3c || (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf);
  return xml || (head[0] === 0x1f && head[1] === 0x8b) ? "perhaps" : "single";
}

export class Takings {
  all: Taking[] = [];
  private next = 0;

  /** `news`: something was kept; `tell`: something has changed that is shown. */
  constructor(
    private readonly tell: () => void,
    private readonly news: () => Promise<void>,
  ) {}

  private add(diary: DiaryName, name: string, size: number): Taking {
    const taking: Taking = { key: this.next++, diary, name, size, state: "sending", sent: 0 };
    this.all = [...this.all, taking];
    this.tell();
    return taking;
  }

  /** Takes files one after another; each ends with its state, none throws. */
  async take(files: File[], diary: DiaryName, store: FactStore): Promise<Taking[]> {
    const begun = files.map((file) => this.add(diary, file.name, file.size));
    for (const [i, file] of files.entries()) await this.guard(begun[i]!, () => this.takeOne(begun[i]!, file, store));
    return begun;
  }

  /** Imports of this diary that an earlier page began and that are still under way. */
  async pickUp(diary: DiaryName, store: FactStore): Promise<void> {
    const known = new Set(this.all.map((t) => t.remote?.id));
    const open = (await store.imports()).filter(
      (i) => i.diary === diary && !known.has(i.id) && (i.state === "waiting" || i.state === "running"),
    );
    for (const remote of open) {
      const taking = this.add(diary, remote.name, remote.total_bytes);
      void this.guard(taking, () => this.follow(taking, remote, store));
    }
  }

  forgetOver(): void {
    this.all = this.all.filter((taking) => !isOver(taking));
  }

  private async guard(taking: Taking, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (e) {
      taking.state = "failed";
      taking.trouble = e;
    }
    taking.cancel = undefined;
    this.tell();
  }

  private async takeOne(taking: Taking, file: File, store: FactStore): Promise<void> {
    const kind = await kindOf(file);
    if (kind === "archive" || file.size > AT_ONCE_MAX_BYTES) return this.asImport(taking, file, store);
    try {
      taking.stored = await store.appendRecording(file.name, new Uint8Array(await file.arrayBuffer()), (share) => {
        taking.sent = share * file.size;
        taking.state = share >= 1 ? "reading" : "sending";
        this.tell();
      });
      await this.news();
      taking.state = taking.stored.duplicate ? "duplicate" : "done";
    } catch (e) {
      if (kind !== "perhaps" || !(e instanceof StoreTrouble) || e.code !== "not_a_recording") throw e;
      await this.asImport(taking, file, store);
    }
  }

  private async asImport(taking: Taking, file: File, store: FactStore): Promise<void> {
    const stop = new AbortController();
    taking.state = "sending";
    taking.sent = 0;
    taking.cancel = () => stop.abort();
    this.tell();
    let remote: ImportState;
    try {
      remote = await store.beginImport(file, stop.signal, (share) => {
        taking.sent = share * file.size;
        this.tell();
      });
    } catch (e) {
      if (!stop.signal.aborted) throw e;
      taking.state = "cancelled";
      return;
    }
    await this.follow(taking, remote, store);
  }

  private async follow(taking: Taking, begun: ImportState, store: FactStore): Promise<void> {
    let remote = begun;
    taking.sent = remote.total_bytes;
    taking.cancel = () => {
      taking.state = "stopping";
      this.tell();
      // Should the server be away, the next look says so.
      void store.cancelImport(remote.id).catch(() => undefined);
    };
    let away = 0;
    for (;;) {
      taking.remote = remote;
      if (remote.state !== "waiting" && remote.state !== "running") break;
      if (taking.state !== "stopping") taking.state = remote.state === "waiting" ? "waiting" : "reading";
      this.tell();
      await new Promise((on) => setTimeout(on, LOOK_MS));
      try {
        remote = await store.importState(remote.id);
        away = 0;
      } catch (e) {
        away += LOOK_MS;
        if (!(e instanceof StoreTrouble) || e.code !== "unreachable" || away > AWAY_MS) throw e;
      }
    }
    await this.news();
    taking.state = remote.state;
    if (remote.state === "failed") taking.trouble = new StoreTrouble("import_failed", remote.trouble ?? "");
  }
}
