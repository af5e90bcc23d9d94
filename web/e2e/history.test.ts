import { beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { type Stretch, fitActivity, walkJog } from "./fit_file";
import { daysAgo, later } from "./house";
import { looks, sound, stage } from "./stage";
import { factsOf, give, press } from "./steps";

const { visited, alone } = stage();
const today = daysAgo(0);
/** A Wednesday to Tuesday does: nothing here depends on the day of the week but the ledger's weeks. */
const onset = daysAgo(44);
const started = daysAgo(28);
const runDay = daysAgo(1);
const at = (day: string, time: string) => `${day}T${time}:00+01:00`;
const before = (days: number) => later(onset, -days);

function run(day: string, km: number, more: { mps?: number; ascent_m?: number; shoe?: string } = {}): object {
  const done = {
    jog_s: Math.round((km * 1000) / (more.mps ?? 2.75)),
    walk_s: 0,
    distance_m: km * 1000,
    ...(more.ascent_m === undefined ? {} : { ascent_m: more.ascent_m }),
  };
  return { type: "session", track: "run", at: at(day, "18:00"), done, shoe: more.shoe ?? "grey" };
}

/** Months of running, in the last six weeks of which each thing that is watched happened once; the hills are a recording's. */
function history(): object[] {
  const facts: object[] = [];
  for (let ago = 100; ago > 42; ago -= 2) facts.push(run(before(ago), ago % 6 === 0 ? 10 : 6, { ascent_m: 20 }));
  facts.push(run(before(40), 6, { ascent_m: 20 }));
  facts.push(run(before(38), 16.4, { ascent_m: 40 }));
  facts.push(run(before(32), 6, { mps: 3.4, ascent_m: 20 }));
  facts.push(run(before(29), 6, { ascent_m: 20, shoe: "yellow" }));
  for (const ago of [27, 26, 25]) facts.push(run(before(ago), 5, { ascent_m: 20 }));
  facts.push(run(before(4), 6, { ascent_m: 20 }));
  facts.push(run(onset, 6, { ascent_m: 20 }));
  return facts;
}

/** Four weeks of the programme since: mornings, raises and walks, one session of raises that the protocol does not know. */
function programme(): object[] {
  const facts: object[] = [
    {
      type: "profile",
      at: at(started, "09:00"),
      side: "right",
      site: "midportion",
      onset,
      usual_morning_pain: 1,
      usual_stiffness_min: 5,
      body_mass_kg: 70,
      goal_min: 30,
      equipment: ["backpack", "step"],
      started,
    },
  ];
  for (let i = 0; i < 28; i++) {
    facts.push({ type: "checkin", at: at(later(started, i), "07:00"), pain: 1, stiffness_min: 5, settled: true });
    if (i % 2 === 0) {
      const done = { exercise: i === 12 ? "other" : "one_leg_raise", sets: 3, reps: 15 };
      facts.push({ type: "session", track: "strength", at: at(later(started, i), "17:00"), pain_during: 2, done });
    }
    if (i % 3 === 0) facts.push({ type: "session", track: "walk", at: at(later(started, i), "12:00"), done: { walk_s: 2400 } });
  }
  const order = { type: "order", order: "set_rung", by: "clinician", track: "run", rung: "jog_1_walk_2" };
  facts.push({ ...order, at: at(later(runDay, -1), "15:00") });
  return facts;
}

async function upload(page: Page, name: string, start: string, stretches: Stretch[], climb_m: number): Promise<string> {
  const file = fitActivity(new Date(start), stretches, climb_m);
  const response = await page.request.post(`/api/v1/recordings?name=${name}`, { data: Buffer.from(file) });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { fact: { id: string } }).fact.id;
}

/** Minutes of jogging that the decision of the day after counts, and how many recordings it left out. */
async function counted(page: Page): Promise<{ minutes: number; left_out: number }[]> {
  const outcome = (await (await page.request.get(`/api/v1/today?on=${today}`)).json()) as {
    compared?: { track: string; done: number; also?: string[] }[];
  };
  return (outcome.compared ?? [])
    .filter((c) => c.track === "run")
    .map((c) => ({ minutes: Math.round(c.done / 60), left_out: c.also?.length ?? 0 }));
}
const once = [{ minutes: 8, left_out: 1 }];
const twice = [{ minutes: 15, left_out: 0 }];

let watch: string;
let phone: string;
let hills: string;

