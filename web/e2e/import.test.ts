import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { fitActivity, walkJog } from "./fit_file";
import { faults, sticksOut } from "./flaws";
import { type Server, type Visitor, daysAgo, later, pictures, startBrowser, startServer, visit } from "./house";
import { arrived, factsOf, give } from "./steps";
import { packed, zipOf } from "./zip_file";

let browser: Browser;
let server: Server;
let v: Visitor;
const first = daysAgo(40);
const today = daysAgo(0);
const run = (day: number) => fitActivity(new Date(`${later(first, day)}T18:00:00+01:00`), walkJog(4, 60, 120));
const text = (words: string) => packed(new TextEncoder().encode(words));

const threeRuns = zipOf([
  ["activities/1.fit.gz", packed(gzipSync(run(1)))],
  ["activities/2.fit.gz", packed(gzipSync(run(2)))],
  ["activities/3.fit.gz", packed(gzipSync(run(3)))],
  ["activities/broken.fit", packed(run(4).slice(0, 40))],
  ["notes.txt", text("Not a run at all")],
]);

/** Three runs, and then much that takes the server some time: each a run with 60 MB of nothing behind it. */
let slow: Buffer | undefined;
function slowArchive(): Buffer {
  if (slow) return slow;
  const heavy = new Uint8Array(60_000_000);
  heavy.set(run(20));
  const lump = packed(heavy, true);
  slow = zipOf([
    ...[10, 11, 12].map((day): [string, ReturnType<typeof packed>] => [`${day}.fit`, packed(run(day))]),
    ...Array.from({ length: 120 }, (_, i): [string, ReturnType<typeof packed>] => [`slow/${i}.fit`, lump]),
  ]);
  return slow;
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.setInputFiles("#recording-file", { name, mimeType: "application/octet-stream", buffer });
}

const recordings = async (page: Page) => (await factsOf(page)).filter((f) => f.type === "recording");
const incoming = () => readdirSync(join(server.data, "incoming"));

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer();
  v = await visit(browser, server);
  await give(v.page, [
    { type: "profile", at: `${first}T09:00:00+01:00`, side: "right", site: "midportion", usual_morning_pain: 1, started: first },
  ]);
  await v.goTo(today, "00:05");
  await v.page.goto("/#/recordings");
});
afterAll(async () => {
  await v.context.close();
  await browser.close();
  await server.stop();
});

