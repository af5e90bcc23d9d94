// One fact or more of every type, with all keys that it may have: what the readers' rules are tried on.

const at = "2026-03-02T18:00:00+01:00";
const id = "11111111-2222-4333-8444-555555555555";
const sum = "0123456789abcdef".repeat(4);
const fact = (type, rest) => ({ type, at, ...rest });

const done = {
  run: { jog_s: 480, walk_s: 960, rounds: 8, distance_m: 3100.5, ascent_m: 12, pace: "easy" },
  walk: { walk_s: 1800 },
  spring: { exercise: "two_leg_hop", sets: 3, reps: 20 },
};
const answers = { shown: id, pain_during: 2, pain_after: 1, limp: false, analgesic: true, effort: 4, shoe: "red", recording: id };

export const facts = [
  fact("profile", {
    side: "both", site: "insertional", onset: "2026-01-05", usual_morning_pain: 3, usual_stiffness_min: 20, body_mass_kg: 70.5,
    weekly_km_before: 42.2, longest_km_before: 21.1, goal_min: 45, running_now: true, equipment: ["step", "backpack"], started: "2026-03-01",
  }),
  fact("profile", { side: "left", site: "midportion", usual_morning_pain: 0, equipment: ["none"] }),
  fact("checkin", { id, entered: at, pain: 2, stiffness_min: 5, settled: false, analgesic: true }),
  fact("session", { track: "run", done: done.run, ...answers }),
  fact("session", { track: "walk", done: done.walk }),
  fact("session", { track: "spring", done: done.spring }),
  fact("session", { track: "strength", done: { exercise: "loaded_raise", sets: 3, reps: 15, load_kg: 3.25 } }),
  fact("session", { track: "strength", done: { exercise: "two_leg_hold", sets: 5, hold_s: 45 } }),
  fact("session", { track: "run", as_prescribed: true, ...answers }),
  fact("session", { track: "other", impact: true, pain_during: 0 }),
  fact("session", { track: "other", done: {} }),
  fact("symptom", { pain: 4, side: "left", context: "stairs" }),
  fact("flag", { flag: "night_pain" }),
  fact("order", { order: "hold", by: "clinician", track: "run", until: "2026-04-01" }),
  fact("order", { order: "clear", by: "self", track: "spring" }),
  fact("order", { order: "set_rung", by: "clinician", track: "run", rung: "jog_1_walk_2" }),
  fact("order", {
    order: "limit", by: "clinician", track: "strength", until: "2026-04-01", limit: { pain_max: 3, jog_s_max: 600, days_between_min: 2 },
  }),
  fact("shoe", { shoe: "red", drop_mm: 8.5 }),
  fact("break", { from: "2026-02-01", to: "2026-02-10", reason: "holiday" }),
  fact("test", { test: "heel_raise", left: 20, right: 24, pain: 1 }),
  fact("test", { test: "hop", pain: 2 }),
  fact("test", { test: "hop", left: 10 }),
  fact("score", { scale: "visa_a", value: 70 }),
  fact("recording", {
    sha256: sum, derived_by: "fit 1", start: at, sport: "running", distance_m: 5230.4, timer_s: 1900, jog_s: 1440, walk_s: 460,
    ascent_m: 30, steps: 4800,
    bouts: [{ kind: "jog", start_s: 0, duration_s: 1440, distance_m: 4500.2 }, { kind: "still", start_s: 1440, duration_s: 10 }],
  }),
  fact("shown", {
    for: "2026-03-02", engine: "0.1.0", protocol_hash: sum, facts_hash: sum,
    today: [
      {
        track: "strength", rung: "load_5_3x15", load: 12.5, limits: { pain_max: 5 },
        dose: { exercise: "loaded_raise", sets: 3, reps: 15, hold_s: 0, load_kg: 3.5, load_body_pct: 5, tempo_s: [3, 0, 3] },
      },
      {
        track: "run", dose: { jog_s: 60, walk_s: 120, rounds: 8 },
        limits: { pain_max: 5, flat: false, pace: "strides", terrain: "gentle_hills" },
      },
    ],
  }),
  fact("protocol", { protocol: "achilles-midportion@1", hash: sum, by: "clinician" }),
  fact("note", { text: "wet path" }),
  fact("retract", { target: id, by: "self" }),
  fact("separate", { recording: id }),
];

