// api/protocol.schema.json says of a protocol's shape what the program's reader says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { protocolFaults, shippedProtocols } from "./program.mjs";
import { at, changed, paths, schema, validator } from "./schemas.mjs";

const fault = validator("protocol");
const shipped = await shippedProtocols();
const [midportion] = shipped;
const cited = (value) => value !== null && typeof value === "object" && "value" in value;

test("the canonical JSON of each shipped protocol holds and may be followed", () => {
  assert.deepEqual(shipped.map((one) => one.site).sort(), ["insertional", "midportion"]);
  for (const one of shipped) {
    assert.equal(fault(one), "", one.id);
    assert.deepEqual(protocolFaults(one), []);
  }
});

test("every number has the range that the program names when it refuses it", () => {
  const places = paths(midportion).filter((path) => path.length === 2 && typeof at(midportion, path).value === "number");
  assert.ok(places.length > 100);
  let low = structuredClone(midportion);
  for (const path of places) low = changed(low, [...path, "value"], -1);
  const said = new Set(protocolFaults(low));
  for (const [section, key] of places) {
    const { minimum, maximum } = schema("protocol").properties[section].properties[key].properties.value;
    const expected = `${section}.${key}: -1 is not allowed; a whole number from ${minimum} to ${maximum} is needed`;
    assert.ok(said.delete(expected), `${expected}; said: ${[...said].find((one) => one.startsWith(`${section}.${key}:`))}`);
  }
  assert.deepEqual([...said], []);
});

// One change a place: what the reader must find there whatever the rules of training say.
const wrong = [
  ["a key taken away", (path, value) => (path.at(-1) === "needs_one_of" || /^(load_permille|tempo_s)$/.test(path.at(-1)) ? value : undefined)],
  ["null", () => null],
  ["a negative number", () => -1],
  ["an empty text", () => ""],
];
const refusable = (path) => path.length > 0 && !/^\d+$/.test(path.at(-1)) && path[0] !== "sources";

test("a changed value that the schema refuses is refused by the program, and the other way round", () => {
  // One place of a kind: every section's first number, and the whole of the first rung of each ladder.
  const seen = new Set();
  const places = paths(midportion).filter(refusable).filter((path) => {
    const kind = path.filter((key) => !/^\d+$/.test(key)).join(".").replace(/^(\w+)\.\w+\.(value|source|chosen)$/, "$1.*.$2");
    return !seen.has(kind) && seen.add(kind);
  });
  const shape = places.filter((path) => !(path.length === 2 && cited(at(midportion, path)) && path[1] > "d"));
  for (const path of shape)
    for (const [what, change] of wrong) {
      const value = change(path, at(midportion, path));
      if (value === at(midportion, path)) continue;
      const one = changed(midportion, path, value);
      assert.equal(protocolFaults(one).length > 0, fault(one) !== "", `${what} at ${path.join(".")}: ${fault(one)}`);
    }
});

test("what is not known, cited twice or not at all is refused", () => {
  const cases = [
    changed(midportion, ["mood"], 1),
    changed(midportion, ["checks", "mood"], { value: 1, chosen: "a whim" }),
    changed(midportion, ["strength", 0, "mood"], 1),
    changed(midportion, ["strength", 0, "dose", "jog_s"], 60),
    changed(midportion, ["walk_jog", 0, "dose", "sets"], 3),
    changed(midportion, ["walk_jog", 0, "needs_one_of"], ["step"]),
    changed(midportion, ["beyond", 0, "dose", "rounds"], 3),
    changed(midportion, ["strength", 0, "dose", "hold_s"], 30),
    changed(midportion, ["strength", 0, "dose", "tempo_s"], [0, 0, 0]),
    changed(midportion, ["strength", 0, "dose", "tempo_s"], [3, 0]),
    changed(midportion, ["strength", 1, "needs_one_of"], ["none"]),
    changed(midportion, ["strength", 1, "needs_one_of"], ["step", "step"]),
    changed(midportion, ["strength", 0, "id"], "Two Legs"),
    changed(midportion, ["calm", "id"], "Calm Dose"),
    changed(midportion, ["guards", "distance_bands_pct", "value"], [10, 30]),
    changed(midportion, ["load", "exponent"], { value: 6 }),
    changed(midportion, ["load", "exponent"], { value: 6, source: "exponent", chosen: "both" }),
    changed(midportion, ["load", "exponent"], 6),
    changed(midportion, ["site"], "elsewhere"),
    changed(midportion, ["strength"], []),
    changed(midportion, ["walk_jog"], []),
    changed(midportion, ["spring"], Array(8).fill(midportion.spring[0])),
  ];
  for (const one of cases) {
    const place = JSON.stringify(paths(one).find((path) => JSON.stringify(at(one, path)) !== JSON.stringify(at(midportion, path)) && path.length > 1) ?? "");
    assert.notEqual(fault(one), "", `the schema takes it: ${place}`);
    assert.ok(protocolFaults(one).length > 0, `the program takes it: ${place}`);
  }
});
