import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Page, Route } from "playwright-core";
import { fitActivity } from "./fit_file";
import { faults, sticksOut } from "./flaws";
import { type Visitor, daysAgo, later, pictures, repository } from "./house";
import { stage } from "./stage";
import { factsOf, give, press } from "./steps";

const { visited, alone } = stage();
const first = daysAgo(10);
const today = later(first, 2);
const aRunner = [
  { type: "profile", at: `${first}T07:00:00+01:00`, side: "left", site: "midportion", usual_morning_pain: 2 },
  { type: "checkin", at: `${first}T07:01:00+01:00`, pain: 2 },
];
const shipped = readFileSync(join(repository, "protocols/achilles-midportion.toml"), "utf8");
/** As if nobody listened there. */
const away = (route: Route) => route.abort("connectionrefused");

async function open(v: Visitor): Promise<Page> {
  if ((await factsOf(v.page)).length === 0) await give(v.page, aRunner);
  await v.goTo(today, "08:00");
  return v.page;
}

/** What the page itself did not catch; that a request failed is told by the browser, and was meant here. */
const uncaught = (v: Visitor) => v.errors.filter((e) => !e.includes("Failed to load resource"));

describe("a server that is away", () => {
  it("is_told_of_when_an_entry_cannot_be_taken_back", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/symptom");
      await page.getByRole("radio", { name: /^3, / }).check();
      await press(page, "Save");
      await page.getByRole("button", { name: "Undo" }).waitFor();
      await page.route("**/api/v1/facts?*", away);
      await press(page, "Undo");
      await page.locator(".saved").getByText(/server does not answer/).waitFor();
      expect(uncaught(v)).toEqual([]);
    });
  });

  it("does_not_keep_the_simulated_runner_from_being_deleted_a_moment_later", async () => {
    await alone({}, async (v) => {
      const { page } = v;
      await page.goto("/#/today");
      await press(page, "Look around");
      await page.getByText("Simulated runner, not your diary.").waitFor();
      await page.route("**/api/v1/demo", away);
      await press(page, "Delete the simulated runner");
      await page.locator(".demo").getByText(/server does not answer/).waitFor();
      await page.unroute("**/api/v1/demo");
      await press(page, "Delete the simulated runner");
      await page.getByRole("heading", { name: "The way back to running" }).waitFor();
      expect(uncaught(v)).toEqual([]);
    });
  });

  it("while_the_engine_is_fetched_is_overcome_by_trying_again", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.route("**/springback.wasm", away);
      await page.reload();
      await page.getByText("The Springback server does not answer. Is it still running?").waitFor();
      await page.unroute("**/springback.wasm");
      await press(page, "Try again");
      await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
    });
  });

  it("is_not_taken_for_a_fault_of_a_protocols_file", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.route("**/api/v1/protocols/read", away);
      await page.goto("/#/compare");
      await page.setInputFiles("main input[type=file]", { name: "own.toml", mimeType: "application/toml", buffer: Buffer.from(shipped) });
      await page.getByText(/server does not answer/).waitFor();
      expect(await page.getByText("This protocol cannot be followed").count()).toBe(0);
    });
  });

  it("is_told_of_on_every_screen_that_shows_what_was_known_before", async () => {
    await alone({}, async (v, own) => {
      const runs = [1, 3].map((n) => ({ type: "session", at: `${later(first, n)}T08:00:00+01:00`, track: "walk", done: { walk_s: 1800 }, pain_during: 1 }));
      await give(v.page, [...aRunner, ...runs]);
      await v.goTo(later(first, 4), "09:00");
      const { page } = v;
      await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
      const told = page.getByRole("complementary", { name: "The server" }).getByText("does not answer", { exact: false });
      expect(await told.count()).toBe(0);
      await own.stop();
      await page.getByRole("link", { name: "Progress" }).click();
      await page.getByRole("heading", { name: "Load on the tendon" }).waitFor();
      await told.waitFor();
      expect(uncaught(v)).toEqual([]);
    });
  });

  it("is_no_reason_to_say_that_nothing_is_on_record_and_is_told_of_no_longer_when_it_is_back", async () => {
    await visited({ width: 320, height: 640 }, async (v) => {
      const page = await open(v);
      const told = page.getByRole("complementary", { name: "The server" });
      const nothing = page.getByText("There is nothing on record yet", { exact: false });
      await page.route("**/api/v1/facts?*", away);
      await page.getByRole("link", { name: "Progress" }).click();
      await told.waitFor();
      expect(await nothing.count()).toBe(0);
      expect(await faults(page)).toEqual([]);
      expect(await sticksOut(page)).toBeLessThanOrEqual(0);
      await page.screenshot({ path: join(pictures, "away-320.png") });
      await page.unroute("**/api/v1/facts?*");
      await press(page, "Try again");
      await told.waitFor({ state: "detached" });
      await nothing.waitFor();
      expect(uncaught(v)).toEqual([]);
    });
  });

  it("leaves_a_sentence_where_a_drawing_would_be_and_the_way_to_have_it", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.route("**/assets/pain_chart-*", away);
      await page.goto("/#/progress");
      await page.getByText("The drawing could not be fetched.").waitFor();
      await page.unroute("**/assets/pain_chart-*");
      await press(page, "Load the page again");
      await page.locator(".plot canvas").waitFor();
      expect(uncaught(v)).toEqual([]);
    });
  });
});

