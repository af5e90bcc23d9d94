// The engine's two doors. springback.wasm, JSON in and JSON out: everything that is decided on this page is decided there.
// recordings.wasm reads files; it is loaded when the first one is looked at.

import type { Fact } from "../facts";
import type { AlertLevel, Guard, Ladder, Ledger, LoadKind, LoadTrack, LookBack, Outcome, ReadRecording, SameActivity, WhatIf } from "../outcome";
import { StoreTrouble } from "../store/fact_store";
import { language } from "../words";

/** The engine's own sentences about an outcome. */
export interface Sentences {
  headline: string;
  /** This morning's answer is missing, and what is to be done may follow from it. */
  asks_morning: boolean;
  today: { track: string; headline: string; sentence: string; limit: string; tempo: string; why: string }[];
  /** What leads to this day, one of each item or of the rest. */
  why: string[];
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

/** What came before the onset; beside each finding its sentence. */
export interface LookBackAnswer {
  look_back: LookBack;
  said: { headline: string; findings: string[]; usual: string[]; notes: string[]; names: Record<Guard, string> };
}

export interface LedgerAnswer {
  load: Ledger;
  said: { headline: string; notes: string[]; names: Record<LoadKind, string> };
}

export interface Engine {
  add(facts: Fact[]): void;
  decide(day: string): Decision;
  replay(from: string, to: string): Outcome[];
  ladders(day: string): LaddersAnswer;
  /** The diary up to this day under another protocol, as canonical JSON. */
  whatIf(protocol: unknown, day: string): Comparison;
  /** The six weeks up to an onset that is not after `day`; without one, to the profile's. Nothing when that names none. */
  lookBack(day: string, onset?: string): LookBackAnswer | undefined;
  /** Tendon load of the last weeks up to `day`. */
  load(day: string, weeks: number): LedgerAnswer;
  /** Which recordings are of one activity. */
  same(): SameActivity[];
}

/** Reads recordings on this device. */
export interface RecordingReader {
  /** What a FIT file holds; nothing when it is none. */
  read(bytes: Uint8Array): ReadRecording | undefined;
}

/** The engine refused what it was given, or failed: always a fault of this program or of the facts it was sent. */
export class EngineTrouble extends Error {}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  sb_alloc(size: number): number;
  sb_free(at: number, size: number): void;
  sb_release(answer: number): void;
}

type Asked<Name extends string> = Exports & Record<Name, (at: number, size: number) => number>;

/** The module asks nothing of its host; should its library name a wish all the same, it is answered "not here". */
function host(module: WebAssembly.Module): WebAssembly.Imports {
  const NOT_HERE = 52; // WASI errno `nosys`
  const imports: Record<string, Record<string, unknown>> = {};
  for (const wish of WebAssembly.Module.imports(module)) {
    if (wish.kind === "function") (imports[wish.module] ??= {})[wish.name] = () => NOT_HERE;
  }
  return imports as WebAssembly.Imports;
}

async function started<E extends Exports>(module: WebAssembly.Module): Promise<E> {
  const instance = await WebAssembly.instantiate(module, host(module));
  const wasm = instance.exports as unknown as E;
  wasm._initialize?.();
  return wasm;
}

/** Bytes into a module's memory, and its answer out of it. */
function send<T>(wasm: Exports, bytes: Uint8Array, to: (at: number, size: number) => number): T {
  const at = wasm.sb_alloc(bytes.length);
  if (at === 0) throw new EngineTrouble("no memory left for the request");
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  const answer = to(at, bytes.length);
  wasm.sb_free(at, bytes.length);
  // The answer lies in the module's memory: its length as 32 bits, little end first, then the text.
  const size = new DataView(wasm.memory.buffer).getUint32(answer, true);
  const text = new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, answer + 4, size));
  wasm.sb_release(answer);
  return JSON.parse(text) as T;
}

export class Door implements Engine {
  private constructor(private readonly wasm: Asked<"sb_call">) {}

  static async open(module: WebAssembly.Module, protocols: unknown[]): Promise<Door> {
    const door = new Door(await started(module));
    door.call({ op: "open", protocols, language });
    return door;
  }

  private call<T>(request: object): T {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const answer = send<T & { error?: string; detail?: string }>(this.wasm, bytes, (at, size) => this.wasm.sb_call(at, size));
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

  lookBack(day: string, onset?: string): LookBackAnswer | undefined {
    try {
      return this.call<LookBackAnswer>({ op: "look_back", on: day, onset });
    } catch (e) {
      // The profile names no day, or one that has not come.
      if (onset === undefined && e instanceof EngineTrouble) return undefined;
      throw e;
    }
  }

  load(day: string, weeks: number): LedgerAnswer {
    return this.call<LedgerAnswer>({ op: "load", on: day, weeks });
  }

  same(): SameActivity[] {
    return this.call<{ groups: SameActivity[] }>({ op: "same" }).groups;
  }
}

class FileDoor implements RecordingReader {
  constructor(private readonly wasm: Asked<"sb_read_fit">) {}

  read(bytes: Uint8Array): ReadRecording | undefined {
    const read = send<ReadRecording & { error?: string }>(this.wasm, bytes, (at, size) => this.wasm.sb_read_fit(at, size));
    return read.error === undefined ? read : undefined;
  }
}

function unreachable(): never {
  throw new StoreTrouble("unreachable", "");
}

async function compile(path: string): Promise<WebAssembly.Module> {
  const response = await fetch(path).catch(unreachable);
  if (!response.ok) throw new EngineTrouble(`${path}: HTTP ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer().catch(unreachable));
}

let engineModule: Promise<WebAssembly.Module> | undefined;

export async function openEngine(protocols: unknown[]): Promise<Engine> {
  engineModule ??= compile("/springback.wasm");
  // A line that broke is tried again when the diary is.
  engineModule.catch(() => (engineModule = undefined));
  return Door.open(await engineModule, protocols);
}

let reader: Promise<RecordingReader> | undefined;

export function openRecordings(): Promise<RecordingReader> {
  reader ??= compile("/recordings.wasm")
    .then((module) => started<Asked<"sb_read_fit">>(module))
    .then((wasm) => new FileDoor(wasm));
  // A line that broke is tried again with the next file.
  reader.catch(() => (reader = undefined));
  return reader;
}
