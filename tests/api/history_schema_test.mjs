// api/lookback.schema.json and api/load.schema.json hold for the diary of every scenario, and are no looser than what is
// printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { history, scenarios } from "./program.mjs";
import { changed, paths, validator } from "./schemas.mjs";

validator("outcome"); // days and counts are described there
const faults = { lookback: validator("lookback"), load: validator("load") };

/** Runs every third day for ten weeks up to the first of March, with one of everything that a guard watches. */
function aRunner() {
  const facts = [];
  const at = (back, hour) => `${new Date(Date.UTC(2026, 2, 1 - back)).toISOString().slice(0, 10)}T${hour}:00:00+01:00`;
  const run = (back, done) => facts.push({ type: "session", at: at(back, "18"), track: "run", done: { jog_s: 2400, walk_s: 0, ...done } });
  facts.push({ type: "shoe", at: at(120, "08"), shoe: "old", drop_mm: 10 }, { type: "shoe", at: at(4, "08"), shoe: "new", drop_mm: 4 });
  for (let back = 117; back >= 0; back -= 3) {
    if (back > 33 && back < 50) continue;
    run(back, back === 30 ? { distance_m: 14000, jog_s: 5600 } : back === 24 ? { distance_m: 6000, ascent_m: 200 } : back === 18 ? { distance_m: 6000, jog_s: 1500 } : back === 9 ? { jog_s: 9000 } : { distance_m: 6000 });
  }
  run(14, { distance_m: 5000, jog_s: 2000 });
  facts.push({ type: "session", at: at(2, "19"), track: "other", impact: false, done: {} });
  return facts;
}

const diaries = scenarios().filter(({ refused }) => !refused).map(({ name, diary }) => ({ name, diary }));
diaries.push({ name: "a runner", diary: aRunner() });

const said = diaries.map(({ name, diary }) => {
  const days = diary.map((fact) => fact.at.slice(0, 10)).sort();
  const onset = days.length ? days[days.length >> 1] : "2026-03-01";
  return { name, lookback: history("lookback", diary, ["--onset", name === "a runner" ? "2026-03-01" : onset, "--on", days.at(-1) ?? "2026-03-01"]), load: history("load", diary, ["--weeks", "30"]) };
});

for (const verb of ["lookback", "load"]) {
  test(`what ${verb} says of every scenario's diary holds`, () => {
    for (const { name, [verb]: { status, said: answer } } of said) {
      assert.equal(status, 0, name);
      assert.equal(faults[verb](answer), "", name);
    }
  });

  test(`a value of another kind in any place of ${verb}'s answer does not hold`, () => {
    const richest = said.map((one) => one[verb].said).sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
    for (const path of paths(richest)) {
      assert.notEqual(faults[verb](changed(richest, path, null)), "", `null at ${path.join(".")}`);
      assert.notEqual(faults[verb](changed(richest, path, "No such word!")), "", `a text at ${path.join(".")}`);
    }
  });
}

test("every answer and every guard was there, so that the schema was asked about it", () => {
  const all = said.map(({ lookback }) => lookback.said);
  assert.deepEqual(new Set(all.map(({ answer }) => answer)), new Set(["found", "too_little_history"]));
  const codes = new Set(all.flatMap(({ findings }) => findings.map(({ code }) => code)));
  assert.deepEqual(codes, new Set(["guard_distance", "guard_climb", "guard_pace", "guard_days", "guard_gap", "guard_shoe"]));
});
