// Plumbing only: the exercise lists of PMData (16 people with a wrist tracker, CC BY 4.0) through `springback lookback` and
// `load`. Nothing is claimed of the figures: the trackers' runs are short and few, and no onset of Achilles pain is known.
//   node bench/pmdata_lookback.mjs [springback] [folder with p01 … p16]
// Without the data it says so and ends well.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const program = process.argv[2] ?? join(root, "build/dev/springback");
const folder = process.argv[3] ?? join(root, "../shared/data/pmdata");
const sports = { Run: "running", Treadmill: "running", Walk: "walking", Hike: "hiking", "Outdoor Bike": "cycling", Bike: "cycling", Spinning: "cycling", Swim: "swimming" };

/** One entry of exercise.json as a recording; the tracker's clock is taken as UTC. Only what it counted is told. */
function recording(entry) {
  const sport = sports[entry.activityName] ?? "generic";
  const seconds = Math.round((entry.activeDuration ?? entry.duration) / 1000);
  const metres = Math.round((entry.distance ?? 0) * 1000);
  const runs = sport === "running";
  return {
    type: "recording",
    at: entry.startTime.replace(" ", "T") + "Z",
    start: entry.startTime.replace(" ", "T") + "Z",
    sha256: createHash("sha256").update(String(entry.logId)).digest("hex"),
    derived_by: "pmdata",
    sport,
    distance_m: metres,
    timer_s: seconds,
    jog_s: runs ? seconds : 0,
    walk_s: sport === "walking" || sport === "hiking" ? seconds : 0,
    ...(entry.elevationGain !== undefined && { ascent_m: Math.round(entry.elevationGain) }),
    ...(entry.steps !== undefined && { steps: entry.steps }),
    bouts: runs ? [{ kind: "jog", start_s: 0, duration_s: seconds, ...(metres > 0 && { distance_m: metres }) }] : [],
  };
}

function ask(verb, text, more) {
  const run = spawnSync(program, [verb, "-", "--json", ...more], { input: text, maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`${verb} ended with ${run.status}: ${run.stderr.toString().slice(0, 500)}`);
  return JSON.parse(run.stdout.toString());
}

if (!existsSync(folder)) {
  console.log(`no PMData in ${folder}: nothing to do`);
} else {
  for (const person of readdirSync(folder).filter((name) => /^p\d+$/.test(name)).sort()) {
    const facts = JSON.parse(readFileSync(join(folder, person, "fitbit/exercise.json"), "utf8")).filter((entry) => entry.duration > 0).map(recording);
    const text = facts.map((fact) => JSON.stringify(fact) + "\n").join("");
    const days = facts.map((fact) => fact.at.slice(0, 10)).sort();
    const answers = {};
    const guards = {};
    for (let day = Date.parse(days[0]); day <= Date.parse(days.at(-1)); day += 14 * 86_400_000) {
      const found = ask("lookback", text, ["--onset", new Date(day).toISOString().slice(0, 10)]);
      answers[found.answer] = (answers[found.answer] ?? 0) + 1;
      for (const { code, times } of found.counts) guards[code.slice(6)] = (guards[code.slice(6)] ?? 0) + times;
    }
    const load = ask("load", text, ["--weeks", "30"]);
    const weeks = load.weeks.filter((week) => week.load !== undefined).map((week) => week.load);
    console.log(`${person}: ${facts.length} recordings; asked every two weeks: ${JSON.stringify(answers)} ${JSON.stringify(guards)}; load of ${weeks.length} weeks, ${Math.min(...weeks)} to ${Math.max(...weeks)}`);
  }
}
