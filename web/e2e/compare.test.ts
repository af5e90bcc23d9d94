import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Visitor, daysAgo, later, repository } from "./house";
import { looks, sound, stage } from "./stage";
import { factsOf, give } from "./steps";

const { visited } = stage();
const first = daysAgo(30);

/** A runner whose running was set down by a clinician, and one run: two days later the next one is due. */
function aRunner(): object[] {
  const facts: object[] = [];
  for (let n = 0; n < 20; n++) facts.push({ type: "checkin", at: `${later(first, n)}T07:00:00+01:00`, pain: 2, settled: true });
  const at = (n: number, time: string) => `${later(first, n)}T${time}:00+01:00`;
  facts.push(
    { type: "profile", at: at(14, "20:00"), side: "left", site: "midportion", usual_morning_pain: 2 },
    { type: "order", at: at(15, "06:00"), order: "set_rung", by: "clinician", track: "run", rung: "jog_1_walk_2" },
    { type: "session", at: at(15, "18:00"), track: "run", done: { jog_s: 480, walk_s: 960 }, pain_during: 0, pain_after: 0 },
  );
  return facts;
}

const shipped = readFileSync(join(repository, "protocols/achilles-midportion.toml"), "utf8");
const stricter = shipped
  .replace(/^id = .*$/m, 'id = "stricter"')
  .replace(/^impact_days_between = .*$/m, 'impact_days_between = { value = 2, chosen = "to compare" }');

async function choose(v: Visitor, toml: string): Promise<void> {
  await v.page.setInputFiles("main input[type=file]", {
    name: "other.toml",
    mimeType: "application/toml",
    buffer: Buffer.from(toml),
  });
}

describe.each(looks)("another protocol at $name", (size) => {
  it("a_stricter_file_parts_two_days_after_the_run_with_both_sides_and_the_reason", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await v.goTo(later(first, 19), "08:00");
      if ((await factsOf(page)).length === 0) {
        await give(page, aRunner());
        await page.reload();
      }
      const before = await factsOf(page);
      await page.goto("/#/progress");
      await page.getByRole("link", { name: "Compare with another protocol" }).click();
      await page.getByRole("heading", { name: "Compare protocols", level: 1 }).waitFor();
      await choose(v, stricter);
      const parting = page.locator(".parting li").first();
      await parting.waitFor();
      const [own, other] = await parting.locator(".sides section").allInnerTexts();
      expect(own).toContain("Run: 8 × (1 min jog, 2 min walk)");
      expect(other).not.toContain("Run: 8");
      expect(other).toContain("Run: Hops, running or the like were 2 days ago; either comes 3 days after that");
      const heading = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
      expect(await parting.locator("h3").innerText()).toContain(heading.format(new Date(`${later(first, 17)}T00:00:00Z`)));
      expect(await page.locator(".both").innerText()).toContain("stricter@1");
      await sound(v, `compare-file-${size.name}`);

      // Looking keeps nothing: the diary and its plan stay.
      expect((await factsOf(page)).filter((f) => f.type !== "shown")).toEqual(before.filter((f) => f.type !== "shown"));
      expect(v.errors).toEqual([]);
      expect(v.strangers).toEqual([]);
    });
  });

  it("the_simulated_runner_under_the_other_shipped_protocol_has_no_fault", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await page.request.post("/api/v1/demo");
      await v.goTo(daysAgo(0), "08:00");
      await page.evaluate("sessionStorage.setItem('springback.diary', 'demo')");
      await page.goto("/#/compare");
      await page.reload();
      await page.getByText("Simulated runner, not your diary.").waitFor();
      await page.locator("main .choice input").first().check();
      await page.locator(".both").waitFor();
      await sound(v, `compare-demo-${size.name}`);
      expect(v.errors).toEqual([]);
    });
  });
});

describe("a file that cannot be followed", () => {
  it("is_refused_with_line_and_key_and_compares_nothing", async () => {
    await visited({}, async (v) => {
      await v.goTo(later(first, 19), "08:00");
      await v.page.goto("/#/compare");
      await choose(v, stricter.replace("impact_days_between = { value = 2", "impact_days_between = { value = 99"));
      await v.page.getByRole("heading", { name: "This protocol cannot be followed" }).waitFor();
      expect(await v.page.locator(".notice.warn").innerText()).toMatch(/line \d+: spacing\.impact_days_between/);
      expect(await v.page.locator(".parting").count()).toBe(0);
    });
  });

  it("the_own_protocol_never_parts", async () => {
    await visited({}, async (v) => {
      await v.goTo(later(first, 19), "08:00");
      await v.page.goto("/#/compare");
      await choose(v, shipped);
      await v.page.getByText(/the two never part/).waitFor();
    });
  });
});
