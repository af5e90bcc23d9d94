import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { daysAgo } from "./house";
import { stage } from "./stage";
import { factsOf, intake, morning, press, sessionAsPlanned } from "./steps";

const house = stage();

describe("the diary as a file", () => {
  it("goes_out_and_comes_back_on_another_machine_with_the_same_plan", async () => {
    const day = daysAgo(10);
    let path = "";
    let before: Record<string, unknown>[] = [];
    await house.visited({}, async (v) => {
      await v.goTo(day, "09:00");
      await intake(v.page);
      await morning(v.page, 2);
      await sessionAsPlanned(v.page, 1, 1);
      await v.page.goto("/#/more");
      const [download] = await Promise.all([v.page.waitForEvent("download"), v.page.getByRole("link", { name: "Export" }).click()]);
      path = join(house.server.data, "out.jsonl");
      await download.saveAs(path);
      expect(readFileSync(path, "utf8").trim().split("\n").length).toBeGreaterThanOrEqual(4);
      before = await factsOf(v.page);
    });

    await house.alone({}, async (w) => {
      await w.goTo(day, "20:00");
      await w.page.setInputFiles(".restore input[type=file]", path);
      await w.page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      await w.page.getByRole("heading", { name: "Done today" }).waitFor();
      const sorted = (facts: Record<string, unknown>[]) => facts.map((f) => JSON.stringify(f)).sort();
      expect(sorted(await factsOf(w.page))).toEqual(sorted(before));
    });
  });

  it("a_damaged_file_is_refused_whole_with_its_faults_named", async () => {
    await house.alone({}, async (v) => {
      await v.goTo(daysAgo(10), "09:00");
      await v.page.setInputFiles(".restore input[type=file]", {
        name: "diary.jsonl",
        mimeType: "application/x-ndjson",
        buffer: Buffer.from('{"type":"checkin","at":"2026-03-02T07:10:00+01:00","pain":11}\n'),
      });
      await v.page.getByRole("heading", { name: /The file was not taken/ }).waitFor();
      await v.page.getByText(/pain: 11/).waitFor();
      expect(await factsOf(v.page)).toEqual([]);
    });
  });

  it("a_chosen_theme_holds_over_a_reload", async () => {
    await house.alone({}, async (v) => {
      await v.goTo(daysAgo(10), "09:00");
      await v.page.goto("/#/more");
      await v.page.getByRole("radio", { name: "Dark" }).check({ force: true });
      await v.page.reload();
      expect(await v.page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
      await press(v.page, "Look around with a simulated runner");
      await v.page.getByText("Simulated runner, not your diary.").waitFor();
    });
  });
});
