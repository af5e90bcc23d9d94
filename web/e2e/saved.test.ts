// The line that tells what was just saved: seen after each save, over nothing, and gone with the screen that it was seen on.

import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { type Visitor, daysAgo, later } from "./house";
import { sound, stage } from "./stage";
import { factsOf, give, morning, pain, press, sessionAsPlanned } from "./steps";

const { alone } = stage();
const first = daysAgo(10);
const today = later(first, 2);

async function open(v: Visitor): Promise<Page> {
  await give(v.page, [
    { type: "profile", at: `${first}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
    { type: "checkin", at: `${first}T07:01:00+01:00`, pain: 2 },
  ]);
  await v.goTo(today, "08:00");
  return v.page;
}

/** The line stands within the window, and none of the screen lies under it. */
async function isSeenAndCoversNothing(page: Page, say: string): Promise<void> {
  await page.locator(".saved").getByText(say).waitFor();
  await page.waitForTimeout(200);
  const [line, main, height] = (await page.evaluate(
    "[document.querySelector('.saved').getBoundingClientRect(), document.querySelector('main').getBoundingClientRect(), innerHeight]",
  )) as [DOMRect, DOMRect, number];
  expect(line.top, say).toBeGreaterThanOrEqual(0);
  expect(line.bottom, say).toBeLessThanOrEqual(height);
  expect(line.bottom <= main.top || line.top >= main.bottom, `${say} lies over the screen`).toBe(true);
}

describe("what was just saved", () => {
  it("is_told_over_nothing_and_goes_with_the_change_to_another_screen", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      await morning(page, 2);
      await isSeenAndCoversNothing(page, "Morning saved.");
      await page.getByRole("link", { name: "I did it" }).first().scrollIntoViewIfNeeded();
      await sessionAsPlanned(page, 2);
      await isSeenAndCoversNothing(page, "Session saved.");
      await sound(v, "saved-360");
      await page.getByRole("link", { name: "It got worse" }).click();
      await page.getByRole("heading", { name: "It got worse", level: 1 }).waitFor();
      expect(await page.locator(".saved").innerText()).toBe("");
      // A red flag can be ticked where the line stood before.
      for (const box of await page.getByRole("checkbox").all()) await box.check();
      for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
      await pain(page, "How much does it hurt now?", 4);
      await press(page, "Change the plan");
      await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      await isSeenAndCoversNothing(page, "decided anew");
    });
  });

  it("can_be_taken_back_after_the_save_that_led_to_another_screen", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/symptom");
      await pain(page, "How much does it hurt?", 3);
      await press(page, "Save");
      await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      await press(page, "Undo");
      await page.getByText("Taken back.").waitFor();
      expect((await factsOf(page)).map((f) => f.type)).toContain("retract");
      await page.goBack();
      await expect.poll(() => page.locator(".saved").innerText()).toBe("");
    });
  });

  it.each([360, 1280])("is_seen_where_the_screen_stays_and_was_scrolled_down_at_%i", async (width) => {
    await alone({ width, height: 500 }, async (v) => {
      const page = await open(v);
      await page.goto("/#/more");
      await page.getByText("Profile", { exact: false }).first().click();
      await press(page, "Save the profile");
      await isSeenAndCoversNothing(page, "Profile saved");
      await sound(v, `saved-scrolled-${width}`);
      expect(v.errors).toEqual([]);
    });
  });
});
