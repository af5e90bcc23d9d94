// The engine's door: springback.wasm, JSON in and JSON out. Everything that is decided on this page is decided there.

import type { Fact } from "../facts";
import type { AlertLevel, Ladder, LoadTrack, Outcome, ReadRecording, WhatIf } from "../outcome";
import { language } from "../words";

/** The engine's own sentences about an outcome. */
export interface Sentences {
  headline: string;
  today: { track: string; headline: string; sentence: string; limit: string; tempo: string }[];
  reasons: { code: string; track?: string; sentence: string; source: string; certainty: string }[];
  alert: { level: AlertLevel; title: string; sentences: string[]; cleared: string };
  would_change: string[];
  phase: { id: string; name: string; about: string };
  trend: string;
  irritability: string;
  tracks: { track: string; name: string; standing: string; action: string; verdict: string }[];
  compared: string[];
  opening?: string;
}

export interface Decision {
  outcome: Outcome;
  sentences: Sentences;
  /** The days on which running may open; nothing while it is open or held. */
  opening: { earliest: string; likely: string } | null;
  protocol_hash: string;
  facts_hash: string;
}

export interface LaddersAnswer {
  ladders: Ladder[];
}

/** One side of a stretch in the engine's words. */
export interface SideInWords {
  headline: string;
  /** The alert's title; empty: none. */
  alert: string;
  /** Where each track that differs stands. */
  standings: string[];
  reasons: string[];
}

/** The diary under another protocol, and beside each of its stretches both sides in words. */
export interface Comparison {
  what_if: WhatIf;
  said: { diary: SideInWords; instead: SideInWords }[];
  /** What the last day's rungs are called; null while a track is closed. Absent without a day. */
  rungs?: { diary: Record<LoadTrack, string | null>; instead: Record<LoadTrack, string | null> };
}

export interface Engine {
  add(facts: Fact[]): void;
  decide(day: string): Decision;
  replay(from: string, to: string): Outcome[];
  ladders(day: string): LaddersAnswer;
  /** The diary up to this day under another protocol, as canonical JSON. */
  whatIf(protocol: unknown, day: string): Comparison;
  /** What a FIT file holds; nothing when it is none that this engine reads. */
  readRecording(bytes: Uint8Array): ReadRecording | undefined;
}

/** The engine refused what it was given, or failed: always a fault of this program or of the facts it was sent. */
export class EngineTrouble extends Error {}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  sb_alloc(size: number): number;
  sb_free(at: number, size: number): void;
  sb_release(answer: number): void;
  sb_call(at: number, size: number): number;
  sb_read_fit(at: number, size: number): number;
}

/** The module asks nothing of its host; should its library name a wish all the same, it is answered "not here". */
function host(module: WebAssembly.Module): WebAssembly.Imports {
  const NOT_HERE = 52; // WASI errno `nosys`
  const imports: Record<string, Record<string, unknown>> = {};
  for (const wish of WebAssembly.Module.imports(module)) {
    if (wish.kind === "function") (imports[wish.module] ??= {})[wish.name] = () => NOT_HERE;
  }
  return imports as WebAssembly.Imports;
}

export class Door implements Engine {
  private constructor(private readonly wasm: Exports) {}

  static async open(module: WebAssembly.Module, protocols: unknown[]): Promise<Door> {
    const instance = await WebAssembly.instantiate(module, host(module));
    const wasm = instance.exports as unknown as Exports;
    wasm._initialize?.();
    const door = new Door(wasm);
    door.call({ op: "open", protocols, language });
    return door;
  }

  private send<T>(bytes: Uint8Array, to: (at: number, size: number) => number): T {
    const at = this.wasm.sb_alloc(bytes.length);
    if (at === 0) throw new EngineTrouble("no memory left for the request");
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    const answer = to(at, bytes.length);
    this.wasm.sb_free(at, bytes.length);
    // The answer lies in the module's memory: its length as 32 bits, little end first, then the text.
    const size = new DataView(this.wasm.memory.buffer).getUint32(answer, true);
    const text = new TextDecoder().decode(new Uint8Array(this.wasm.memory.buffer, answer + 4, size));
    this.wasm.sb_release(answer);
    return JSON.parse(text) as T;
  }

  private call<T>(request: object): T {
    const answer = this.send<T & { error?: string; detail?: string }>(new TextEncoder().encode(JSON.stringify(request)), (at, size) =>
      this.wasm.sb_call(at, size),
    );
    if (typeof answer.error === "string") throw new EngineTrouble(`${answer.error}: ${answer.detail ?? ""}`);
    return answer;
  }

  add(facts: Fact[]): void {
    this.call({ op: "add", facts });
  }

  decide(day: string): Decision {
    return this.call<Decision>({ op: "decide", on: day });
  }

  replay(from: string, to: string): Outcome[] {
    return this.call<{ outcomes: Outcome[] }>({ op: "replay", from, to }).outcomes;
  }

  ladders(day: string): LaddersAnswer {
    return this.call<LaddersAnswer>({ op: "ladders", on: day });
  }

  whatIf(protocol: unknown, day: string): Comparison {
    return this.call<Comparison>({ op: "what_if", on: day, protocol });
  }

  readRecording(bytes: Uint8Array): ReadRecording | undefined {
    const read = this.send<ReadRecording & { error?: string }>(bytes, (at, size) => this.wasm.sb_read_fit(at, size));
    return read.error === undefined ? read : undefined;
  }
}

let compiled: Promise<WebAssembly.Module> | undefined;

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch("/springback.wasm");
  if (!response.ok) throw new EngineTrouble(`springback.wasm: HTTP ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export async function openEngine(protocols: unknown[]): Promise<Engine> {
  compiled ??= compile();
  return Door.open(await compiled, protocols);
}
