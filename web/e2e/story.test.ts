import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { type Server, type Visitor, daysAgo, later, startBrowser, startServer, visit, zoneAtHour } from "./house";
import { factsOf, give, intake, morning, pain, pick, press, sessionAsPlanned } from "./steps";

let browser: Browser;
let server: Server;
let v: Visitor;
const day = daysAgo(40);

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  server = await startServer();
  v = await visit(browser, server);
});
afterEach(async () => {
  await v.context.close();
  await server.stop();
  expect(v.strangers).toEqual([]);
  expect(v.errors).toEqual([]);
});

describe("a runner's first days", () => {
  it("from_the_first_question_to_the_next_morning", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await page.getByRole("heading", { name: "The way back to running" }).waitFor();
    await intake(page);

    // The first day's plan stands there with its reason, and what opens running.
    await page.getByRole("heading", { name: /heel raises/i }).waitFor();
    await page.getByRole("heading", { name: "When can I run?" }).waitFor();
    expect(await page.locator(".opening-card").innerText()).toMatch(/\d/);
    await page.getByText("Why?").click();
    expect(await page.locator(".rules li").count()).toBeGreaterThan(0);
    await page.getByText(/^Where it comes from/).click();
    const sources = await page.locator(".said .source").allInnerTexts();
    expect(sources.length).toBeGreaterThan(0);
    expect(new Set(sources).size).toBe(sources.length);

    await morning(page, 2);
    await v.goTo(day, "18:00");
    await sessionAsPlanned(page, 2, 2);
    await page.getByRole("heading", { name: "Done today" }).waitFor();

    const facts = await factsOf(page);
    const session = facts.find((f) => f.type === "session")!;
    const shown = facts.find((f) => f.type === "shown")!;
    expect(session).toMatchObject({ track: "strength", pain_during: 2, pain_after: 2, shown: shown.id });
    expect((session.done as { sets: number }).sets).toBeGreaterThan(0);
    expect(session.at).toMatch(/\+0[12]:00$/);
    expect(shown.for).toBe(day);

    // Next morning: "back to usual?" is asked, and the session has its verdict.
    await v.goTo(later(day, 1), "07:00");
    await page.getByText(/^Back to usual since/).waitFor();
    await morning(page, 2, true);
    await page.getByRole("link", { name: "Progress" }).click();
    await page.getByRole("figure", { name: /^Morning/ }).getByText("The same as a table").click();
    await page.getByRole("cell", { name: /Strength.*clear/i }).waitFor();
  });

  it("a_morning_that_may_open_a_session_is_asked_for_before_rest_is_spoken_of", async () => {
    const { page } = v;
    const facts: object[] = [{ type: "profile", at: `${day}T09:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2, goal_min: 30 }];
    for (let n = 1; n <= 20; n += 1) facts.push({ type: "checkin", at: `${later(day, n)}T07:00:00+01:00`, pain: 2 });
    const order = { type: "order", at: `${later(day, 20)}T20:00:00+01:00`, by: "clinician" };
    facts.push({ ...order, order: "set_rung", track: "run", rung: "run_18" });
    facts.push({ ...order, order: "limit", track: "run", limit: { jog_s_max: 480, pain_max: 2 } });
    facts.push({ type: "session", at: `${later(day, 20)}T18:00:00+01:00`, track: "strength", as_prescribed: true, pain_during: 2, pain_after: 2 });
    await give(page, facts);
    await v.goTo(later(day, 21), "07:00");
    await page.getByRole("heading", { name: "First: how are the first steps this morning?" }).waitFor();
    const card = page.locator(".item.rest");
    expect(await card.innerText()).toMatch(/This morning comes first/i);
    expect(await card.innerText()).toContain("the plan for today follows from it");
    expect(await card.innerText()).not.toMatch(/rest day|rest is part/i);

    // The answer opens the run, cut by the clinician's limit: that is its reason, on the card and in the record.
    await morning(page, 2, true);
    await page.getByText("Stop if pain reaches 2/10.").waitFor();
    const why = "Your clinician has set limits: stop if pain reaches 2/10 and jog no more than 8 min in a run.";
    expect(await page.locator(".item .why-line").innerText()).toBe(`${why} This smaller dose does not count towards the next rung.`);
    await page.getByText("Why?").click();
    expect(await page.locator("h2", { hasText: "What limits it" }).locator("xpath=following-sibling::p[1]").innerText()).toContain(why);
  });

  it("a_step_that_is_earned_says_what_it_waits_for_and_the_highest_rung_counts_nothing", async () => {
    const { page } = v;
    const at = (n: number, time: string) => `${later(day, n)}T${time}:00+01:00`;
    const profile = { type: "profile", at: at(0, "09:00"), side: "left", site: "midportion", usual_morning_pain: 2, equipment: ["step", "backpack"] };
    const facts: object[] = [profile];
    for (let n = 1; n <= 26; n += 1) facts.push({ type: "checkin", at: at(n, "07:00"), pain: 2, settled: true });
    const order = { type: "order", at: at(20, "20:00"), by: "clinician" };
    facts.push({ ...order, order: "set_rung", track: "run", rung: "run_18" });
    facts.push({ ...order, order: "set_rung", track: "strength", rung: "heavy_4x8" });
    facts.push({ ...order, order: "limit", track: "run", limit: { jog_s_max: 1080 } });
    for (const n of [21, 23, 25]) facts.push({ type: "session", at: at(n, "18:00"), track: "run", as_prescribed: true, pain_during: 2, pain_after: 2 });
    await give(page, facts);
    await v.goTo(later(day, 26), "08:00");
    await page.getByRole("link", { name: "Progress" }).click();
    const card = (name: string) => page.locator(".ladder", { has: page.getByRole("heading", { name, exact: true }) }).innerText();
    await page.getByText("Earned, and it waits. Next:").waitFor();
    expect(await card("Run")).toContain("Your clinician has set limits: jog no more than 18 min in a run.");
    expect(await card("Strength")).toContain("this is the highest rung; you keep it");
    expect(await card("Strength")).not.toMatch(/clear session/);
  });

  it("a_plan_that_was_looked_at_is_on_record_once", async () => {
    const { page } = v;
    const shown = async () => (await factsOf(page)).filter((f) => f.type === "shown");
    await v.goTo(day, "09:00");
    await intake(page);
    await expect.poll(async () => (await shown()).length).toBe(1);
    expect((await shown())[0]).toMatchObject({ for: day });
    await v.goTo(day, "10:00");
    await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
    await morning(page, 2);
    expect(await shown()).toHaveLength(1);
    await v.goTo(later(day, 1), "07:00");
    await expect.poll(async () => (await shown()).length).toBe(2);
  });

  it("a_morning_takes_three_taps_and_can_be_taken_back", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page);
    await morning(page, 3);
    expect(await page.getByRole("heading", { name: "This morning" }).count()).toBe(0);
    await press(page, "Undo");
    await page.getByText("Taken back.").waitFor();
    await page.getByRole("heading", { name: "This morning" }).waitFor();
    expect((await factsOf(page)).some((f) => f.type === "retract")).toBe(true);
  });

  it("a_forgotten_morning_counts_for_its_own_day", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page);
    await v.goTo(later(day, 3), "08:00");
    await page.getByRole("link", { name: /Fill in the morning of/ }).first().click();
    await pain(page, "Pain on the first steps that morning", 4);
    await press(page, "Save");
    await page.getByText("Morning saved.").waitFor();
    const checkin = (await factsOf(page)).find((f) => f.type === "checkin")!;
    expect(String(checkin.at).slice(0, 10)).toBe(later(day, 2));
    expect(String(checkin.entered).slice(0, 10)).toBe(later(day, 3));
  });

  it("a_red_flag_stops_the_intake_and_nothing_is_kept", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await page.getByRole("link", { name: "Start", exact: true }).click();
    await page.getByLabel(/The calf is swollen/).check();
    await press(page, "Next");
    await page.getByRole("heading", { name: "Please have this looked at first" }).waitFor();
    await page.getByText(/blood clot/).waitFor();
    expect(await factsOf(page)).toEqual([]);
  });

  it("without_a_clinicians_diagnosis_the_intake_ends_kindly", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await page.getByRole("link", { name: "Start", exact: true }).click();
    await page.getByLabel("None of these").check();
    await press(page, "Next");
    await pick(page, /A doctor or a physiotherapist/, "No");
    await press(page, "Next");
    await page.getByRole("heading", { name: "Then that comes first" }).waitFor();
    expect(await factsOf(page)).toEqual([]);
  });

  it("an_already_running_runner_keeps_own_runs", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page, {
      runs: [
        { minutes: 30, pain: 2 },
        { minutes: 28, pain: 1 },
      ],
      raises: { left: 24, right: 20, pain: 1 },
    });
    const facts = await factsOf(page);
    expect(facts.filter((f) => f.type === "session")).toHaveLength(2);
    expect(facts.find((f) => f.type === "profile")).toMatchObject({ running_now: true });
    expect(facts.find((f) => f.type === "test")).toMatchObject({ left: 24, right: 20, pain: 1 });
  });

  it("pain_after_can_be_added_in_the_evening_and_replaces_the_entry", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page);
    await morning(page, 2);
    await sessionAsPlanned(page, 1);
    await page.getByRole("link", { name: "Add pain after" }).click();
    await pain(page, "Worst pain after it", 3);
    await press(page, "Save");
    await page.getByText("Entry put right.").waitFor();
    const facts = await factsOf(page);
    const sessions = facts.filter((f) => f.type === "session");
    expect(sessions).toHaveLength(2);
    expect(sessions[1]).toMatchObject({ at: sessions[0]!.at, pain_during: 1, pain_after: 3, shown: sessions[0]!.shown });
    expect(facts.find((f) => f.type === "retract")).toMatchObject({ target: sessions[0]!.id });
  });
});

describe("it got worse", () => {
  it("a_flare_with_a_red_flag_changes_the_plan_at_once", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page);
    await morning(page, 2);
    await page.getByRole("link", { name: "It got worse" }).click();
    await page.getByLabel(/A pop, a snap/).check();
    await page.getByText(/Have it examined today/).waitFor();
    await pain(page, "How much does it hurt now?", 7);
    await press(page, "Change the plan");
    await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
    await page.locator(".notice.stop").waitFor();
    expect(await page.getByRole("link", { name: "I did it" }).count()).toBe(0);
    // It stays, next morning too, until a clinician has cleared it.
    await v.goTo(later(day, 1), "07:00");
    await page.locator(".notice.stop").waitFor();
    await press(page, "A clinician has cleared me");
    await page.getByLabel(/Who examined you/).fill("Dr Example");
    await press(page, "Record the clearance");
    await page.locator(".notice.stop").waitFor({ state: "detached" });
    expect((await factsOf(page)).find((f) => f.type === "order")).toMatchObject({ order: "clear", by: "clinician" });
  });

  it("a_flare_without_one_is_written_down_and_answered", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page);
    await page.getByRole("link", { name: "It got worse" }).click();
    // The button tells what is missing, instead of being dead.
    await page.getByRole("button", { name: "Change the plan" }).click({ force: true });
    await page.getByText("Tell how much it hurts, or tick what is so.").waitFor();
    await pain(page, "How much does it hurt now?", 6);
    await pick(page, "When?", "On stairs");
    await press(page, "Change the plan");
    await page.getByText(/decided anew/).waitFor();
    expect((await factsOf(page)).find((f) => f.type === "symptom")).toMatchObject({ pain: 6, context: "stairs" });
  });
});

describe.each([
  { when: "in the morning", hour: 9 },
  { when: "past midnight", hour: 21 },
])("the device's clock is five hours ahead, $when", ({ hour }) => {
  const ahead = () => new Date(Date.now() + 5 * 3_600_000);

  beforeEach(async () => {
    await v.context.close();
    v = await visit(browser, server, { timezone: zoneAtHour(hour) });
  });

  it("nothing_is_refused_a_flag_stops_today_and_the_page_says_so", async () => {
    const { page } = v;
    await page.clock.install({ time: ahead() });
    await page.goto("/#/today");
    await page.getByText(/clock is 5 hours ahead/).waitFor();
    await intake(page);
    await morning(page, 2);
    await page.getByRole("link", { name: "It got worse" }).click();
    await page.getByLabel(/A pop, a snap/).check();
    await press(page, "Change the plan");
    await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
    await page.locator(".notice.stop").waitFor();
    const facts = await factsOf(page);
    for (const fact of facts) expect(Date.parse(String(fact.at))).toBeLessThanOrEqual(Date.now());
    const day = String(facts.find((f) => f.type === "flag")!.at).slice(0, 10); // it may be another one where the server is
    const today = await (await page.request.get(`/api/v1/today?on=${day}`)).json();
    expect(today.alert.level).toBe("urgent");
  });

  it("a_clock_that_jumps_while_the_page_is_open_costs_nothing_either", async () => {
    const { page } = v;
    await page.clock.install({ time: new Date() });
    await page.goto("/#/today");
    // The plan that was shown is kept first: an answer that comes after the jump would put the page to the next day.
    const shown = page.waitForResponse((answer) => (answer.request().postData() ?? "").includes('"shown"'));
    await intake(page);
    await (await shown).finished();
    await page.evaluate("new Promise((done) => setTimeout(done))");
    expect(await page.getByText(/hours ahead/).count()).toBe(0);
    await page.clock.setFixedTime(ahead());
    await morning(page, 2);
    await page.getByText(/clock is 5 hours ahead/).waitFor();
    const facts = await factsOf(page);
    const checkin = facts.find((f) => f.type === "checkin")!;
    // It counts for the day of the question, and was written now.
    const asked = facts.find((f) => f.type === "profile")!;
    expect(String(checkin.at).slice(0, 10)).toBe(String(asked.at).slice(0, 10));
    expect(Math.abs(Date.parse(String(checkin.entered ?? checkin.at)) - Date.now())).toBeLessThan(120_000);
    v.errors.length = 0; // the browser reports the refusal that told the time
  });
});

describe("the server is away", () => {
  it("a_failed_save_keeps_the_answers_and_says_so", async () => {
    const { page } = v;
    await v.goTo(day, "09:00");
    await intake(page);
    await pain(page, "Pain on the first steps", 4);
    await page.route("**/api/v1/facts**", (r) => r.abort());
    await press(page, "Save");
    await page.getByText(/this may not be saved/).waitFor();
    await page.unroute("**/api/v1/facts**");
    await press(page, "Save");
    await page.getByText("Morning saved.").waitFor();
    expect((await factsOf(page)).filter((f) => f.type === "checkin")).toMatchObject([{ pain: 4 }]);
    v.errors.length = 0; // the browser itself reports the request that this test broke off
  });
});
