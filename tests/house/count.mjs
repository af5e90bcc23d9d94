// Counts what a stage of ./test ran, from the runners' own reports, and says it as "N passed, N failed, N skipped".
//   node tests/house/count.mjs log FILE STATUS      the output of one runner and its exit status
//   node tests/house/count.mjs ctest JUNIT FOLDER   ctest's report, and the GoogleTest reports beside it

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

function last(text, pattern) {
  const found = [...text.matchAll(pattern)];
  return found.length > 0 ? found[found.length - 1] : null;
}

// {passed, failed, skipped} from a runner's output: our own counting line, vitest or node --test; null if none stands there.
export function counts(output) {
  const text = plain(output);
  const own = last(text, /^\s*(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm);
  if (own) return { passed: +own[1], failed: +own[2], skipped: +(own[3] ?? 0) };
  const vitest = last(text, /^\s*Tests\s+(.*\(\d+\))\s*$/gm);
  if (vitest) {
    const number = (word) => +(new RegExp(`(\\d+) ${word}`).exec(vitest[1])?.[1] ?? 0);
    return { passed: number("passed"), failed: number("failed"), skipped: number("skipped") + number("todo") };
  }
  const node = (word) => last(text, new RegExp(`^(?:#|ℹ) ${word} (\\d+)\\s*$`, "gm"));
  if (node("pass") && node("fail")) return { passed: +node("pass")[1], failed: +node("fail")[1], skipped: +(node("skipped")?.[1] ?? 0) };
  return null;
}

const sum = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });
const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

// One GoogleTest report: its suites' attributes hold the numbers.
export function googletest(xml) {
  let total = { passed: 0, failed: 0, skipped: 0 };
  for (const [tag] of xml.matchAll(/<testsuite [^>]*>/g)) {
    const number = (name) => Number(attribute(tag, name) || 0);
    const failed = number("failures") + number("errors");
    const skipped = number("skipped") + number("disabled");
    total = sum(total, { passed: number("tests") - failed - skipped, failed, skipped });
  }
  return total;
}

// ctest's JUnit report: a program that wrote a GoogleTest report, or a counting line, counts as many as it says; any
// other as one. A program that failed without one failed test (a crash, a sanitizer's finding) is one failure more.
export function ctest(junit, reportOf) {
  let total = { passed: 0, failed: 0, skipped: 0 };
  for (const [, tag, body] of junit.matchAll(/<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const status = attribute(tag, "status");
    if (status === "disabled" || status === "notrun") {
      total = sum(total, { passed: 0, failed: 0, skipped: 1 });
      continue;
    }
    const report = reportOf(attribute(tag, "name"));
    let one = report ? googletest(report) : counts(/<system-out>([\s\S]*?)<\/system-out>/.exec(body ?? "")?.[1] ?? "");
    one ??= { passed: status === "run" ? 1 : 0, failed: 0, skipped: 0 };
    if (status === "fail" && one.failed === 0) one = sum(one, { passed: 0, failed: 1, skipped: 0 });
    total = sum(total, one);
  }
  return total;
}

function main([kind, file, other]) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (kind === "log") {
    const failedAsWhole = other !== "0";
    const one = counts(text) ?? { passed: failedAsWhole ? 0 : 1, failed: 0, skipped: 0 };
    return failedAsWhole && one.failed === 0 ? { ...one, failed: 1 } : one;
  }
  return ctest(text, (name) => {
    const path = [`test_${name}.xml`, `${name}.xml`].map((candidate) => join(other, candidate)).find(existsSync);
    return path ? readFileSync(path, "utf8") : null;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed, skipped } = main(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
}
