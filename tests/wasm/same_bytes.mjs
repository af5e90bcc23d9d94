// Holds springback.wasm and recordings.wasm and the native build of the same doors to the same bytes.
//   node same_bytes.mjs <folder of both modules> <native door> <source folder> [diaries]

import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { NativeDoor, WasmDoor } from "./door.mjs";
import { dayOf, dice, randomDiary } from "./random_diary.mjs";

const [modules, nativePath, source, wanted = "200"] = process.argv.slice(2);
const GZIP_MAX = 140_000; // chosen: what it is now and a little; the aim stands in docs/gaps.md
let asked = 0;
let outcomes = 0;
let stoodOut = 0;
let loaded = 0;

function fail(what, request, a, b) {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  console.error(`${what}: the two builds differ at byte ${at}\n request ${String(request).slice(0, 300)}`);
  console.error(` wasm   …${a.subarray(Math.max(0, at - 80), at + 120)}\n native …${b.subarray(Math.max(0, at - 80), at + 120)}`);
  process.exit(1);
}

const wasm = await WasmDoor.load(join(modules, "springback.wasm"));
const recordings = await WasmDoor.load(join(modules, "recordings.wasm"));
const native = new NativeDoor(nativePath);

/** Asks both; the answer when their bytes are the same. */
async function ask(what, request) {
  const bytes = Buffer.isBuffer(request) ? request : Buffer.from(JSON.stringify(request));
  const [a, b] = [await wasm.call(bytes), await native.call(bytes)];
  if (!a.equals(b)) fail(what, bytes, a, b);
  asked++;
  return JSON.parse(a.toString());
}

function must(condition, what) {
  if (condition) return;
  console.error(what);
  process.exit(1);
}

const folder = join(source, "protocols");
const protocols = [];
for (const file of readdirSync(folder).filter((f) => f.endsWith(".toml")).sort().reverse()) {
  protocols.push(JSON.parse(await native.protocol(readFileSync(join(folder, file)))));
}
must(protocols.length > 0, "no protocol file");

// Protocols to compare with: the shipped ones, and one that takes less pain for too much.
const stricter = structuredClone(protocols[0]);
stricter.checks.effort_pain_clear_max.value = 2;
stricter.checks.effort_pain_borderline_max.value = 3;
const others = [...protocols, stricter];
let parted = 0;

async function whole(what, facts, days, seed) {
  const opened = await ask(`${what} open`, { op: "open", protocols, facts });
  must(opened.error === undefined, `${what}: refused: ${JSON.stringify(opened).slice(0, 500)}`);
  const replayed = await ask(`${what} replay`, { op: "replay", from: days[0], to: days.at(-1) });
  outcomes += replayed.outcomes.length;
  must(replayed.outcomes.length === days.length, `${what}: ${replayed.outcomes.length} outcomes for ${days.length} days`);
  const d = dice(seed);
  for (const on of [days.at(-1), days[d.below(days.length)]]) {
    const decided = await ask(`${what} decide ${on}`, { op: "decide", on });
    must(decided.sentences.headline.length > 0, `${what}: ${on}: nothing is said`);
    const day = replayed.outcomes.find((o) => o.date === on);
    const { would_change: _, ...rest } = decided.outcome;
    const { would_change: __, ...same } = day;
    must(JSON.stringify(rest) === JSON.stringify(same), `${what}: ${on}: decide and replay differ`);
  }
  await ask(`${what} ladders`, { op: "ladders", on: days.at(-1) });
  const { look_back: back, said: words } = await ask(`${what} look_back`, { op: "look_back", on: days.at(-1), onset: days[d.below(days.length)] });
  must(back?.findings.length === words.findings.length, `${what}: a finding without words`);
  stoodOut += back.findings.length;
  const { load } = await ask(`${what} load`, { op: "load", on: days.at(-1), weeks: 1 + d.below(60) });
  loaded += load.weeks.length;
  for (const protocol of others) {
    const { what_if: found, said } = await ask(`${what} what_if`, { op: "what_if", on: days.at(-1), protocol });
    must(found?.days >= days.length && said.length === found.stretches.length, `${what}: what_if lacks days or words`);
    parted += found.days_apart;
  }
}

