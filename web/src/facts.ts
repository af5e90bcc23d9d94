// The facts of a diary as the page writes them: the shapes of the diary format, and nothing derived.

import { instant, now } from "./clock";

export type Side = "left" | "right" | "both";
export type Site = "midportion" | "insertional";
export type Track = "strength" | "spring" | "run" | "walk" | "other";
export type Equipment = "none" | "backpack" | "dumbbell" | "machine" | "step";
export type FlagKind =
  | "pop"
  | "cannot_raise"
  | "calf_swelling"
  | "breathless"
  | "fever"
  | "fluoroquinolone"
  | "steroid_injection"
  | "night_pain"
  | "other_tendons"
  | "other_achilles"
  | "joint_stiffness"
  | "unsure";

export interface Stamp {
  id: string;
  at: string;
  entered?: string;
}

export interface ProfileBody {
  type: "profile";
  side: Side;
  site: Site;
  onset?: string;
  usual_morning_pain: number;
  usual_stiffness_min?: number;
  body_mass_kg?: number;
  weekly_km_before?: number;
  longest_km_before?: number;
  goal_min?: number;
  running_now?: boolean;
  equipment?: Equipment[];
  started?: string;
}
export interface CheckinBody {
  type: "checkin";
  pain: number;
  stiffness_min?: number;
  settled?: boolean;
  analgesic?: boolean;
}
export interface Done {
  jog_s?: number;
  walk_s?: number;
  rounds?: number;
  distance_m?: number;
  ascent_m?: number;
  pace?: "easy" | "fast";
  exercise?: string;
  sets?: number;
  reps?: number;
  hold_s?: number;
  load_kg?: number;
}
export interface SessionBody {
  type: "session";
  track: Track;
  as_prescribed?: true;
  done?: Done;
  shown?: string;
  pain_during?: number;
  pain_after?: number;
  limp?: boolean;
  analgesic?: boolean;
  effort?: number;
  shoe?: string;
  impact?: boolean;
  recording?: string;
}
export interface SymptomBody {
  type: "symptom";
  pain: number;
  side?: Side;
  context?: "rest" | "daily" | "stairs" | "night";
}
export interface FlagBody {
  type: "flag";
  flag: FlagKind;
}
export interface OrderBody {
  type: "order";
  order: "hold" | "clear" | "set_rung" | "limit";
  by: "clinician" | "self";
  track?: Track;
  rung?: string;
  until?: string;
  limit?: { pain_max?: number; jog_s_max?: number; days_between_min?: number };
}
export interface TestBody {
  type: "test";
  test: "heel_raise" | "hop";
  left?: number;
  right?: number;
  pain?: number;
}
export interface RecordingBody {
  type: "recording";
  sha256: string;
  derived_by: string;
  start: string;
  sport: string;
  distance_m: number;
  timer_s: number;
  jog_s: number;
  walk_s: number;
  ascent_m?: number;
  steps?: number;
  bouts: Bout[];
}
export interface Bout {
  kind: "jog" | "walk" | "still";
  start_s: number;
  duration_s: number;
  distance_m?: number;
}
export interface ShownBody {
  type: "shown";
  for: string;
  engine: string;
  protocol_hash: string;
  facts_hash: string;
  today: unknown;
}
export interface NoteBody {
  type: "note";
  text: string;
}
export interface RetractBody {
  type: "retract";
  target: string;
  by?: "clinician" | "self";
}
/** The recording is a session of its own, however much it looks like another one. */
export interface SeparateBody {
  type: "separate";
  recording: string;
}
export interface OtherBody {
  type: "shoe" | "break" | "score" | "protocol";
  [key: string]: unknown;
}

export type Body =
  | ProfileBody
  | CheckinBody
  | SessionBody
  | SymptomBody
  | FlagBody
  | OrderBody
  | TestBody
  | RecordingBody
  | ShownBody
  | NoteBody
  | RetractBody
  | SeparateBody
  | OtherBody;
export type Fact<B extends Body = Body> = B & Stamp;

/** A random id (UUID v4), so that sending a fact twice is harmless. */
export function newId(): string {
  // randomUUID exists only in secure contexts; a diary reached over a plain home network has none.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Facts that still count: those that no later fact takes back, without the retracts themselves. */
export function standing(facts: readonly Fact[]): Fact[] {
  const gone = new Set(facts.filter((f): f is Fact<RetractBody> => f.type === "retract").map((f) => f.target));
  return facts.filter((f) => f.type !== "retract" && !gone.has(f.id));
}

/** After this a flag can be cleared, but no longer taken back. */
const FLAG_MINUTES = 10;

/** Whether the runner may take the entry back. */
export function removable(f: Fact): boolean {
  if (f.type === "flag") return now().getTime() - Date.parse(f.at) < FLAG_MINUTES * 60_000;
  return f.type !== "profile" && f.type !== "shown" && !(f.type === "order" && f.by === "clinician");
}

/** The fact with its times put back to `there`, where the device's clock, but not the server's, had come as far. What
 * lies in the future of both was meant so, and stays. */
export function notAfter(fact: Fact, there: Date, device: number): Fact {
  const ahead = (at: string | undefined) =>
    at !== undefined && Date.parse(at) > there.getTime() && Date.parse(at) <= device;
  if (!ahead(fact.at) && !ahead(fact.entered)) return fact;
  const moved = instant(there);
  return {
    ...fact,
    ...(ahead(fact.at) ? { at: moved } : {}),
    ...(ahead(fact.entered) ? { entered: moved } : {}),
  };
}

/** JSON with sorted keys: facts come back from the server spelled so. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    typeof v === "object" && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

/** Whether two notes of what was shown show the same; which facts it came from does not matter. */
export function samePlan(a: ShownBody, b: ShownBody): boolean {
  const plan = (s: ShownBody) => sorted([s.for, s.engine, s.protocol_hash, s.today]);
  return plan(a) === plan(b);
}

/** Order of the diary: by instant, then id. */
export function byTime(a: Fact, b: Fact): number {
  const d = Date.parse(a.at) - Date.parse(b.at);
  return d !== 0 ? d : a.id < b.id ? -1 : 1;
}

export function latestProfile(facts: readonly Fact[]): Fact<ProfileBody> | undefined {
  return standing(facts)
    .filter((f): f is Fact<ProfileBody> => f.type === "profile")
    .sort(byTime)
    .at(-1);
}
