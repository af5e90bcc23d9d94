import { describe, expect, it } from "vitest";
import { sticksOut } from "./flaws";
import { daysAgo, early } from "./house";
import { looks, sound, stage } from "./stage";
import { give, press, sessionAsPlanned } from "./steps";

const { visited, alone } = stage();
const today = daysAgo(0);

const screens: { name: string; at: string; open?: string }[] = [
  { name: "today", at: "#/today" },
  { name: "why", at: "#/today", open: ".why > summary" },
  { name: "log", at: "#/log" },
  { name: "morning", at: "#/morning" },
  { name: "session-strength", at: "#/session/strength" },
  { name: "session-run", at: "#/session/run" },
  { name: "session-other", at: "#/session/other" },
  { name: "symptom", at: "#/symptom" },
  { name: "test", at: "#/test" },
  { name: "worse", at: "#/worse" },
  { name: "progress", at: "#/progress" },
  { name: "progress-table", at: "#/progress", open: ".chart summary" },
  { name: "lookback", at: "#/lookback" },
  { name: "compare", at: "#/compare" },
  { name: "entries", at: "#/entries" },
  { name: "recordings", at: "#/recordings" },
  { name: "more", at: "#/more" },
  { name: "profile", at: "#/more", open: ".fold > summary" },
  { name: "sources", at: "#/sources" },
];

describe.each(looks)("the screens at $name", (size) => {
  it("every_screen_of_a_diary_of_twelve_weeks_has_no_fault", async () => {
    await visited(size, async (v) => {
      await v.goTo(today, early);
      const { page } = v;
      await press(page, "Look around");
      await page.getByText("Simulated runner, not your diary.").waitFor();
      for (const screen of screens) {
        await page.goto(`/${screen.at}`);
        await page.locator("h1").waitFor();
        await page.evaluate("scrollTo(0, 0)");
        if (screen.at === "#/progress") await page.locator(".plot canvas").waitFor();
        if (screen.open) await page.locator(screen.open).first().click();
        await sound(v, `${screen.name}-${size.name}`);
        if (screen.open) await page.locator(screen.open).first().click();
      }
      expect(v.errors).toEqual([]);
      await press(page, "Delete the simulated runner");
      await page.getByRole("heading", { name: "The way back to running" }).waitFor();
    });
  });
});

describe("the narrowest phone", () => {
  it("nothing_sticks_out_sideways_at_320", async () => {
    await visited({ width: 320, height: 640 }, async (v) => {
      await v.goTo(today, early);
      expect.soft(await sticksOut(v.page), "welcome").toBeLessThanOrEqual(0);
      await press(v.page, "Look around");
      await v.page.getByText("Simulated runner, not your diary.").waitFor();
      for (const screen of screens) {
        await v.page.goto(`/${screen.at}`);
        await v.page.locator("h1").waitFor();
        if (screen.at === "#/progress") await v.page.locator(".plot canvas").waitFor();
        if (screen.open) await v.page.locator(screen.open).first().click();
        expect.soft(await sticksOut(v.page), screen.name).toBeLessThanOrEqual(0);
        if (screen.open) await v.page.locator(screen.open).first().click();
      }
      await press(v.page, "Delete the simulated runner");
      await v.page.getByRole("heading", { name: "The way back to running" }).waitFor();
    });
  });

  it.each([320, 360])("what_was_done_today_stays_in_its_card_at_%i", async (width) => {
    await alone({ width, height: 640 }, async (v) => {
      const { page } = v;
      const day = daysAgo(10);
      await give(page, [
        { type: "profile", at: `${day}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
        { type: "checkin", at: `${day}T07:01:00+01:00`, pain: 2 },
      ]);
      await v.goTo(day, "08:00");
      for (const [after, link] of [[undefined, "Add pain after"], [2, "Put right"]] as const) {
        if (after === undefined) await sessionAsPlanned(page, 2);
        else await give(page, [{ type: "session", at: `${day}T07:30:00+01:00`, track: "walk", done: { walk_s: 600 }, pain_during: 1, pain_after: after }]);
        await v.goTo(day, "08:00");
        const verb = page.getByRole("link", { name: link });
        const [of, card] = [(await verb.boundingBox())!, (await page.locator(".done").boundingBox())!];
        expect.soft(of.x + of.width, `${link} leaves its card`).toBeLessThanOrEqual(card.x + card.width);
        const line = Number.parseFloat(await page.evaluate("getComputedStyle(document.body).lineHeight"));
        expect.soft(of.height, `${link} is broken`).toBeLessThan(2 * line);
      }
      expect.soft(await sticksOut(page)).toBeLessThanOrEqual(0);
    });
  });
});
