// Makes docs/today.png, the picture of the README: the simulated runner's day on a phone.

import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { daysAgo, repository, startBrowser, startServer, visit } from "./house";
import { press } from "./steps";

it("docs_today_png_is_made_and_small", async () => {
  const browser = await startBrowser();
  const server = await startServer();
  const v = await visit(browser, server, { width: 390, height: 780 });
  try {
    await v.goTo(daysAgo(0), "08:00");
    await press(v.page, "Look around");
    await v.page.locator("main .card").first().waitFor();
    const path = join(repository, "docs/today.png");
    await v.page.screenshot({ path });
    expect(statSync(path).size).toBeLessThan(150_000);
  } finally {
    await v.context.close();
    await browser.close();
    await server.stop();
  }
});
