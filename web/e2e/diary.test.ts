import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { type Server, daysAgo, startBrowser, startServer, visit } from "./house";
import { factsOf, intake, morning, press, sessionAsPlanned } from "./steps";

let browser: Browser;
let server: Server;

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("the diary as a file", () => {
  it("goes_out_and_comes_back_on_another_machine_with_the_same_plan", async () => {
    const v = await visit(browser, server);
    const day = daysAgo(10);
    await v.goTo(day, "09:00");
    await intake(v.page);
    await morning(v.page, 2);
    await sessionAsPlanned(v.page, 1, 1);
    await v.page.goto("/#/more");
    const [download] = await Promise.all([v.page.waitForEvent("download"), v.page.getByRole("link", { name: "Export" }).click()]);
    const path = join(server.data, "out.jsonl");
    await download.saveAs(path);
    expect(readFileSync(path, "utf8").trim().split("\n").length).toBeGreaterThanOrEqual(4);
    const before = await factsOf(v.page);
    await v.context.close();

    const other = await startServer();
    const w = await visit(browser, other);
    try {
      await w.goTo(day, "20:00");
      await w.page.setInputFiles(".restore input[type=file]", path);
      await w.page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      await w.page.getByRole("heading", { name: "Done today" }).waitFor();
      const sorted = (facts: Record<string, unknown>[]) => facts.map((f) => JSON.stringify(f)).sort();
      expect(sorted(await factsOf(w.page))).toEqual(sorted(before));
    } finally {
      await w.context.close();
      await other.stop();
    }
  });

  it("a_damaged_file_is_refused_whole_with_its_faults_named", async () => {
    const own = await startServer();
    const v = await visit(browser, own);
    try {
      await v.goTo(daysAgo(10), "09:00");
      await v.page.setInputFiles(".restore input[type=file]", {
        name: "diary.jsonl",
        mimeType: "application/x-ndjson",
        buffer: Buffer.from('{"type":"checkin","at":"2026-03-02T07:10:00+01:00","pain":11}\n'),
      });
      await v.page.getByRole("heading", { name: /The file was not taken/ }).waitFor();
      await v.page.getByText(/pain: 11/).waitFor();
      expect(await factsOf(v.page)).toEqual([]);
    } finally {
      await v.context.close();
      await own.stop();
    }
  });

  it("a_chosen_theme_holds_over_a_reload", async () => {
    const own = await startServer();
    const v = await visit(browser, own);
    try {
      await v.goTo(daysAgo(10), "09:00");
      await v.page.goto("/#/more");
      await v.page.getByRole("radio", { name: "Dark" }).check({ force: true });
      await v.page.reload();
      expect(await v.page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
      await press(v.page, "Look around with a simulated runner");
      await v.page.getByText("Simulated runner, not your diary.").waitFor();
    } finally {
      await v.context.close();
      await own.stop();
    }
  });
});
