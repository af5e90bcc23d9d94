// The same thing told a second time: by the way back to a form that was saved, or by a second tab.

import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { fitActivity, walkJog } from "./fit_file";
import { type Visitor, daysAgo, later } from "./house";
import { sound, stage } from "./stage";
import { factsOf, give, morning, pain, press, sessionAsPlanned } from "./steps";

const { alone } = stage();
const first = daysAgo(10);
const today = later(first, 2);
const aRunner = [
  { type: "profile", at: `${first}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
  { type: "checkin", at: `${first}T07:01:00+01:00`, pain: 2 },
];
const thisMorning = { type: "checkin", at: `${today}T07:00:00+01:00`, pain: 2 };

async function open(v: Visitor, ...more: object[]): Promise<Page> {
  await give(v.page, [...aRunner, ...more]);
  await v.goTo(today, "08:00");
  return v.page;
}

/** Another tab of the same browser, on the same day. */
async function secondTab(v: Visitor, place: string): Promise<Page> {
  const page = await v.context.newPage();
  page.on("pageerror", (e) => v.errors.push(String(e)));
  await page.clock.setFixedTime(new Date(`${today}T08:00:00+01:00`));
  await page.goto(place);
  await page.locator("h1").waitFor();
  return page;
}

const told = async (page: Page, type: string) => (await factsOf(page)).filter((f) => f.type === type);
const already = (page: Page) => page.locator(".already");

describe("a session that is on record", () => {
  it("is_not_written_again_by_the_way_back_to_its_form", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      await sessionAsPlanned(page, 2);
      await page.goBack();
      await already(page).getByText("Strength:").waitFor();
      await page.getByText("A second one counts on top of it.", { exact: false }).waitFor();
      expect(await page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
      await sound(v, "session-already-360");
      // The entry can be put right from there.
      await already(page).getByRole("link", { name: "Put right" }).click();
      await page.getByRole("heading", { name: "Put an entry right" }).waitFor();
      expect(await already(page).count()).toBe(0);
      expect(await told(page, "session")).toHaveLength(1);
      expect(v.errors).toEqual([]);
    });
  });

  it("is_no_obstacle_to_a_second_one_that_the_runner_asks_for", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      await sessionAsPlanned(page, 2);
      await page.goBack();
      await press(page, "Record a second session");
      await pain(page, "Worst pain during it", 3);
      await press(page, "Save");
      await page.getByRole("heading", { name: "Done today" }).waitFor();
      expect(await told(page, "session")).toMatchObject([{ pain_during: 2 }, { pain_during: 3 }]);
      // Both are named the next time.
      await page.goto("/#/session/strength");
      await already(page).waitFor();
      expect(await already(page).locator("li").count()).toBe(2);
    });
  });

  it("of_another_tab_is_seen_before_anything_is_written", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      const other = await secondTab(v, "/#/session/strength");
      await pain(other, "Worst pain during it", 4);
      await sessionAsPlanned(page, 2);
      await press(other, "Save");
      await already(other).getByText("during 2/10").waitFor();
      expect(await told(page, "session")).toHaveLength(1);
      await expect.poll(() => other.evaluate("document.activeElement.innerText")).toBe("Already on record");
      // What was answered is still there for whoever did a second one.
      await press(other, "Record a second session");
      await press(other, "Save");
      await other.getByRole("heading", { name: "Done today" }).waitFor();
      expect(await told(page, "session")).toMatchObject([{ pain_during: 2 }, { pain_during: 4 }]);
      expect(v.errors).toEqual([]);
    });
  });

  it("of_another_day_asks_nothing", async () => {
    await alone({}, async (v) => {
      const yesterday = { type: "session", at: `${later(today, -1)}T08:00:00+01:00`, track: "strength", as_prescribed: true, pain_during: 2 };
      const page = await open(v, thisMorning, yesterday);
      await page.goto("/#/session/strength");
      await page.getByRole("button", { name: "Save", exact: true }).waitFor();
      expect(await already(page).count()).toBe(0);
    });
  });

  it("is_put_right_once_by_two_tabs", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      await sessionAsPlanned(page, 2);
      const id = String((await told(page, "session"))[0]!.id);
      const other = await secondTab(v, `/#/session/edit/${id}`);
      await pain(other, "Worst pain during it", 5);
      await page.goto(`/#/session/edit/${id}`);
      await pain(page, "Worst pain after it", 3);
      await press(page, "Save");
      await page.getByText("Entry put right.").waitFor();
      await press(other, "Save");
      await other.getByText("has been put right or taken back").waitFor();
      await expect.poll(() => other.evaluate("document.activeElement.innerText")).toBe("Put an entry right");
      expect(await told(page, "session")).toHaveLength(2);
      expect(await told(page, "retract")).toHaveLength(1);
      // The way back to the form of an entry that no longer counts leads to no other form either.
      await page.goBack();
      await page.getByText("has been put right or taken back").waitFor();
      expect(await page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
    });
  });

  it("told_of_a_recording_is_not_told_of_it_again", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      const file = fitActivity(new Date(`${today}T06:00:00+01:00`), walkJog(4, 60, 60));
      const sent = await page.request.post("/api/v1/recordings?name=run.fit", { data: Buffer.from(file) });
      const { fact } = (await sent.json()) as { fact: { id: string } };
      await v.goTo(today, "09:00");
      await page.goto(`/#/session/recording/${fact.id}`);
      await pain(page, "Worst pain during it", 2);
      await press(page, "Save");
      await page.getByRole("heading", { name: "Done today" }).waitFor();
      await page.goBack();
      await already(page).waitFor();
      expect(await page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
      expect(await told(page, "session")).toHaveLength(1);
    });
  });

  it("whose_answer_was_lost_is_the_same_one_when_it_is_saved_again", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      await page.goto("/#/session/strength");
      await pain(page, "Worst pain during it", 2);
      await page.route("**/api/v1/facts?*", async (route) => {
        if (route.request().method() !== "POST") return route.continue();
        await route.fetch();
        await route.abort("connectionreset");
      });
      await press(page, "Save");
      await page.getByText(/this may not be saved/).waitFor();
      await page.unroute("**/api/v1/facts?*");
      await press(page, "Save");
      await page.getByText("Session saved.").first().waitFor();
      expect(await told(page, "session")).toHaveLength(1);
    });
  });
});