describe("a protocol that is not at hand", () => {
  it("is_said_where_the_plan_and_the_ladders_would_stand_and_breaks_no_screen", async () => {
    await alone({}, async (v) => {
      const { page } = v;
      const named = { type: "protocol", at: `${today}T06:00:00+01:00`, protocol: "clinic-own@7", hash: "0".repeat(64), by: "clinician" };
      await give(page, [...aRunner, named, { type: "checkin", at: `${today}T07:00:00+01:00`, pain: 2 }]);
      await v.goTo(today, "08:00");
      const said = page.locator("main").getByText("The diary names a protocol that is not at hand here, so nothing is prescribed.");
      for (const screen of ["today", "progress"]) {
        await page.goto(`/#/${screen}`);
        await said.first().waitFor();
      }
      expect(await page.locator(".ladder").count()).toBe(0);
      for (const screen of ["log", "lookback", "compare", "protocol", "worse", "more", "session", "recordings", "entries"]) {
        await page.goto(`/#/${screen}`);
        await page.locator("h1:focus").waitFor();
        expect.soft(await faults(page), screen).toEqual([]);
      }
      expect(v.errors).toEqual([]);
    });
  });
});

describe("an address that names no day", () => {
  it("opens_this_morning_instead_of_an_empty_page", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      for (const day of ["2026-02-30", "tomorrow", later(today, 1), "%"]) {
        await page.goto(`/#/morning/${day}`);
        await page.reload();
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(v.errors, day).toEqual([]);
      }
    });
  });
});

describe("a diary that was brought back under More", () => {
  it("says_how_many_entries_came", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/more");
      const line = JSON.stringify({ type: "checkin", at: `${later(first, 1)}T07:01:00+01:00`, pain: 1, id: "3f0e8a52-6a0c-4f0e-9d57-0a1b2c3d4e5f" });
      const file = { name: "diary.jsonl", mimeType: "application/x-ndjson", buffer: Buffer.from(`${line}\n`) };
      await page.setInputFiles(".restore input[type=file]", file);
      await page.getByRole("status").getByText("Restored: 1 new entry, 0 already here.").waitFor();
    });
  });
});

describe("an answer that is not the server's", () => {
  it("ends_the_sending_of_a_file_with_a_sentence", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.route("**/api/v1/recordings?*", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>Log in first</p>" }));
      await page.goto("/#/recordings");
      await page.setInputFiles("#recording-file", { name: "run.fit", mimeType: "application/octet-stream", buffer: Buffer.from([14, 0x20, 0, 0]) });
      await page.locator(".jobs .error").getByText(/server does not answer/).waitFor();
      expect(v.errors).toEqual([]);
    });
  });
});

describe("a moment without a time", () => {
  it("is_asked_for_and_not_sent", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/session/other");
      await page.getByText("Another time, effort").click();
      await page.getByLabel("Time", { exact: true }).fill("");
      await page.getByLabel("Time", { exact: true }).press("Enter");
      await page.getByText("When was it? A day that has come and a time are needed.").waitFor();
      expect((await factsOf(page)).filter((f) => f.type === "session")).toEqual([]);
    });
  });
});

