// What `springback today` costs as a process: user and system time of many runs on a diary of 8,000 facts.
//   node bench/today_bench.mjs build/release/springback [runs]

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, wanted = "50"] = process.argv.slice(2);
const runs = Number(wanted);
const DAYS = 4000;
const DAY_MS = 86_400_000;

/** A check-in every morning and strength, a run or hops every evening, up to yesterday. */
function diary() {
  const first = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAYS * DAY_MS;
  const day = (n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10);
  const facts = [
    { type: "profile", at: `${day(0)}T06:00:00Z`, side: "left", site: "midportion", usual_morning_pain: 2, usual_stiffness_min: 10 },
  ];
  let chance = 1;
  for (let n = 0; n < DAYS; n++) {
    chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
    const pain = chance >>> 28 === 0 ? 4 : 1 + ((chance >>> 24) & 1);
    facts.push({ type: "checkin", at: `${day(n)}T07:00:00Z`, pain, stiffness_min: 10, settled: true });
    const track = n % 2 === 0 ? "strength" : n % 4 === 1 ? "run" : "spring";
    facts.push({ type: "session", at: `${day(n)}T18:00:00Z`, track, as_prescribed: true, pain_during: (chance >>> 20) & 3, pain_after: 1 });
  }
  return facts.map((fact) => JSON.stringify(fact)).join("\n") + "\n";
}

function run(command, args) {
  const done = spawnSync(command, args, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.status}\n${done.stderr}`);
  return done.stdout;
}

/** Seconds of processor time that `count` runs took: what the shell's `times` says of its children. */
function seconds(count, args) {
  const words = args.map((word) => `'${word}'`).join(" ");
  const script = `i=0; while [ $i -lt ${count} ]; do ${words} >/dev/null || exit 1; i=$((i + 1)); done; times`;
  const children = run("sh", ["-c", script]).trim().split("\n").at(-1);
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);
}

const folder = mkdtempSync(join(tmpdir(), "springback-bench-"));
try {
  const file = join(folder, "diary.jsonl");
  const data = join(folder, "data");
  writeFileSync(file, diary());
  run(program, ["--data", data, "restore", file]);
  run(program, ["--data", data, "today"]); // the plan is kept as shown: the first look of a day writes
  const today = (1000 * seconds(runs, [program, "--data", data, "today"])) / runs;
  const nothing = (1000 * seconds(runs, [program, "--version"])) / runs;
  console.log(`today, ${2 * DAYS + 1} facts: ${today.toFixed(1)} ms of processor time (${runs} runs)`);
  console.log(`the program doing nothing (--version): ${nothing.toFixed(1)} ms`);
} finally {
  rmSync(folder, { recursive: true });
}
