// Where facts are kept, as the page sees it: the server today, the phone's own database beside it another day.

import type { Fact, RecordingBody } from "../facts";
import type { CheckedProtocol, Verified } from "../verified";

/** One fault of what was sent: which of the facts, which field, and a sentence for a person. */
export interface Fault {
  line?: number;
  field?: string;
  message: string;
}

/** Why something could not be kept. `code` is stable; `message` is for a person. */
export class StoreTrouble extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly faults: Fault[] = [],
  ) {
    super(message);
  }
}

export type DiaryName = "me" | "demo";

export interface StoredRecording {
  fact: Fact<RecordingBody>;
  duplicate: boolean;
}

export interface Restored {
  facts_new: number;
  facts_known: number;
  blobs_new: number;
}

/** What became of the files of an import; the counts are of all, `files` names the first of them. */
export interface ImportReport {
  imported: number;
  duplicates: number;
  not_activities: number;
  damaged: number;
  other: number;
  cancelled: boolean;
  not_listed: number;
  files: { name: string; fate: "imported" | "duplicate" | "not_activity" | "damaged" | "unreadable"; why: string }[];
  /** Activities of which there is another recording; one of each counts. */
  same: { counts: string; others: string[] }[];
}

/** An import as the server tells of it; the report comes with its end. */
export interface ImportState {
  id: string;
  name: string;
  diary: DiaryName;
  state: "waiting" | "running" | "done" | "cancelled" | "failed";
  done_bytes: number;
  total_bytes: number;
  recordings: number;
  reading: string;
  report?: ImportReport;
  trouble?: string;
}

export interface FactStore {
  /** Every fact of the diary that was not handed out by this store before. */
  pull(): Promise<Fact[]>;
  /** Keeps the facts, all or none; hands them back as kept. */
  append(facts: Fact[]): Promise<Fact[]>;
  /** Keeps a file and the fact read from it together. */
  appendRecording(name: string, bytes: Uint8Array, progress: (share: number) => void): Promise<StoredRecording>;
  /** Sends a file of any kind and size; what it holds is read afterwards, in its turn. Aborted, it leaves nothing. */
  beginImport(file: File, stop: AbortSignal, progress: (share: number) => void): Promise<ImportState>;
  /** The imports that are remembered, without their reports. */
  imports(): Promise<ImportState[]>;
  importState(id: string): Promise<ImportState>;
  /** What it has kept stays. */
  cancelImport(id: string): Promise<void>;
  /** The bytes of a recording, by the sum of its content. */
  recordingBytes(sha256: string): Promise<Uint8Array>;
  /** Canonical protocols, which the engine is fed. */
  protocols(): Promise<unknown[]>;
  /** The canonical form of a protocol's file, TOML or JSON; keeps nothing. */
  readProtocol(file: Blob): Promise<unknown>;
  /** A shipped protocol's file, with the source of every number. */
  protocolText(id: string): Promise<string>;
  /** Whether any answers can make a protocol's file break a rule: takes some seconds, longer when another is checked. Aborted, it
   * asks no more. */
  verifyProtocol(file: Blob, stop: AbortSignal): Promise<Verified>;
  /** What was verified of late. */
  checkedProtocols(): Promise<CheckedProtocol[]>;
  /** Address of the file that holds everything. */
  exportAddress(): string;
  restore(file: Blob): Promise<Restored>;
}

/** Diaries beside one's own: the simulated runner to look around with. */
export interface Demo {
  present(): Promise<boolean>;
  make(): Promise<void>;
  remove(): Promise<void>;
}
