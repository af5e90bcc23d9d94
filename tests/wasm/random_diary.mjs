// Diaries of runners that nobody is: the same seed gives the same diary.

/** Numbers from a seed (mulberry32): whole numbers below n, chances in percent. */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, chance: (percent) => below(100) < percent, pick: (list) => list[below(list.length)] };
}

const FIRST = Date.UTC(2026, 2, 1);
export const dayOf = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);

const OFFSETS = ["+01:00", "+02:00", "-05:00", "Z"];
const FLAGS = [
  "pop", "cannot_raise", "calf_swelling", "breathless", "fever", "fluoroquinolone", "steroid_injection", "night_pain",
  "other_tendons", "other_achilles", "joint_stiffness", "unsure",
];

function profile(d) {
  const fact = {
    type: "profile", side: d.pick(["left", "right", "both"]), site: d.pick(["midportion", "midportion", "insertional"]),
    usual_morning_pain: d.below(6),
  };
  if (d.chance(60)) fact.usual_stiffness_min = d.below(40);
  if (d.chance(60)) fact.body_mass_kg = 50 + d.below(500) / 10;
  if (d.chance(50)) fact.goal_min = 20 + d.below(71);
  if (d.chance(25)) fact.running_now = true;
  if (d.chance(40)) fact.weekly_km_before = d.below(80);
  if (d.chance(60)) fact.equipment = d.pick([["none"], ["step"], ["step", "backpack"], ["machine", "dumbbell"]]);
  return fact;
}

function session(d, worse) {
  const track = d.pick(["strength", "strength", "spring", "run", "run", "walk", "other"]);
  const fact = { type: "session", track };
  if (track !== "walk" && track !== "other" && d.chance(75)) {
    fact.as_prescribed = true;
  } else if (track === "run") {
    fact.done = { jog_s: 60 * (1 + d.below(40)), walk_s: 60 * d.below(20) };
    if (d.chance(50)) fact.done.distance_m = 500 + d.below(9000);
    if (d.chance(30)) fact.done.ascent_m = d.below(120);
    if (d.chance(30)) fact.done.pace = d.pick(["easy", "fast"]);
  } else if (track === "walk") {
    fact.done = { walk_s: 60 * (10 + d.below(40)) };
  } else if (track !== "other") {
    fact.done = { exercise: "one_leg_raise", sets: 1 + d.below(4), reps: 5 + d.below(15) };
  } else {
    fact.done = {};
    fact.impact = d.chance(50);
  }
  if (d.chance(90)) fact.pain_during = d.below(worse ? 9 : 4);
  if (d.chance(60)) fact.pain_after = d.below(worse ? 9 : 4);
  if (d.chance(worse ? 15 : 1)) fact.limp = true;
  if (d.chance(5)) fact.analgesic = true;
  if (d.chance(10)) fact.shoe = d.pick(["blue", "red"]);
  return fact;
}

function rare(d, day) {
  return d.pick([
    () => ({ type: "symptom", pain: d.below(9), context: d.pick(["rest", "daily", "stairs", "night"]) }),
    () => ({ type: "flag", flag: d.pick(FLAGS) }),
    () => ({ type: "order", order: "clear", by: d.pick(["clinician", "self"]) }),
    () => ({ type: "order", order: "hold", by: "clinician", track: "run", until: dayOf(day + d.below(10)) }),
    () => ({ type: "order", order: "limit", by: "clinician", limit: { pain_max: 3, jog_s_max: 600 } }),
    () => ({ type: "order", order: "set_rung", by: "clinician", track: "strength", rung: "one_leg_3x12" }),
    () => ({ type: "test", test: "heel_raise", left: d.below(30), right: d.below(30), pain: d.below(5) }),
    () => ({ type: "test", test: "hop", pain: d.below(5) }),
    () => ({ type: "score", scale: "visa_a", value: d.below(101) }),
    () => ({ type: "shoe", shoe: d.pick(["blue", "red", "green"]), drop_mm: d.below(13) }),
    () => ({ type: "note", text: "“quoted” \\ \u0001 £€😀" }),
    () => ({ type: "break", from: dayOf(day), to: dayOf(day + 3), reason: "illness" }),
  ])();
}

/** Facts in no particular order of arrival, and the number of days that they span. */
export function randomDiary(seed) {
  const d = dice(seed);
  const days = 15 + d.below(120);
  const offset = d.pick(OFFSETS);
  const worse = d.chance(30);
  const facts = [];
  const at = (day, hour) => `${dayOf(day)}T${String(hour).padStart(2, "0")}:${10 + d.below(50)}:00${offset}`;
  facts.push({ ...profile(d), at: at(0, 5) });
  const missing = d.pick([0, 0, 10, 40]);
  for (let day = 0; day < days; day++) {
    if (!d.chance(missing)) {
      const morning = { type: "checkin", at: at(day, 7), pain: d.below(worse ? 8 : 4) };
      if (d.chance(50)) morning.stiffness_min = d.below(45);
      if (d.chance(40)) morning.settled = !d.chance(15);
      facts.push(morning);
    }
    if (d.chance(55)) facts.push({ ...session(d, worse), at: at(day, 17) });
    if (d.chance(3)) facts.push({ ...rare(d, day), at: at(day, 12) });
  }
  if (d.chance(30)) facts.reverse();
  return { facts, days };
}
