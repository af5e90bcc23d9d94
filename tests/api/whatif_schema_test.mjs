// api/whatif.schema.json holds for the diary of every scenario under two other protocols, and is no looser than what is
// printed.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder, root, scenarios, whatIf } from "./program.mjs";
import { changed, paths, validator } from "./schemas.mjs";

validator("outcome"); // the items and reasons are described there
const fault = validator("whatif");
const midportion = readFileSync(join(root, "protocols/achilles-midportion.toml"), "utf8");

const found = inFolder((folder) => {
  const stricter = join(folder, "stricter.toml");
  writeFileSync(
    stricter,
    midportion
      .replace(/^id = .*$/m, 'id = "stricter"')
      .replace(/^impact_days_between = .*$/m, 'impact_days_between = { value = 2, chosen = "to see what it changes" }')
      .replace(/^effort_pain_clear_max = .*$/m, 'effort_pain_clear_max = { value = 1, chosen = "to see what it changes" }'),
  );
  const others = [stricter, join(root, "protocols/achilles-insertional.toml")];
  return scenarios()
    .filter(({ refused }) => !refused)
    .flatMap(({ name, diary }) => others.map((protocol) => ({ name, ...whatIf(diary, protocol) })));
});

test("the comparison of every scenario's diary with another protocol holds", () => {
  for (const { name, status, said } of found) {
    assert.equal(status, 0, name);
    assert.equal(fault(said), "", name);
  }
});

test("the comparisons part in everything that can part, so that the schema was asked about it", () => {
  const stretches = found.flatMap(({ said }) => said.stretches);
  assert.ok(stretches.length > 200, `${stretches.length}`);
  const parted = new Set(stretches.flatMap(({ tracks }) => tracks.flatMap((track) => track.in)));
  assert.deepEqual(parted, new Set(["open", "rung", "action", "today"]));
  assert.ok(stretches.some(({ alert }) => alert));
  assert.ok(stretches.some(({ from, to }) => from < to));
  assert.ok(stretches.some(({ from, tracks }) => tracks.some(({ since }) => since < from)));
});

test("no day at all is said as such", () => {
  const { status, said } = whatIf([], join(root, "protocols/achilles-insertional.toml"));
  assert.equal(status, 0);
  assert.equal(said.days, 0);
  assert.equal(fault(said), "");
});

test("a value of another kind in any place of a comparison does not hold", () => {
  const richest = found.map(({ said }) => said).sort((a, b) => b.stretches.length - a.stretches.length)[0];
  const short = { ...richest, stretches: richest.stretches.slice(0, 2) };
  for (const path of paths(short)) {
    assert.notEqual(fault(changed(short, path, null)), "", `null at ${path.join(".")}`);
    if (path.at(-2) !== "params" && path.at(-1) !== "source")
      assert.notEqual(fault(changed(short, path, "No such word!")), "", `a text at ${path.join(".")}`);
  }
});