const times = [
  "2026-03-02T18:00:00Z", "2026-03-02t18:00:00.5z", "2026-03-02T18:00:00.123-18:00", "2026-03-02T18:00:00+18:01", "2026-03-02T18:00:00",
  "2026-03-02T18:00+01:00", "2026-03-02T24:00:00Z", "2026-03-02T18:60:00Z", "2026-03-02T18:00:60Z", "2026-03-02T18:00:00.Z",
  "2026-03-02T18:00:00.1234Z", "1899-12-31T00:00:00Z", "2200-01-01T00:00:00Z", "2026-02-30T18:00:00Z", "2026-03-02 18:00:00Z",
];
const days = ["1900-01-01", "2199-12-31", "1899-12-31", "2200-01-01", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-01", "2026-03-02T"];
const names = [
  "left", "both", "midportion", "strength", "spring", "run", "walk", "other", "clinician", "self", "hold", "clear", "set_rung", "limit",
  "none", "step", "heel_raise", "hop", "easy", "faster", "hills", "jog", "night", "fever", "illness", "visa_a", "Left", "",
];
const texts = [
  "a", "x".repeat(64), "x".repeat(65), "x".repeat(100), "x".repeat(101), "x".repeat(128), "x".repeat(129), "x".repeat(10_000), "x".repeat(10_001),
  "p@1", "p@", "@1", "p@1a", "p@1@2", id.toUpperCase(), "22222222222243338444555555555555", "00000000-0000-0000-0000-000000000000",
  sum.toUpperCase(), sum.slice(1), sum + "0", sum.replace("f", "g"),
];
const limits = [
  0, 1, 2, 3, 10, 20, 30, 40, 90, 100, 300, 500, 1000, 1440, 3600, 30_000, 86_400, 100_000, 604_800, 1_000_000, 10_000_000, 1_000_000_000,
];
const numbers = limits.flatMap((limit) => [limit - 1, limit, limit + 1, limit + 0.5, limit - 0.25]);

/** What is put in the place of every value in turn. */
export const tried = [
  undefined, null, true, false, [], {}, [1], ["step"], ["none"], ["none", "step"], ["step", "step"], ["shoe"], [1, 2], [1, 2, 3], [1, 2, 3, 4],
  ["1", 2, 3], { pain_max: 3 }, { walk_s: 60 }, ...times, ...days, ...names, ...texts, ...new Set(numbers),
];

/** What only the program's reader refuses: pairs of fields, lengths in bytes, the calendar. */
export const beyondTheSchema = [
  fact("break", { from: "2026-02-02", to: "2026-02-01" }),
  fact("note", { text: "ä".repeat(6000) }),
  fact("checkin", { pain: 2, entered: "2025-02-29T07:00:00Z" }),
  fact("shoe", { shoe: "red", drop_mm: 8.1234567 }),
];

/** Facts that are refused, one rule a line: [rule, fact]. */
export const refused = [
  ["pain above 10", fact("checkin", { pain: 11 })],
  ["pain below 0", fact("checkin", { pain: -1 })],
  ["pain as a text", fact("checkin", { pain: "2" })],
  ["half a pain", fact("symptom", { pain: 2.5 })],
  ["an unknown type", fact("chekin", { pain: 2 })],
  ["no type", { at, pain: 2 }],
  ["no time", { type: "checkin", pain: 2 }],
  ["a time without offset", { type: "checkin", at: "2026-03-02T07:10:00", pain: 2 }],
  ["an id of zeros", fact("checkin", { id: "00000000-0000-0000-0000-000000000000", pain: 2 })],
  ["an unknown key", fact("checkin", { pain: 2, mood: 1 })],
  ["a key of another track", fact("session", { track: "run", done: { jog_s: 60, walk_s: 0, reps: 3 } })],
  ["neither done nor as prescribed", fact("session", { track: "run", pain_during: 1 })],
  ["done and as prescribed", fact("session", { track: "walk", as_prescribed: true, done: { walk_s: 60 } })],
  ["as prescribed: false", fact("session", { track: "walk", as_prescribed: false })],
  ["impact of a run", fact("session", { track: "run", as_prescribed: true, impact: true })],
  ["repetitions and a hold", fact("session", { track: "strength", done: { exercise: "a", sets: 1, reps: 1, hold_s: 1 } })],
  ["a hold of hops", fact("session", { track: "spring", done: { exercise: "a", sets: 1, hold_s: 1 } })],
  ["a hold by oneself", fact("order", { order: "hold", by: "self" })],
  ["an order by nobody", fact("order", { order: "clear" })],
  ["a rung without its track", fact("order", { order: "set_rung", by: "clinician", rung: "a" })],
  ["a rung in a hold", fact("order", { order: "hold", by: "clinician", rung: "a" })],
  ["an end of a clearance", fact("order", { order: "clear", by: "clinician", until: "2026-04-01" })],
  ["an end of a rung", fact("order", { order: "set_rung", by: "clinician", track: "run", rung: "a", until: "2026-04-01" })],
  ["a limit of nothing", fact("order", { order: "limit", by: "clinician", limit: {} })],
  ["an order for walking", fact("order", { order: "hold", by: "clinician", track: "walk" })],
  ["none among equipment", fact("profile", { side: "left", site: "midportion", usual_morning_pain: 1, equipment: ["none", "step"] })],
  ["equipment twice", fact("profile", { side: "left", site: "midportion", usual_morning_pain: 1, equipment: ["step", "step"] })],
  ["a goal of 19 minutes", fact("profile", { side: "left", site: "midportion", usual_morning_pain: 1, goal_min: 19 })],
  ["a heel raise test of pain alone", fact("test", { test: "heel_raise", pain: 1 })],
  ["a test of nothing", fact("test", { test: "hop" })],
  ["an empty note", fact("note", { text: "" })],
  ["a separate of nothing", fact("separate", {})],
  ["a separate by its sum", fact("separate", { recording: sum })],
  ["a separate with an author", fact("separate", { recording: id, by: "self" })],
  ["a protocol without its version", fact("protocol", { protocol: "achilles-midportion", hash: "a", by: "self" })],
  ["a list where a fact stands", [fact("checkin", { pain: 2 })]],
];