beforeAll(() =>
  visited({}, async ({ page }) => {
    await give(page, [...history(), ...programme()]);
    watch = await upload(page, "watch.fit", at(runDay, "18:00"), walkJog(8, 60, 120), 90);
    phone = await upload(page, "phone.fit", at(runDay, "18:01"), walkJog(7, 60, 120), 80);
    hills = await upload(page, "hills.fit", at(before(35), "18:00"), [{ kind: "jog", seconds: 2400 }], 150);
  }),
);

describe.each(looks)("the past at $name", (size) => {
  it("what_came_before_the_onset_is_one_picture_and_a_list_the_largest_first", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await v.goTo(today, "00:05");
      await page.goto("/#/progress");
      await page.getByRole("link", { name: /^What set it off\?/ }).click();
      await page.getByRole("heading", { name: "What came before", level: 1 }).waitFor();
      expect(await page.getByLabel("The day it began").inputValue()).toBe(onset);

      const told = (await (await page.request.get(`/api/v1/lookback?on=${today}`)).json()) as {
        findings: { code: string; day: string }[];
      };
      const codes = new Set(told.findings.map((f) => f.code));
      expect([...codes].sort()).toEqual(["guard_climb", "guard_days", "guard_distance", "guard_gap", "guard_pace", "guard_shoe"]);
      const listed = page.locator(".findings li");
      expect(await listed.count()).toBe(told.findings.length);
      for (const [i, finding] of told.findings.entries()) {
        await listed.nth(i).locator(`svg.${finding.code}`).waitFor();
      }
      const all = await page.locator(".findings").innerText();
      expect(all).toMatch(/16\.4 km, 64 % longer than your longest run/);
      expect(all).toMatch(/23 m of climb per km/);
      expect(all).toMatch(/a run on each of 3 days in a row/);
      expect(all).toMatch(/21 days after the run before it/);

      // Each of them is a mark with its name beside it; days in a row have one at either end.
      const drawing = page.locator(".past svg");
      await drawing.waitFor();
      for (const code of codes) expect(await drawing.locator(`path.${code}`).count(), code).toBeGreaterThan(0);
      expect(await drawing.locator(".name").allTextContents()).toEqual(expect.arrayContaining(["Hills", "Speed"]));
      expect(await drawing.locator("rect.week:not(.open)").count()).toBe(10);
      expect(await page.locator("main").innerText()).toMatch(/found no association/);
      expect(await page.locator("main").innerText()).not.toMatch(/\bcaused by\b|\bbecause of\b/);
      await sound(v, `lookback-${size.name}`);

      await page.getByText("The ten weeks as a table").click();
      expect(await page.locator(".past tbody tr").count()).toBe(10);
      expect(await page.locator(".past tbody").innerText()).toContain("Long run");
      await sound(v, `lookback-table-${size.name}`);

      // Another day, by the keyboard; the profile stays as it is.
      await page.getByLabel("The day it began").fill(before(50));
      await page.getByLabel("The day it began").press("Enter");
      await page.getByText(/Nothing stood out in the six weeks/).waitFor();
      expect(await page.locator(".findings").count()).toBe(0);
      await sound(v, `lookback-nothing-${size.name}`);
      await page.getByLabel("The day it began").fill(before(97));
      await press(page, "Look back");
      await page.getByText(/too little running on record/).waitFor();
      await sound(v, `lookback-little-${size.name}`);
      await page.getByLabel("The day it began").fill(later(today, 3));
      await press(page, "Look back");
      await page.getByText("Enter a day, today at the latest.").waitFor();
      await page.getByRole("link", { name: "Back to the day of the profile" }).click();
      await page.locator(".findings").waitFor();
      expect((await factsOf(page)).filter((f) => f.type === "profile")).toHaveLength(1);
    });
  });

  it("tendon_load_stands_by_week_and_what_is_unknown_is_not_zero", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await v.goTo(today, "00:05");
      await page.goto("/#/progress");
      const card = page.locator(".card", { has: page.getByRole("heading", { name: "Load on the tendon" }) });
      await card.locator(".loads svg rect.load.run").first().waitFor();
      for (const kind of ["walk", "run", "strength"]) {
        // Drawn once more when the picture has learnt its width.
        await expect.poll(() => card.locator(`.drawn rect.load.${kind}`).count(), { message: kind }).toBeGreaterThan(0);
      }
      await expect.poll(() => card.locator(".drawn rect.open").count()).toBe(1);
      expect(await card.innerText()).toMatch(/It puts weeks in order/);
      expect(await card.innerText()).toMatch(/1 session has no known amount/);
      await card.getByText("The same as a table").click();
      const told = (await (await page.request.get(`/api/v1/load?on=${today}`)).json()) as {
        weeks: { load?: number; kinds: { kind: string; unknown: number }[] }[];
      };
      expect(await card.locator("tbody tr").count()).toBe(told.weeks.length);
      const at_unknown = told.weeks.findIndex((w) => w.kinds.some((k) => k.unknown > 0));
      const row = card.locator("tbody tr").nth(told.weeks.length - 1 - at_unknown);
      expect(await row.innerText()).toMatch(/\d \+ \?/);
      await card.getByText("What is counted here?").click();
      await sound(v, `load-${size.name}`);
    });
  });

  it("a_run_recorded_twice_is_counted_once_until_somebody_says_otherwise", async () => {
    await visited(size, async (v) => {
      const { page } = v;
      await v.goTo(today, "00:05");
      await page.goto("/#/recordings");
      const rows = page.locator(".rows li");
      await page.getByText("1 other recording tells of it too; counted once").waitFor();
      expect(await rows.nth(0).innerText()).toContain("counted there, once");
      expect(await rows.nth(1).innerText()).toContain("1 other recording tells of it too; counted once");
      await page.goto(`/#/recordings/${watch}`);
      const card = page.locator(".card.recording");
      await card.getByRole("heading", { name: "Counted once" }).waitFor();
      // What the guards said of it: on a flat plan, hills.
      expect(await card.locator(".findings").innerText()).toMatch(/m per km/);
      expect(await card.locator(".band").count()).toBe(2);
      expect(await card.locator(".bouts .name").allInnerTexts()).toEqual(["Planned", "Recorded"]);
      expect(await card.locator(".band").nth(0).locator("rect").count()).toBe(16);
      expect(await card.locator(".band").nth(1).locator("rect").count()).toBe(16);
      await sound(v, `counted-once-${size.name}`);

      // Before the programme no decision speaks of a run, but the look back does.
      await page.goto(`/#/recordings/${hills}`);
      await card.locator(".findings svg.guard_climb").waitFor();
      expect(await card.locator(".findings").innerText()).toMatch(/m of climb per km; up to 10 is taken as flat/);
      await page.goto(`/#/recordings/${watch}`);
      await card.getByRole("link", { name: /^18:01/ }).click();
      await page.waitForURL(new RegExp(phone));
      expect(await counted(page)).toEqual(once);
      await sound(v, `counted-there-${size.name}`);
      await press(page, "These were two separate sessions");
      await page.getByRole("status").getByText("Counted as two sessions from now on.").waitFor();
      await page.getByText("You said that this is a session of its own.").waitFor();
      expect(await page.evaluate("document.activeElement.className")).toBe("twice");
      expect(await counted(page)).toEqual(twice);
      const separate = (await factsOf(page)).filter((f) => f.type === "separate").at(-1)!;
      expect(separate.recording).toBe(phone);
      expect(await rows.nth(0).innerText()).toContain("counted on its own, as you said");
      expect(await rows.nth(1).innerText()).not.toContain("counted once");
      await sound(v, `separate-${size.name}`);

      await press(page, "It was one session after all");
      await page.getByRole("button", { name: "These were two separate sessions" }).waitFor();
      expect(await counted(page)).toEqual(once);

      // From the card of the recording that counts, it is the other one that becomes a session of its own; and undone.
      await page.goto(`/#/recordings/${watch}`);
      await press(page, "These were two separate sessions");
      await page.getByRole("status").getByText("Counted as two sessions from now on.").waitFor();
      expect((await factsOf(page)).filter((f) => f.type === "separate").at(-1)!.recording).toBe(phone);
      await press(page, "Undo");
      await page.getByRole("button", { name: "These were two separate sessions" }).waitFor();
      expect(await counted(page)).toEqual(once);
    });
  });
});

describe("a profile that does not say when it began", () => {
  it("asks_for_the_day_and_guesses_none", async () => {
    await alone({}, async (v) => {
      const { page } = v;
      const [profile] = programme() as { onset?: string }[];
      await give(page, [...history(), { ...profile, onset: undefined }]);
      await v.goTo(today, "00:05");
      await page.goto("/#/recordings");
      await page.goto("/#/lookback");
      await page.getByText(/Your profile does not say when it began/).waitFor();
      expect(await page.getByLabel("The day it began").inputValue()).toBe("");
      expect(await page.locator(".past").count()).toBe(0);
      await press(page, "Look back");
      await page.getByText("Enter a day, today at the latest.").waitFor();
      await sound(v, "lookback-asks");
      await page.getByLabel("The day it began").fill(onset);
      await press(page, "Look back");
      await page.locator(".findings").waitFor();
      await page.setViewportSize({ width: 320, height: 640 });
      await sound(v, "lookback-320");
    });
  });
});
