// api/verify.schema.json holds for a protocol that is proved and for one that is refused, and is no looser than what is
// printed.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder, replay, root, verify } from "./program.mjs";
import { changed, paths, validator } from "./schemas.mjs";

validator("diary"); // a diary's facts are described there
const fault = validator("verify");
const midportion = readFileSync(join(root, "protocols/achilles-midportion.toml"), "utf8");

const proved = verify(join(root, "protocols/achilles-insertional.toml"));
const [refused, played] = inFolder((folder) => {
  const sooner = join(folder, "sooner.toml");
  writeFileSync(
    sooner,
    midportion.replace(/^impact_wait_days = .*$/m, 'impact_wait_days = { value = 2, chosen = "to see it refused" }'),
  );
  const answer = verify(sooner);
  const { diary, breaks_on: day } = answer.said.broken[0];
  return [answer, replay(diary, ["--protocol", sooner, "--to", day])];
});

test("a proof holds, and breaks nothing", () => {
  assert.equal(proved.status, 0);
  assert.equal(fault(proved.said), "");
  assert.equal(proved.said.proved, true);
});

test("a refusal holds, and its diary can be replayed under the refused protocol to the day that it names", () => {
  assert.equal(refused.status, 1);
  assert.equal(fault(refused.said), "");
  assert.deepEqual(refused.said.broken.map(({ invariant }) => invariant), ["wait_after_excessive"]);
  assert.equal(played.status, 0);
  const last = played.outcomes.at(-1);
  assert.equal(last.date, refused.said.broken[0].breaks_on);
  assert.ok(last.today.some(({ track }) => track === "run" || track === "spring"));
});

test("a refusal without a diary holds too, but not a proof with something broken", () => {
  const unrealised = changed(changed(refused.said, ["broken", 0, "diary"], null), ["broken", 0, "breaks_on"], null);
  assert.equal(fault(unrealised), "");
  assert.notEqual(fault(changed(refused.said, ["proved"], true)), "");
  assert.notEqual(fault(changed(proved.said, ["proved"], false)), "");
});

test("a refusal with null in any place, or with a key missing, does not hold", () => {
  const broken = refused.said.broken[0];
  const short = { ...refused.said, broken: [{ ...broken, way: broken.way.map((day) => day.slice(0, 2)) }] };
  assert.equal(fault(short), "");
  for (const path of paths(short)) {
    if (path.includes("diary") || path.at(-1) === "breaks_on") continue; // the diary's own schema is held elsewhere
    assert.notEqual(fault(changed(short, path, null)), "", `null at ${path.join(".")}`);
    const inList = path.length === 0 || /^[0-9]+$/.test(path.at(-1));
    if (inList || path.at(-2) === "read" || path.at(-1) === "track") continue; // these may be absent
    assert.notEqual(fault(changed(short, path, undefined)), "", `nothing at ${path.join(".")}`);
  }
});
