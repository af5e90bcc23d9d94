import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { fitActivity, walkJog } from "./fit_file";
import { type Server, type Visitor, daysAgo, later, startBrowser, startServer, visit } from "./house";
import { factsOf, give, morning, pain, press } from "./steps";

let browser: Browser;
let server: Server;
let v: Visitor;
const first = daysAgo(40);
const runDay = later(first, 21);
const at = (day: string, time: string) => `${day}T${time}:00+01:00`;

/** Three quiet weeks, and a clinician who opens the first rung of running. */
function quietWeeks(): object[] {
  const facts: object[] = [
    {
      type: "profile",
      at: at(first, "09:00"),
      side: "right",
      site: "midportion",
      usual_morning_pain: 1,
      usual_stiffness_min: 5,
      body_mass_kg: 70,
      goal_min: 30,
      equipment: ["backpack", "step"],
      started: first,
    },
  ];
  for (let i = 0; i < 21; i++) {
    facts.push({ type: "checkin", at: at(later(first, i), "07:00"), pain: 1, stiffness_min: 5, settled: true });
  }
  facts.push({
    type: "order",
    at: at(later(runDay, -1), "15:00"),
    order: "set_rung",
    by: "clinician",
    track: "run",
    rung: "jog_1_walk_2",
  });
  return facts;
}

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer();
  v = await visit(browser, server);
  await give(v.page, quietWeeks());
});
afterAll(async () => {
  await v.context.close();
  await browser.close();
  await server.stop();
});

describe("a recording", () => {
  it("is_compared_with_what_was_prescribed_and_asks_for_the_pain", async () => {
    const { page } = v;
    await v.goTo(runDay, "07:00");
    await morning(page, 1);
    await page.getByRole("heading", { name: /1 min jog/ }).waitFor();

    await v.goTo(runDay, "19:00");
    await page.getByRole("link", { name: "Recordings" }).click();
    const file = fitActivity(new Date(at(runDay, "18:00")), walkJog(8, 60, 120), 12);
    await page.setInputFiles("#recording-file", {
      name: "evening.fit",
      mimeType: "application/octet-stream",
      buffer: Buffer.from(file),
    });
    const compared = page.locator(".compared");
    await compared.waitFor();
    expect(await compared.innerText()).toMatch(/^Run: .* of 8 min jogged, \d\.\d+ km, \d+ m of climb$/);
    const [jogged_s] = (await factsOf(page)).filter((f) => f.type === "recording").map((f) => f.jog_s as number);
    expect(Math.abs(jogged_s! - 480)).toBeLessThan(30);
    await page.locator(".bouts").getByText("The same as a table").click();
    expect(await page.locator(".bouts tbody tr").count()).toBeGreaterThanOrEqual(32);

    await page.getByRole("link", { name: "How did it feel?" }).click();
    await pain(page, "Worst pain during it", 2);
    await pain(page, "Worst pain after it", 2);
    await press(page, "Save");
    await page.getByText("Session saved.").first().waitFor();
    const facts = await factsOf(page);
    const recording = facts.find((f) => f.type === "recording")!;
    expect(facts.find((f) => f.type === "session")).toMatchObject({
      track: "run",
      recording: recording.id,
      at: recording.start,
      pain_during: 2,
    });
    expect(v.strangers).toEqual([]);
    expect(v.errors).toEqual([]);
  });

  it("that_comes_twice_is_counted_once", async () => {
    const { page } = v;
    await page.goto("/#/recordings");
    const file = fitActivity(new Date(at(runDay, "18:00")), walkJog(8, 60, 120), 12);
    await page.setInputFiles("#recording-file", {
      name: "again.fit",
      mimeType: "application/octet-stream",
      buffer: Buffer.from(file),
    });
    await page.locator(".jobs").getByText("counted once").waitFor();
    expect((await factsOf(page)).filter((f) => f.type === "recording")).toHaveLength(1);
  });

  it("that_is_none_is_refused_with_a_sentence", async () => {
    const { page } = v;
    await page.goto("/#/recordings");
    await page.setInputFiles("#recording-file", {
      name: "holiday.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
    });
    await page.locator(".jobs .error").waitFor();
    expect((await page.locator(".jobs .error").innerText()).length).toBeGreaterThan(10);
    expect((await factsOf(page)).filter((f) => f.type === "recording")).toHaveLength(1);
  });
});
