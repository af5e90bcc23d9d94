// api/diary.schema.json says what the program's reader says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { beyondTheSchema, facts, refused, tried } from "./facts.mjs";
import { refusedLines, scenarios } from "./program.mjs";
import { at, changed, paths, schema, validator } from "./schemas.mjs";

const fault = validator("diary");

test("every diary of the scenarios is taken, but for the lines that a scenario names as refused", () => {
  const all = scenarios();
  assert.ok(all.length > 100);
  for (const { name, diary, refused: lines } of all) {
    if (!lines) assert.equal(fault(diary), "", name);
    diary.forEach((fact, index) => {
      if (!lines?.includes(index + 1)) assert.equal(fault(fact), "", `${name}: line ${index + 1}`);
    });
  }
});

test("facts of every type with all their keys are taken by the schema and by the program", () => {
  assert.deepEqual(new Set(facts.map((fact) => fact.type)), new Set(schema("diary").$defs.fact.properties.type.enum));
  for (const fact of facts) assert.equal(fault(fact), "", JSON.stringify(fact));
  assert.equal(fault(facts), "");
  assert.deepEqual([...refusedLines(facts)], []);
});

test("what the program refuses rule by rule, the schema refuses too", () => {
  const lines = refusedLines(refused.map(([, fact]) => fact));
  refused.forEach(([rule, fact], index) => {
    assert.ok(lines.has(index + 1), `the program takes ${rule}`);
    if (!Array.isArray(fact)) assert.notEqual(fault(fact), "", `the schema takes ${rule}`);
  });
});

// What contradicts another line is no matter of a schema: no two changed facts share an id. A recording without one
// is named by its bytes, so it gets one.
function changedFacts() {
  const lines = new Map();
  for (const fact of facts)
    for (const path of paths(fact).filter((one) => one.length > 0))
      for (const value of tried) {
        const { id, ...rest } = fact;
        const one = changed(path[0] === "id" ? fact : rest, path, value);
        if (one.type === "recording") one.id = `00000000-0000-4000-8000-${String(lines.size + 1).padStart(12, "0")}`;
        lines.set(JSON.stringify([path, one]), one);
      }
  return [...lines.values()];
}

test("whatever stands in the place of a field, program and schema agree on it", () => {
  const lines = changedFacts();
  assert.ok(lines.length > 10_000);
  const byProgram = refusedLines(lines);
  const differing = lines.filter((line, index) => byProgram.has(index + 1) !== (fault(line) !== ""));
  const backwards = (line) => line.type === "break" && line.from > line.to; // of two fields
  assert.deepEqual(differing.filter((line) => !backwards(line)).map((line) => JSON.stringify(line)).slice(0, 5), []);
  assert.ok(byProgram.size > 1000 && byProgram.size < lines.length);
});

test("a key that does not belong is refused wherever it stands", () => {
  const lines = facts.flatMap((fact) =>
    paths(fact).filter((path) => !Array.isArray(at(fact, path)) && typeof at(fact, path) === "object")
      .map((path) => changed(fact, [...path, "mood"], 1)));
  const byProgram = refusedLines(lines);
  lines.forEach((line, index) => {
    assert.ok(byProgram.has(index + 1), `the program takes ${JSON.stringify(line)}`);
    assert.notEqual(fault(line), "", `the schema takes ${JSON.stringify(line)}`);
  });
});

test("what a schema cannot say is known: the program alone refuses it", () => {
  const lines = refusedLines(beyondTheSchema);
  beyondTheSchema.forEach((fact, index) => {
    assert.equal(fault(fact), "");
    assert.ok(lines.has(index + 1), JSON.stringify(fact));
  });
});