describe("a morning that is on record", () => {
  it("is_shown_before_it_is_answered_again", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/morning");
      await pain(page, "Pain on the first steps", 3);
      await press(page, "Save");
      await page.getByText("Morning saved.").waitFor();
      await page.goBack();
      await already(page).getByText("Morning 3/10").waitFor();
      expect(await page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
      await press(page, "Answer it again");
      await pain(page, "Pain on the first steps", 4);
      await press(page, "Save");
      await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      expect(await told(page, "checkin")).toHaveLength(3);
    });
  });

  it("of_another_tab_is_seen_on_today_before_anything_is_written", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      const other = await secondTab(v, "/#/today");
      await pain(other, "Pain on the first steps", 5);
      await morning(page, 2);
      await press(other, "Save");
      await already(other).getByText("Morning 2/10").waitFor();
      expect(await told(page, "checkin")).toHaveLength(2);
      expect(v.errors).toEqual([]);
    });
  });
});

describe("a test that is on record", () => {
  it("is_shown_before_another_one_is_told", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning);
      await page.goto("/#/test");
      await page.getByRole("spinbutton", { name: "Left", exact: true }).fill("20");
      await pain(page, "Worst pain during the test", 2);
      await press(page, "Save");
      await page.getByText("Test saved.").waitFor();
      await page.goBack();
      await already(page).getByText("left 20").waitFor();
      expect(await page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
      await press(page, "Record another test");
      await page.getByRole("button", { name: "Save", exact: true }).waitFor();
    });
  });
});

describe("what may happen several times a day", () => {
  it("is_named_where_it_is_told_and_not_asked_about", async () => {
    await alone({ height: 1600 }, async (v) => {
      const page = await open(v, thisMorning);
      for (const form of [
        { place: "/#/symptom", legend: "How much does it hurt?", save: "Save" },
        { place: "/#/worse", legend: "How much does it hurt now?", save: "Change the plan" },
      ]) {
        const before = (await told(page, "symptom")).length;
        await page.goto(form.place);
        await pain(page, form.legend, 3 + before);
        await press(page, form.save);
        await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
        await page.goBack();
        await already(page).getByText(`Pain ${3 + before}/10`).waitFor();
        // Where it hurts is asked at once all the same.
        await pain(page, form.legend, 4);
        expect(await told(page, "symptom")).toHaveLength(before + 1);
      }
    });
  });
});

describe("an alert of another moment", () => {
  it("is_not_cleared_by_a_tab_that_did_not_show_it", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning, { type: "flag", flag: "night_pain", at: `${today}T07:10:00+01:00` });
      const button = page.getByRole("button", { name: "I have been seen by a clinician" });
      await button.waitFor();
      await give(page, [{ type: "flag", flag: "fever", at: `${today}T07:30:00+01:00` }]);
      await button.click();
      await page.getByText("Something was told meanwhile", { exact: false }).waitFor();
      expect(await told(page, "order")).toEqual([]);
    });
  });

  it("that_was_cleared_elsewhere_is_not_cleared_twice", async () => {
    await alone({}, async (v) => {
      const page = await open(v, thisMorning, { type: "flag", flag: "night_pain", at: `${today}T07:10:00+01:00` });
      const button = page.getByRole("button", { name: "I have been seen by a clinician" });
      await button.waitFor();
      await give(page, [{ type: "order", order: "clear", by: "self", at: `${today}T07:30:00+01:00` }]);
      await button.click();
      await button.waitFor({ state: "detached" });
      expect(await told(page, "order")).toHaveLength(1);
    });
  });
});

describe("the first questions", () => {
  it("answered_in_two_tabs_make_one_profile", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      // As a tab that was opened before the diary began: the questions are answered, and only the end is missing.
      const answers = { flags: [], flags_asked: true, diagnosed: true, site: "midportion", side: "left", usual_morning_pain: 1, running_now: false, runs: [], equipment: [], goal_min: 30 };
      const other = await v.context.newPage();
      await other.clock.setFixedTime(new Date(`${today}T08:00:00+01:00`));
      await other.addInitScript(`sessionStorage.setItem("springback.intake", ${JSON.stringify(JSON.stringify({ answers, step: 8 }))})`);
      let empty = true;
      await other.route("**/api/v1/facts?*", (route) =>
        empty && route.request().method() === "GET" ? route.fulfill({ json: { facts: [], last: 0 } }) : route.continue(),
      );
      await other.goto("/#/start");
      await other.getByRole("button", { name: "Show me today" }).waitFor();
      empty = false;
      await press(other, "Show me today");
      await other.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      expect(await told(page, "profile")).toHaveLength(1);
    });
  });
});
