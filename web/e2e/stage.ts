// What most files of tests begin with: one browser and one server for all of a file's tests, visits that end with their
// test, and what must hold on every screen.

import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { Browser } from "playwright-core";
import { faults, sticksOut } from "./flaws";
import { type Server, type Visitor, type VisitOptions, pictures, startBrowser, startServer, visit } from "./house";

/** The looks that every screen must have: phone and desk, light and dark. */
export const looks = [
  { name: "360-light", width: 360, height: 740, dark: false },
  { name: "360-dark", width: 360, height: 740, dark: true },
  { name: "1280-light", width: 1280, height: 860, dark: false },
  { name: "1280-dark", width: 1280, height: 860, dark: true },
];

export interface Stage {
  readonly browser: Browser;
  /** The server of all the file's tests; its data stays from one to the next. */
  readonly server: Server;
  /** Somebody in front of that server, until `test` has ended. */
  visited(options: VisitOptions, test: (v: Visitor) => Promise<void>): Promise<void>;
  /** The same with a server of its own, which nobody has told anything. */
  alone(options: VisitOptions, test: (v: Visitor, own: Server) => Promise<void>): Promise<void>;
}

/** To be called once in a file, outside of its tests. */
export function stage(): Stage {
  let browser: Browser | undefined;
  let server: Server | undefined;
  beforeAll(async () => {
    browser = await startBrowser();
    server = await startServer();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  const before = async (at: Server, options: VisitOptions, test: (v: Visitor) => Promise<void>) => {
    const v = await visit(browser!, at, options);
    try {
      await test(v);
    } finally {
      await v.context.close();
    }
  };
  return {
    get browser() {
      return browser!;
    },
    get server() {
      return server!;
    },
    visited: (options, test) => before(server!, options, test),
    async alone(options, test) {
      const own = await startServer();
      try {
        await before(own, options, (v) => test(v, own));
      } finally {
        await own.stop();
      }
    },
  };
}

/** Takes the screen's picture; it breaks no rule, nothing sticks out, and nobody else was asked for anything. */
export async function sound(v: Visitor, name: string): Promise<void> {
  await v.page.waitForTimeout(200);
  await v.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  expect.soft(await faults(v.page), name).toEqual([]);
  expect.soft(await sticksOut(v.page), `${name} sticks out`).toBeLessThanOrEqual(0);
  expect.soft(v.errors, name).toEqual([]);
  expect.soft(v.strangers, name).toEqual([]);
}
