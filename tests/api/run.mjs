// Runs the tests of this folder, two files at a time: on two cores `node --test` runs one, and leaves a core idle.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "node:test";
import { tap } from "node:test/reporters";

const folder = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith("_test.mjs")).map((name) => join(folder, name));
run({ files, concurrency: 2 })
  .on("test:fail", () => { process.exitCode = 1; })
  .compose(tap)
  .pipe(process.stdout);
