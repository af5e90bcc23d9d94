// What must be wrong with no screen: a rule of accessibility broken, or something that sticks out sideways.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** Every rule of WCAG 2.2 A and AA that can be tested by machine, and the best practices. */
export async function faults(page: Page): Promise<string[]> {
  // Half a megabyte: once for each document, not for each screen of it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  // The rules all run; what holds is only not written out.
  const result = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResult;
  return result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" | ")}`);
}

/** Nothing may stick out sideways on the narrowest phone. */
export async function sticksOut(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") as Promise<number>;
}