describe("an archive", () => {
  it("is_read_and_summed_up_with_what_was_not_taken_and_why", async () => {
    const { page } = v;
    await choose(page, "export.zip", threeRuns);
    const line = page.locator(".jobs li").first();
    await line.getByText("3 recordings imported, 1 file that is no activity, 1 damaged.").waitFor();
    const left = line.locator(".not-taken li");
    expect(await left.count()).toBe(2);
    expect(await left.first().innerText()).toMatch(/^activities\/broken\.fit: .{10,}/);
    expect(await left.last().innerText()).toContain("notes.txt");
    expect(await page.locator(".rows li").count()).toBe(3);
    expect(await recordings(page)).toHaveLength(3);
    expect(await page.getByRole("status").filter({ hasText: "export.zip: 3 recordings imported" }).count()).toBe(1);
    expect(incoming()).toEqual([]);
  });

  it("that_comes_twice_says_that_all_was_there", async () => {
    const { page } = v;
    await choose(page, "again.zip", threeRuns);
    const line = page.locator(".jobs li", { hasText: "again.zip" });
    await line.getByText("0 recordings imported, 3 there already, 1 file that is no activity, 1 damaged.").waitFor();
    expect(await recordings(page)).toHaveLength(3);
  });

  it("shows_how_far_it_is_outlives_a_reload_and_is_called_off_by_keyboard", async () => {
    const { page } = v;
    await choose(page, "slow.zip", slowArchive());
    const line = page.locator(".jobs li", { hasText: "slow.zip" });
    await line.getByText(/^\d.* of \d.* read, [34] new recordings so far$/).waitFor();
    const share = () => line.locator("progress").evaluate((p) => (p as { value?: number }).value ?? -1);
    const before = await share();
    expect(before).toBeGreaterThan(0);
    await page.reload();
    await line.getByText(/so far$/).waitFor();
    await expect.poll(share, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(await share()).toBeLessThan(1);
    await line.getByRole("button", { name: "Call off slow.zip" }).focus();
    await page.keyboard.press("Enter");
    await line.getByText(/^Called off\. What was read before stays: [34] recordings imported/).waitFor();
    const kept = (await recordings(page)).length;
    expect(kept).toBeGreaterThanOrEqual(6);
    expect(kept).toBeLessThanOrEqual(7);
    expect(incoming()).toEqual([]);
  });

  it("that_is_called_off_on_its_way_leaves_nothing", async () => {
    const { page } = v;
    const network = await v.context.newCDPSession(page);
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 300_000,
    });
    const kept = (await recordings(page)).length;
    await choose(page, "long-way.zip", slowArchive());
    const line = page.locator(".jobs li", { hasText: "long-way.zip" });
    await line.getByText(/^[1-9].* of \d.* sent$/).waitFor();
    await line.getByRole("button", { name: "Call off" }).click();
    await line.getByText("called off; nothing of it was kept").waitFor();
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    await expect.poll(incoming, { timeout: 20_000 }).toEqual([]);
    expect(await recordings(page)).toHaveLength(kept);
  });

  it("asks_nobody_else_and_makes_no_error", () => {
    expect(v.strangers).toEqual([]);
    expect(v.errors).toEqual([]);
  });
});

describe("a file that holds two activities", () => {
  it("is_refused_as_one_and_taken_as_an_import", async () => {
    const { page } = v;
    const track = (day: number) => {
      const began = new Date(`${later(first, day)}T06:00:00Z`).getTime();
      const point = (i: number) =>
        `<trkpt lat="${(48 + i * 2.7e-5).toFixed(6)}" lon="11.000000"><time>${new Date(began + i * 1000).toISOString()}</time></trkpt>`;
      return `<trk><type>running</type><trkseg>${Array.from({ length: 300 }, (_, i) => point(i)).join("")}</trkseg></trk>`;
    };
    const gpx = `<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">${track(25)}${track(26)}</gpx>`;
    await choose(page, "two.gpx", Buffer.from(gpx));
    await page.locator(".jobs li", { hasText: "two.gpx" }).getByText("2 recordings imported.").waitFor();
  });
});

describe.each([
  { name: "360-light", width: 360, height: 740, dark: false },
  { name: "1280-dark", width: 1280, height: 860, dark: true },
])("the import at $name", (size) => {
  it("has_no_fault_while_it_runs_and_when_it_has_ended", async () => {
    const seen = await visit(browser, server, size);
    await seen.goTo(today, "00:05");
    const { page } = seen;
    await page.goto("/#/recordings");
    await arrived(page);
    await page.getByText("What is taken?").focus();
    await page.keyboard.press("Enter");
    await page.getByText("This browser alone can read only .fit and .fit.gz.", { exact: false }).waitFor();
    await choose(page, "export.zip", threeRuns);
    await page.getByText("3 there already", { exact: false }).first().waitFor();
    await choose(page, "slow.zip", slowArchive());
    await page.locator(".jobs").getByText(/so far$/).waitFor();
    await page.screenshot({ path: join(pictures, `import-runs-${size.name}.png`), fullPage: true });
    expect.soft(await faults(page)).toEqual([]);
    expect.soft(await sticksOut(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Call off" }).click();
    await page.locator(".jobs").getByText(/^Called off/).waitFor();
    await page.screenshot({ path: join(pictures, `import-ended-${size.name}.png`), fullPage: true });
    expect.soft(await faults(page)).toEqual([]);
    expect.soft(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(seen.errors).toEqual([]);
    await seen.context.close();
  });
});
