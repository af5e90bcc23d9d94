import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { type Visitor, daysAgo, later, repository } from "./house";
import { sound, stage } from "./stage";
import { factsOf, give } from "./steps";

const { visited } = stage();
const first = daysAgo(10);
const aRunner = [
  { type: "profile", at: `${first}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
  { type: "checkin", at: `${first}T07:01:00+01:00`, pain: 2 },
];
const shipped = readFileSync(join(repository, "protocols/achilles-midportion.toml"), "utf8");
const waiting = (days: number) =>
  shipped.replace(/^impact_wait_days = .*$/m, `impact_wait_days = { value = ${days}, chosen = "to see what it does" }`);

async function open(v: Visitor): Promise<void> {
  await v.goTo(later(first, 1), "08:00");
  if ((await factsOf(v.page)).length === 0) {
    await give(v.page, aRunner);
    await v.page.reload();
  }
}

/** The text area, with the shipped file in it. */
async function file(page: Page) {
  const area = page.getByLabel("The protocol’s file (TOML)");
  await area.waitFor();
  while ((await area.inputValue()) !== shipped) await page.waitForTimeout(20);
  return area;
}

/** Checks what stands in the text area by keyboard alone, and waits for as long as it takes. */
async function check(page: Page, toml: string, result: string): Promise<void> {
  const area = page.getByLabel("The protocol’s file (TOML)");
  await area.fill(toml);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: result }).waitFor({ timeout: 0 });
}

describe.each([
  { name: "360", width: 360, height: 740 },
  { name: "1280", width: 1280, height: 860 },
])("a changed protocol at $name", (size) => {
  it("is_refused_with_a_diary_that_plays_to_the_day_on_which_the_rule_breaks", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await open(v);
      await page.goto("/#/progress");
      await page.getByRole("link", { name: "Check or change a protocol" }).click();
      await page.getByRole("heading", { name: "Check a protocol", level: 1 }).waitFor();
      await file(page);
      await sound(v, `protocol-file-${size.name}`);
      await check(page, waiting(2), "This protocol can break 1 rule");
      expect(await page.locator(".notice.warn").innerText()).toContain("No impact before the third day after an excess and a good morning.");
      await page.getByRole("button", { name: /^Play the diary/ }).click();

      const player = page.locator(".player");
      await player.getByText("What this protocol then prescribes").waitFor();
      const count = Number(/^Day 1 of (\d+):/.exec(await player.locator("h3").innerText())?.[1]);
      expect(count).toBeGreaterThan(2);
      const told: string[] = [];
      for (let day = 1; ; day++) {
        expect(await player.locator("h3").innerText()).toContain(`Day ${day} of ${count}:`);
        told.push(await player.innerText());
        if (day === count) break;
        expect(await player.locator("div > .warned", { hasText: "the rule is broken" }).count()).toBe(0);
        await player.getByRole("button", { name: "Next day" }).click();
      }
      expect(told[0]).toContain("Profile");
      const last = told.at(-1)!;
      expect(last).toContain("On this day the rule is broken: no impact before the third day");
      expect(last).toContain("Morning");
      expect(await player.locator(".what").innerText()).toMatch(/run|strides|hop/i);
      await sound(v, `protocol-broken-${size.name}`);
      await player.getByRole("button", { name: "Previous day" }).click();
      expect(await player.locator("h3").innerText()).toContain(`Day ${count - 1} of ${count}:`);

      // Nothing of it is kept: the diary is what it was.
      expect((await factsOf(page)).filter((f) => f.type !== "shown")).toHaveLength(aRunner.length);
      expect(v.errors).toEqual([]);
      expect(v.strangers).toEqual([]);
    });
  });

  it("is_proved_as_it_ships_and_then_downloaded_and_told_on_today", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await open(v);
      const before = (await (await page.request.get("/api/v1/protocols/verify")).json()) as { checked: { proved: boolean }[] };
      if (!before.checked.some((c) => c.proved)) await page.getByRole("link", { name: "How this plan is checked" }).click();
      else await page.goto("/#/protocol");
      await file(page);
      await check(page, shipped, "No answers break a rule");
      const { checked } = (await (await page.request.get("/api/v1/protocols/verify")).json()) as {
        checked: { proved: boolean; states: number; invariants: number }[];
      };
      const proof = checked.find((c) => c.proved)!;
      const states = proof.states.toLocaleString("en-GB");
      await page.getByText(`Checked in ${states} states: no answer whatever breaks one of ${proof.invariants} rules.`).waitFor();
      await page.getByText("What this does not cover").click();
      await page.getByText("Reading of recordings and files.").waitFor();
      await sound(v, `protocol-proved-${size.name}`);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download this protocol" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("achilles-midportion-1.toml");
      expect(readFileSync((await download.path())!, "utf8")).toBe(shipped);

      await page.goto("/#/today");
      await page.getByRole("link", { name: `Checked in ${states} states` }).click();
      await page.getByRole("heading", { name: "Check a protocol", level: 1 }).waitFor();
      expect(v.errors).toEqual([]);
    });
  });
});

describe("a file that is no protocol", () => {
  it("is_refused_with_line_and_key_and_what_is_allowed", async () => {
    await visited({}, async (v) => {
      const { page } = v;
      await open(v);
      await page.goto("/#/protocol");
      await file(page);
      await check(page, waiting(99), "This protocol cannot be followed");
      expect(await page.locator(".notice.warn").innerText()).toMatch(/line \d+: spacing\.impact_wait_days: 99 is not allowed; a whole number from 2 to 3/);
      await page.getByRole("button", { name: "Back to the file as it ships" }).click();
      await file(page);
      expect(await page.locator(".notice.warn").count()).toBe(0);
    });
  });
});
