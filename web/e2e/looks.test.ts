import { describe, expect, it } from "vitest";
import { fitActivity, walkJog } from "./fit_file";
import { daysAgo, early, later } from "./house";
import { looks, sound, stage } from "./stage";
import { factsOf, give, intake, morning, press } from "./steps";

const { visited, alone } = stage();
const today = daysAgo(0);

describe("the simulated runner", () => {
  it("can_be_looked_at_is_marked_and_leaves_nothing_behind", async () => {
    await visited({}, async (v) => {
      await v.goTo(today, early);
      await press(v.page, "Look around");
      await v.page.getByText("Simulated runner, not your diary.").waitFor();
      await v.page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      expect(await factsOf(v.page, "me")).toEqual([]);
      await press(v.page, "Delete the simulated runner");
      await v.page.getByRole("heading", { name: "The way back to running" }).waitFor();
      const { diaries } = (await (await v.page.request.get("/api/v1/diaries")).json()) as { diaries: { name: string }[] };
      expect(diaries.map((d) => d.name)).not.toContain("demo");
      expect(await factsOf(v.page, "demo")).toEqual([]);
      expect(v.errors).toEqual([]);
    });
  });
});

describe.each(looks)("the first minute at $name", (size) => {
  it("has_no_fault", async () => {
    await visited(size, async (v) => {
      await v.goTo(today, early);
      const { page } = v;
      await sound(v, `welcome-${size.name}`);
      await page.getByRole("link", { name: "Start", exact: true }).click();
      await sound(v, `intake-1-flags-${size.name}`);
      await page.getByLabel(/A pop, a snap/).check();
      await press(page, "Next");
      await sound(v, `intake-1-stop-${size.name}`);
      await press(page, "Back");
      await page.getByLabel("None of these").check();
      await press(page, "Next");
      await sound(v, `intake-2-diagnosed-${size.name}`);
      await page.getByRole("radio", { name: "Yes" }).check();
      await press(page, "Next");
      await sound(v, `intake-3-where-${size.name}`);
      await page.getByRole("radio", { name: /Above the heel/ }).check();
      await page.getByRole("radio", { name: "Left" }).check();
      await press(page, "Next");
      await sound(v, `intake-4-usual-${size.name}`);
      await page.getByRole("radio", { name: /^3, / }).check();
      await press(page, "Next");
      await sound(v, `intake-5-before-${size.name}`);
      await press(page, "Next");
      await page.getByRole("radio", { name: "Yes" }).check();
      await sound(v, `intake-6-now-${size.name}`);
      await press(page, "Next");
      await sound(v, `intake-7-raises-${size.name}`);
      await press(page, "Skip");
      await sound(v, `intake-8-kit-${size.name}`);
      await press(page, "Next");
      await sound(v, `intake-9-goal-${size.name}`);
      expect(v.errors).toEqual([]);
    });
  });
});

describe.each(looks)("days that are not quiet at $name", (size) => {
  it("first_day_urgent_day_and_a_compared_recording_have_no_fault", async () => {
    await alone(size, async (v) => {
      const { page } = v;
      const day = daysAgo(20);
      await v.goTo(day, "09:00");
      await intake(page);
      await sound(v, `first-day-${size.name}`);
      await morning(page, 2);
      await sound(v, `first-day-answered-${size.name}`);
      const start = new Date(`${day}T09:30:00+01:00`);
      await v.goTo(day, "12:00");
      await page.goto("/#/recordings");
      await page.setInputFiles("#recording-file", {
        name: "run.fit",
        mimeType: "application/octet-stream",
        buffer: Buffer.from(fitActivity(start, walkJog(4, 90, 90), 8)),
      });
      await page.locator(".compared").waitFor();
      await sound(v, `recording-${size.name}`);
      await v.goTo(later(day, 1), "07:00");
      await sound(v, `today-with-recording-${size.name}`);
      await give(page, [{ type: "flag", flag: "calf_swelling", at: `${later(day, 1)}T07:30:00+01:00` }]);
      await v.goTo(later(day, 1), "08:00");
      await page.locator(".notice.stop").waitFor();
      await sound(v, `urgent-${size.name}`);
      expect(v.errors).toEqual([]);
    });
  });
});

describe("the clock's line", () => {
  it("has_no_fault_beside_the_simulated_runners", async () => {
    await visited({ width: 320, height: 640 }, async (v) => {
      await v.page.clock.install({ time: new Date(Date.now() + 3 * 3_600_000) });
      await v.page.goto("/#/today");
      await press(v.page, "Look around");
      await v.page.getByText("Simulated runner, not your diary.").waitFor();
      await v.page.getByText(/clock is 3 hours ahead/).waitFor();
      await sound(v, "clock-ahead-320");
      await press(v.page, "Delete the simulated runner");
      await v.page.getByRole("heading", { name: "The way back to running" }).waitFor();
    });
  });
});

describe("the keyboard alone", () => {
  it("leads_from_the_first_question_to_a_saved_morning", async () => {
    await alone({ width: 1280, height: 860 }, async (v) => {
      const { page } = v;
      await v.goTo(daysAgo(20), "09:00");
      const key = (name: string) => page.keyboard.press(name);
      /** Tab until the focus stands on something whose name or text fits; never a mouse. */
      const tabTo = async (wanted: RegExp) => {
        for (let i = 0; i < 60; i++) {
          await key("Tab");
          const name = (await page.evaluate(
            "(() => { const e = document.activeElement; return e.getAttribute('aria-label') || (e.labels && e.labels[0] ? e.labels[0].innerText : '') || e.innerText || ''; })()",
          )) as string;
          if (wanted.test(name.trim())) return;
        }
        throw new Error(`the keyboard does not reach ${wanted}`);
      };
      /** Presses what has the focus; over when the next question has it, since a Tab before that would be lost. */
      const moveOn = async () => {
        const here = await page.locator("h1").innerText();
        await key("Enter");
        await page.locator("h1:focus").filter({ hasNotText: here }).waitFor();
      };
      await tabTo(/^Start$/);
      await moveOn();
      await tabTo(/^None of these/);
      await key("Space");
      await tabTo(/^Next$/);
      await moveOn();
      await tabTo(/^Yes$/);
      await key("Space");
      await tabTo(/^Next$/);
      await moveOn();
      await tabTo(/Above the heel/);
      await key("Space");
      await tabTo(/^Left$/);
      await key("Space");
      await tabTo(/^Next$/);
      await moveOn();
      await tabTo(/^0, /);
      await key("Space");
      await key("ArrowRight");
      await key("ArrowRight");
      await tabTo(/^Next$/);
      await moveOn();
      await page.getByRole("heading", { name: "Before it began" }).waitFor();
      await tabTo(/^Next$/);
      await moveOn();
      await tabTo(/^Yes$/);
      await key("Space");
      await key("ArrowRight");
      await tabTo(/^Next$/);
      await moveOn();
      await tabTo(/^Skip$/);
      await moveOn();
      await tabTo(/^Next$/);
      await moveOn();
      await tabTo(/^Show me today$/);
      await key("Enter");
      await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      await tabTo(/^0, /);
      await key("Space");
      await key("ArrowRight");
      await key("Enter");
      await page.getByText("Morning saved.").waitFor();
      const facts = await factsOf(page);
      expect(facts.find((f) => f.type === "profile")).toMatchObject({ side: "left", usual_morning_pain: 2, running_now: false });
      expect(facts.find((f) => f.type === "checkin")).toMatchObject({ pain: 1 });
      await tabTo(/^Why\?$/);
      await key("Enter");
      await page.getByRole("heading", { name: "What would change it" }).waitFor();
    });
  });
});