describe("the sixty-first recording", () => {
  it("is_found_in_the_list_too", async () => {
    await alone({}, async (v) => {
      await give(v.page, aRunner);
      for (let ago = 100; ago < 161; ago++) {
        const file = fitActivity(new Date(`${daysAgo(ago)}T10:00:00Z`), [{ kind: "jog", seconds: 30 }]);
        expect((await v.page.request.post(`/api/v1/recordings?name=${ago}.fit`, { data: Buffer.from(file) })).ok()).toBe(true);
      }
      const page = await open(v);
      await page.goto("/#/recordings");
      const rows = page.locator(".rows li");
      await rows.first().waitFor();
      await press(page, "Show older (1)");
      expect(await rows.count()).toBe(61);
      // Who pressed the button goes on with the first line that came.
      await expect.poll(() => page.evaluate("document.querySelectorAll('.rows a')[60] === document.activeElement")).toBe(true);
      expect(v.errors).toEqual([]);
    });
  });
});

describe("whoever has moved on", () => {
  it("to_the_simulated_runner_does_not_find_entries_of_the_own_diary_there", async () => {
    await alone({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/more");
      const note = { type: "note", at: `${daysAgo(0)}T00:00:30+01:00`, text: "of my own diary" };
      await give(page, [note]);
      let go = () => {};
      const held = new Promise<void>((on) => (go = on));
      await page.route("**/api/v1/facts?diary=me*", async (route) => {
        await held;
        await route.continue();
      });
      const asked = page.waitForRequest("**/api/v1/facts?diary=me*");
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await asked;
      await press(page, "Look around with a simulated runner");
      await page.getByText("Simulated runner, not your diary.").waitFor();
      const told = page.waitForResponse("**/api/v1/facts?diary=me*");
      go();
      await told;
      await page.waitForTimeout(500);
      await page.goto("/#/entries");
      await page.locator(".entries li").first().waitFor();
      expect(await page.locator("main").innerText()).not.toContain("of my own diary");
    });
  });

  it("is_not_called_back_by_a_file_that_has_been_read", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/recordings");
      let go = () => {};
      const held = new Promise<void>((on) => (go = on));
      await page.route("**/api/v1/recordings?*", async (route) => {
        await held;
        await route.continue();
      });
      const gpx = `<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>${[0, 10, 20, 30]
        .map((s) => `<trkpt lat="${(50 + s * 3e-5).toFixed(5)}" lon="8"><time>${later(first, 1)}T10:00:${String(s).padStart(2, "0")}Z</time></trkpt>`)
        .join("")}</trkseg></trk></gpx>`;
      await page.setInputFiles("#recording-file", { name: "run.gpx", mimeType: "application/gpx+xml", buffer: Buffer.from(gpx) });
      await page.goto("/#/symptom");
      await page.getByRole("radio", { name: /^4, / }).check();
      const kept = page.waitForResponse("**/api/v1/recordings?*");
      go();
      expect((await kept).ok()).toBe(true);
      await page.waitForTimeout(500);
      expect(page.url()).toContain("#/symptom");
      expect(await page.getByRole("radio", { name: /^4, / }).isChecked()).toBe(true);
    });
  });

  it("to_another_protocol_is_not_shown_the_file_that_was_read_meanwhile", async () => {
    await visited({}, async (v) => {
      const page = await open(v);
      await page.goto("/#/compare");
      let go = () => {};
      const held = new Promise<void>((on) => (go = on));
      await page.route("**/api/v1/protocols/read", async (route) => {
        await held;
        await route.continue();
      });
      const toml = shipped.replace(/^id = .*$/m, 'id = "of-a-file"');
      await page.setInputFiles("main input[type=file]", { name: "own.toml", mimeType: "application/toml", buffer: Buffer.from(toml) });
      await page.locator("main .choice input").first().check();
      await page.locator(".both").waitFor();
      const read = page.waitForResponse("**/api/v1/protocols/read");
      go();
      await read;
      await page.waitForTimeout(500);
      expect(await page.locator(".both").innerText()).not.toContain("of-a-file");
    });
  });
});

describe("a second tap", () => {
  it("does_not_write_an_order_twice", async () => {
    await alone({}, async (v) => {
      await give(v.page, [...aRunner, { type: "flag", flag: "night_pain", at: `${today}T07:00:00+01:00` }]);
      const page = await open(v);
      await page.getByRole("button", { name: "I have been seen by a clinician" }).waitFor();
      await page.route("**/api/v1/facts?*", async (route) => {
        await page.waitForTimeout(300);
        await route.continue();
      });
      await page.getByRole("button", { name: "I have been seen by a clinician" }).dblclick();
      await page.waitForTimeout(1500);
      expect((await factsOf(page)).filter((f) => f.type === "order")).toHaveLength(1);
    });
  });
});
