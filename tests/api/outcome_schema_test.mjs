// api/outcome.schema.json holds for every day of every scenario, and is no looser than what is printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { replay, scenarios } from "./program.mjs";
import { changed, paths, schema, validator } from "./schemas.mjs";

const fault = validator("outcome");
const played = scenarios().filter(({ refused }) => !refused).map(({ name, diary, asKnown }) => {
  const { status, outcomes } = replay(diary, asKnown ? ["--as-known"] : []);
  return { name, status, outcomes };
});
const days = played.flatMap(({ outcomes }) => outcomes);

test("the outcome of every day of every scenario holds", () => {
  for (const { name, status, outcomes } of played) {
    assert.equal(status, 0, name);
    assert.ok(outcomes.length > 0, name);
    for (const outcome of outcomes) assert.equal(fault(outcome), "", `${name} ${outcome.date}`);
  }
  assert.ok(days.length > 1000);
});

test("the scenarios reach every track, alert, signal and most codes, so that the schema was asked about them", () => {
  const { properties, $defs } = schema("outcome");
  const reached = (values) => new Set(values);
  assert.deepEqual(reached(days.flatMap((day) => day.today.map((item) => item.track))), new Set($defs.item.properties.track.enum));
  assert.deepEqual(reached(days.map((day) => day.alert.level)), new Set(properties.alert.properties.level.enum));
  assert.deepEqual(reached(days.map((day) => day.signals.trend)), new Set(properties.signals.properties.trend.enum));
  const codes = reached(days.flatMap((day) => day.reasons.map((reason) => reason.code)));
  assert.ok(codes.size > $defs.code.enum.length * 0.8, `${codes.size} of ${$defs.code.enum.length}`);
});

test("a value of another kind in any place of an outcome does not hold", () => {
  const richest = [...days].sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length).slice(0, 20);
  for (const outcome of richest) {
    for (const path of paths(outcome)) {
      assert.notEqual(fault(changed(outcome, path, null)), "", `null at ${path.join(".")}`);
      if (path.at(-2) !== "params" && path.at(-1) !== "source")
        assert.notEqual(fault(changed(outcome, path, "No such word!")), "", `a text at ${path.join(".")}`);
    }
  }
});