for (let seed = 1; seed <= Number(wanted); seed++) {
  const { facts, days } = randomDiary(seed);
  await whole(`diary ${seed}`, facts, Array.from({ length: days }, (_, n) => dayOf(n)), seed);
  const again = await ask(`diary ${seed} again`, { op: "add", facts: facts.slice(0, 5) });
  must(again.error === undefined, `diary ${seed}: a repeat was refused`);
  const bad = { ...facts[0], pain: 11, usual_morning_pain: 11 };
  const refused = await ask(`diary ${seed} bad`, { op: "add", facts: [{ type: "note", at: facts[0].at, text: "x" }, bad] });
  must(refused.error === "bad_facts", `diary ${seed}: a bad fact was not refused`);
}

const scenarios = join(source, "tests", "scenarios");
let played = 0;
if (existsSync(scenarios)) {
  for (const file of readdirSync(scenarios, { recursive: true }).filter((f) => f.endsWith(".json")).sort()) {
    const { diary } = JSON.parse(readFileSync(join(scenarios, file)));
    if (!Array.isArray(diary)) continue;
    const opened = await ask(`${file} open`, { op: "open", protocols, facts: diary });
    played++;
    if (opened.error !== undefined || diary.length === 0) continue;
    const days = diary.map((f) => f.at.slice(0, 10)).sort();
    await ask(`${file} replay`, { op: "replay", from: days[0], to: days.at(-1) });
    await ask(`${file} decide`, { op: "decide", on: days.at(-1) });
    await ask(`${file} what_if`, { op: "what_if", on: days.at(-1), protocol: stricter });
  }
}

// Recordings: whole ones and damaged ones.
for (let seed = 1; seed <= 20; seed++) {
  const file = Buffer.from(await native.recording(seed));
  const d = dice(seed);
  const damaged = Buffer.from(file);
  damaged[d.below(damaged.length)] ^= 1 << d.below(8);
  for (const bytes of [file, damaged, file.subarray(0, d.below(file.length)), Buffer.alloc(0)]) {
    const [a, b] = [await recordings.readFit(bytes), await native.readFit(bytes)];
    if (!a.equals(b)) fail(`recording ${seed}`, `${bytes.length} bytes of FIT`, a, b);
    asked++;
    JSON.parse(a.toString());
  }
}

// Bad requests: cut and flipped, they are answered alike and never trap.
const { facts } = randomDiary(7);
const good = Buffer.from(JSON.stringify({ op: "add", facts: facts.slice(0, 12) }));
const d = dice(99);
for (let i = 0; i < 500; i++) {
  const broken = Buffer.from(good.subarray(0, 1 + d.below(good.length)));
  for (let n = d.below(4); n > 0; n--) broken[d.below(broken.length)] = d.below(256);
  const answer = await ask(`broken ${i}`, broken);
  must(typeof answer === "object", "an answer is an object");
}
await ask("deep", Buffer.from(`{"op":"add","facts":${"[".repeat(100_000)}`));

must(parted > 0, "no diary parts under another protocol");
must(stoodOut > 0 && loaded > 0, "no diary has something to look back on");

native.close();
const size = gzipSync(readFileSync(join(modules, "springback.wasm")), { level: 9 }).length;
console.log(
  `${wanted} diaries, ${played} scenarios, ${outcomes} outcomes, ${parted} days apart, ${asked} answers: the same bytes; ` +
    `${size} bytes gzip, ${wasm.memoryBytes >> 20} MiB of memory`,
);
must(size <= GZIP_MAX, `springback.wasm is ${size} bytes gzip; ${GZIP_MAX} are allowed`);
