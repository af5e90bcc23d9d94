// The house rules held against this tree, and each check held against a made-up tree that breaks it.
// Run: node --test tests/house/house_test.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { counts } from "./count.mjs";
import { headerFault, headerFaults } from "./headers.mjs";
import { files, includeFaults, linkFaults } from "./rooms.mjs";
import { nameFaults } from "./std_names.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

// A tree with just these files, checked and thrown away.
function inMadeUpTree(contents, check) {
  const folder = mkdtempSync(join(tmpdir(), "springback-house-"));
  try {
    for (const [path, text] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return check(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("no room includes what it may not", () => {
  assert.ok(files(join(root, "src"), [".h"]).length > 0);
  assert.deepEqual(includeFaults(root), []);
});

test("no room links what it may not", () => assert.deepEqual(linkFaults(root), []));

test("every header opens with pragma once and a sentence", () => assert.deepEqual(headerFaults(root), []));

test("every source includes the standard headers whose names it uses", () => assert.deepEqual(nameFaults(root), []));

test("a name of std without its header is named with its line, whatever a neighbour includes", () => {
  const faults = inMadeUpTree(
    {
      "src/base/id.h": "#pragma once\n#include <string>\nstd::string id();\n",
      "src/base/id.cpp": '#include "base/id.h"\n// std::map in a comment\nconst char* a = "std::set", b = \'"\';\nstd::string id() { return {}; }\n',
      "src/base/sum.cpp": "#include <cstdint>\n#include <vector>\nlong n = 1\'000;\nstd::optional<int> sum(std::vector<int> of) {\n  std::ranges::sort(of);\n}\n",
      "src/engine/run.h": '#pragma once\n#include "base/id.h"\nstd::span<int> run();\n',
      "src/engine/run.cpp": '#include "engine/run.h"\nstd::string all;\nstd::unique_ptr<int> one;\nstd::unique_ptr<int> two;\n',
    },
    nameFaults,
  );
  assert.deepEqual(faults, [
    "src/base/sum.cpp:4: std::optional needs <optional>",
    "src/base/sum.cpp:5: std::sort needs <algorithm>",
    "src/engine/run.cpp:3: std::unique_ptr needs <memory>",
    "src/engine/run.h:3: std::span needs <span>",
  ]);
});

test("an include that goes up is named with its line", () => {
  const faults = inMadeUpTree({ "src/engine/flow.cpp": '#include "base/civil.h"\n#include "store/store.h"\n' }, includeFaults);
  assert.deepEqual(faults, ["src/engine/flow.cpp:2: store/store.h: engine may not include store"]);
});

test("an include that goes sideways is named unless it is listed with a reason", () => {
  const faults = inMadeUpTree(
    {
      "src/lab/cohort.cpp": '#include "app/today.h"\n',
      "src/cli/serve.cpp": '#include "server/serve.h"\n#include "server/session.h"\n',
      "src/formats/fit.cpp": '#include "codec/fit.h"\n',
    },
    includeFaults,
  );
  assert.deepEqual(faults, [
    "src/cli/serve.cpp:2: server/session.h: cli may not include server",
    "src/lab/cohort.cpp:1: app/today.h: lab may not include app",
  ]);
});

test("the engine's clocks, streams and JSON are named", () => {
  const text = "#include <chrono>\n# include <iostream>\n#include <nlohmann/json.hpp>\n#include <vector>\n";
  const faults = inMadeUpTree({ "src/engine/run.cpp": text }, includeFaults);
  assert.equal(faults.length, 3);
  assert.match(faults[0], /run\.cpp:1: chrono: engine is pure/);
  assert.match(faults[1], /run\.cpp:2: iostream: engine is pure/);
  assert.match(faults[2], /run\.cpp:3: nlohmann\/json\.hpp: the engine knows no JSON/);
});

test("of the lab the browser gets only what is as pure as the engine", () => {
  const faults = inMadeUpTree(
    {
      "src/wasm/desk.cpp": '#include "lab/whatif.h"\n#include "lab/whatif_json.h"\n#include "lab/verify.h"\n',
      "src/lab/whatif.cpp": '#include "lab/whatif.h"\n#include "lab/cohort.h"\n#include <vector>\n#include <fstream>\n',
      "src/lab/verify.cpp": "#include <thread>\n",
    },
    includeFaults,
  );
  assert.deepEqual(faults, [
    "src/lab/whatif.cpp:2: lab/cohort.h: of the lab the browser runs only forecast and whatif",
    "src/lab/whatif.cpp:4: fstream: lab/whatif.cpp is pure: no <fstream>",
    "src/wasm/desk.cpp:3: lab/verify.h: of the lab the browser runs only forecast and whatif",
  ]);
});

test("a folder that is no room is named", () => {
  const faults = inMadeUpTree({ "src/utils/strings.h": "#pragma once\n" }, includeFaults);
  assert.deepEqual(faults, ["src/utils/strings.h: utils is no room of the table"]);
});

test("a link that goes up is named", () => {
  const text = "springback_room(engine springback_base)\nspringback_room(codec\n  springback_engine springback_store)\n";
  const faults = inMadeUpTree({ "src/CMakeLists.txt": text }, linkFaults);
  assert.deepEqual(faults, ["src/CMakeLists.txt: springback_codec links springback_store: codec may not use store"]);
});

test("a header without pragma once, or without its sentence, is named", () => {
  assert.equal(headerFault("#pragma once\n// Civil days as integers.\n"), null);
  assert.match(headerFault("#include <vector>\n"), /pragma once/);
  assert.match(headerFault("#pragma once\n\nint f();\n"), /says what this is/);
  assert.match(headerFault("#pragma once\n// days\n"), /sentence/);
});

test("each package stands in the list once, in a known section", () => {
  const rows = readFileSync(join(root, "packaging/debian-packages.txt"), "utf8").split("\n").filter((row) => /^[^#\s]/.test(row));
  assert.ok(rows.length > 0);
  for (const row of rows) assert.match(row, /^(build|test|long) [a-z0-9][a-z0-9.+-]+( unless [a-z]+)?$/);
  const names = rows.map((row) => row.split(" ")[1]);
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
});

test("counts are read from each runner's own last words", () => {
  assert.deepEqual(counts("# tests 4\n# pass 3\n# fail 1\n# skipped 0\n"), { passed: 3, failed: 1, skipped: 0 });
  assert.deepEqual(counts(" \u001b[2mTests \u001b[22m 2 failed | 31 passed | 1 skipped (34)\n"), { passed: 31, failed: 2, skipped: 1 });
  assert.deepEqual(counts("one ok\n12 passed, 0 failed\n"), { passed: 12, failed: 0, skipped: 0 });
  assert.equal(counts("nothing was counted here\n"), null);
});

test("a step that fails names what failed before the end of its log", () => {
  const folder = mkdtempSync(join(tmpdir(), "springback-house-"));
  const said = ["a.cpp:3:4: error: no such thing", "[  FAILED  ] Run.steps_back (2 ms)", "not ok 3 - a rule", "   × the page > opens 12ms", ...Array(99).fill("more")];
  writeFileSync(join(folder, "said"), said.join("\n"));
  const script = `step_total=1 log_folder=$1; . packaging/steps.sh; step one "One step" sh -c 'cat "$0"; exit 3' "$1/said"`;
  const ended = spawnSync("sh", ["-c", script, "sh", folder], { cwd: root, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  assert.equal(ended.status, 3);
  assert.match(ended.stdout, /FAILED after \d+ s \(status 3\):\n +a\.cpp:3:4: error: .*\n +\[  FAILED  \] Run\.steps_back.*\n +not ok 3 - a rule\n +× the page > opens/);
});

test("each fault that is put into the signals still finds its one place", () => {
  const [, ...rows] = readFileSync(join(root, "tests/mutants/signals.tsv"), "utf8").trimEnd().split("\n");
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const [name, file, old] = row.split("\t");
    assert.equal(readFileSync(join(root, file), "utf8").split(old).length - 1, 1, `${name}: ${file} reads "${old}" once`);
  }
});
