// What the engine answers, as it crosses the door: the page draws these and computes none of them.

import type { Bout, Track } from "./facts";

export type LoadTrack = "strength" | "spring" | "run";
export type Phase = "strength" | "spring" | "walk_jog" | "continuous" | "full" | "maintain";
export type AlertLevel = "none" | "advise" | "refer" | "urgent";
export type Verdict = "none" | "pending" | "incomplete" | "clear" | "borderline" | "excessive";
export type Action = "none" | "stop" | "hold" | "rest" | "repeat" | "progress" | "step_back";

export interface Dose {
  jog_s?: number;
  walk_s?: number;
  rounds?: number;
  exercise?: string;
  sets?: number;
  reps?: number;
  hold_s?: number;
  load_kg?: number;
  /** External load as a share of body mass, where the mass is not known. */
  load_body_pct?: number;
  tempo_s?: [number, number, number];
}
export interface Item {
  track: Track;
  rung: string;
  dose: Dose;
  limits: { pain_max?: number; flat?: boolean; pace?: "easy" | "strides" | "faster"; terrain?: string };
  load: number;
}
export interface TrackOutcome {
  open: boolean;
  rung?: string;
  rung_index?: number;
  streak?: number;
  needed?: number;
  action?: Action;
  verdict?: Verdict;
}
export interface Reason {
  code: string;
  track?: Track;
  params?: Record<string, number | string>;
  facts?: string[];
  source?: string;
}
export interface Comparison {
  session: string;
  track: Track;
  planned: boolean;
  prescribed: number;
  done: number;
  ascent_m?: number;
  distance_m?: number;
  /** Recordings of the same activity that were left out. */
  also?: string[];
}
export interface Outcome {
  date: string;
  engine: string;
  protocol: string;
  protocol_hash?: string;
  phase: Phase;
  alert: { level: AlertLevel; codes: string[] };
  signals: { usual_pain?: number; trend: string; irritability: string };
  tracks: Record<LoadTrack, TrackOutcome>;
  today: Item[];
  reasons: Reason[];
  would_change: { if: Record<string, unknown>; then: { track: Track; action: Action; open?: boolean; rung?: string } }[];
  compared?: Comparison[];
}
export interface LadderRung {
  id: string;
  /** 0 is the ladder's foot; strength's calm dose has −1. */
  index: number;
  name: string;
  dose: Dose;
  day_class: "light" | "medium" | "high";
  raises: string;
  available: boolean;
}
export interface Ladder {
  track: LoadTrack;
  open: boolean;
  rung_index?: number;
  streak?: number;
  needed?: number;
  rungs: LadderRung[];
}
/** One protocol's course over a diary, at its last day. */
export interface WhatIfCourse {
  protocols: string[];
  protocol_hash: string;
  first_run?: string;
  alert_days: number;
  phase: Phase;
  tracks: Record<LoadTrack, { open: boolean; rung?: string; rung_index?: number }>;
}
export interface WhatIfStretch {
  from: string;
  to: string;
  alert: boolean;
  tracks: { track: Track; in: ("open" | "rung" | "action" | "today")[]; since: string }[];
}
/** A diary's decisions under two protocols; api/whatif.schema.json says all of it. */
export interface WhatIf {
  from: string;
  to: string;
  days: number;
  days_apart: number;
  days_other_work: number;
  as_prescribed: number;
  diary?: WhatIfCourse;
  instead?: WhatIfCourse;
  stretches: WhatIfStretch[];
}
/** What the reader of recordings says about one file. */
export interface ReadRecording {
  format: string;
  start: string;
  sport: string;
  records: number;
  distance_m: number;
  timer_s: number;
  jog_s: number;
  walk_s: number;
  ascent_m?: number;
  bouts: Bout[];
  faults: unknown[];
}
export type Guard = "guard_distance" | "guard_climb" | "guard_pace" | "guard_days" | "guard_gap" | "guard_shoe";
/** One guard that fired in the weeks before the onset. */
export interface LookFinding {
  code: Guard;
  /** Of days in a row: the last. */
  day: string;
  /** Of days in a row: the first; else the day itself. */
  from: string;
  excess_permille: number;
  measured: boolean;
  percent?: number;
  climb_m_per_km?: number;
  days?: number;
  facts: string[];
}
export interface LookWeek {
  from: string;
  to: string;
  /** One of the four weeks before the six. */
  before: boolean;
  /** The diary knows a run up to here; else nothing recorded is no rest. */
  known: boolean;
  run_days: number;
  /** Of these, days whose distance nobody told. */
  unknown: number;
  distance_m: number;
  ratio_pct?: number;
}
/** What preceded the onset; api/lookback.schema.json says all of it. */
export interface LookBack {
  onset: string;
  /** The first of the 42 days. */
  from: string;
  answer: "found" | "nothing_stood_out" | "too_little_history";
  history: { first_run?: string; enough: boolean; run_days: number; run_days_before: number; recorded_days: number };
  findings: LookFinding[];
  weeks: LookWeek[];
}
export type LoadKind = "walk" | "run" | "spring" | "strength" | "other";
/** One kind of load in one week. Without `load` nothing of it is known; `unknown` sessions have no amount. */
export interface KindLoad {
  kind: LoadKind;
  sessions: number;
  unknown: number;
  load?: number;
}
export interface LoadWeek {
  from: string;
  to: string;
  /** False: still under way. */
  whole: boolean;
  kinds: KindLoad[];
  load?: number;
  ratio_pct?: number;
}
/** Tendon load by week, in an ordinal unit; api/load.schema.json says all of it. */
export interface Ledger {
  on: string;
  exponent: number;
  weeks: LoadWeek[];
}
/** Recordings of one activity: the one that counts, and those left out for it. */
export interface SameActivity {
  counts: string;
  others: string[];
}
