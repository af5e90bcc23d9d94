import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { daysAgo } from "./house";
import { sound, stage } from "./stage";
import { factsOf, give, intake, morning, press, sessionAsPlanned } from "./steps";

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

  it("takes_a_name_of_a_hundred_characters_and_says_so", async () => {
    await house.alone({}, async (v) => {
      const { page } = v;
      const day = daysAgo(10);
      await give(page, [
        { type: "profile", at: `${day}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
        { type: "flag", flag: "pop", at: `${day}T07:05:00+01:00` },
      ]);
      await v.goTo(day, "08:00");
      await press(page, "A clinician has cleared me");
      const name = page.getByLabel(/Who examined you/);
      expect(await name.getAttribute("aria-describedby")).toBe(await page.getByText("Up to 100 characters.").getAttribute("id"));
      await name.focus();
      await page.keyboard.insertText("Dr Example ".repeat(255));
      expect((await name.inputValue()).length).toBe(100);
      await press(page, "Record the clearance");
      await page.locator(".notice.stop").waitFor({ state: "detached" });
      expect(String((await factsOf(page)).find((f) => f.type === "note")!.text).length).toBeLessThan(130);
    });
  });

  it("folds_a_text_that_would_fill_the_screen_and_breaks_words_that_are_too_long", async () => {
    await house.alone({ width: 320, height: 640 }, async (v) => {
      const { page } = v;
      const day = daysAgo(10);
      await give(page, [
        { type: "profile", at: `${day}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
        { type: "note", text: `${"word ".repeat(550)}the end`, at: `${day}T07:10:00+01:00` },
        { type: "note", text: "x".repeat(2800), at: `${day}T07:20:00+01:00` },
      ]);
      await v.goTo(day, "08:00");
      await page.goto("/#/entries");
      const rows = page.locator(".entries li");
      await rows.first().waitFor();
      for (const row of await rows.all()) expect.soft((await row.boundingBox())!.height).toBeLessThan(320);
      await sound(v, "long-entries-320");
      expect(await page.getByText("the end").isVisible()).toBe(false);
      await press(page, "Show all of it");
      await press(page, "Show all of it");
      expect(await page.getByText("the end").isVisible()).toBe(true);
      await sound(v, "long-entries-open-320");
      await page.getByRole("button", { name: /^Take back: Note: word/ }).waitFor();
      const said = await page.getByRole("button", { name: /^Take back: Note: word/ }).getAttribute("aria-label");
      expect(said!.length).toBeLessThan(260);
    });
  });

  it("a_chosen_theme_holds_over_a_reload", async () => {
    await house.alone({}, async (v) => {
      await v.goTo(daysAgo(10), "09:00");
      await v.page.goto("/#/more");
      await v.page.getByRole("radio", { name: "Dark" }).check();
      await v.page.reload();
      expect(await v.page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
      await press(v.page, "Look around with a simulated runner");
      await v.page.getByText("Simulated runner, not your diary.").waitFor();
    });
  });
});
