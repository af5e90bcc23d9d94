// A real server with a fresh data folder, and a real Chromium in front of it; both end with the test that began them.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";

export const repository = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const program = process.env.SPRINGBACK_BIN ?? join(repository, "build/release/springback");
/** Chromium without its own toolbar, which the full program draws anew for every visitor even when nobody looks. */
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

export interface Server {
  url: string;
  data: string;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  if (!existsSync(program)) throw new Error(`no program at ${program}: build it, or name it in SPRINGBACK_BIN`);
  const data = mkdtempSync(join(tmpdir(), "springback-e2e-"));
  const child: ChildProcess = spawn(program, ["--data", data, "serve", "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const url = await new Promise<string>((found, failed) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/[^\s]+:\d+/.exec(said)?.[0];
      if (address) found(address);
    };
    child.stdout!.on("data", hear);
    child.stderr!.on("data", hear);
    child.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    setTimeout(() => failed(new Error(`the server told no address: ${said}`)), 15_000).unref();
  });
  return {
    url,
    data,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    headless: true,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Requests to anybody but the server, and errors of the page; both must stay empty. */
  strangers: string[];
  errors: string[];
  /** Sets the page's day: the clock of the page is the only one that it reads. */
  goTo(day: string, time?: string): Promise<void>;
}

export interface VisitOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  timezone?: string;
}

export async function visit(browser: Browser, server: Server, options: VisitOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 360, height: options.height ?? 740 },
    colorScheme: options.dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: options.timezone ?? "Europe/Berlin",
    baseURL: server.url,
  });
  const page = await context.newPage();
  const strangers: string[] = [];
  const errors: string[] = [];
  page.on("request", (r) => {
    if (!r.url().startsWith(server.url) && !r.url().startsWith("data:") && !r.url().startsWith("blob:")) {
      strangers.push(r.url());
    }
  });
  page.on("pageerror", (e) => errors.push(String(e)));
  page.on("console", (m) => {
    if (m.type() === "error") errors.push(m.text());
  });
  page.setDefaultTimeout(30_000);
  let installed = false;
  return {
    context,
    page,
    strangers,
    errors,
    async goTo(day, time = "07:00") {
      const moment = new Date(`${day}T${time}:00+01:00`);
      if (installed) await page.clock.setFixedTime(moment);
      else {
        await page.clock.install({ time: moment });
        await page.clock.setFixedTime(moment);
        installed = true;
      }
      const there = page.url().startsWith(server.url);
      await page.goto("/#/today");
      if (there) await page.reload(); // another fragment alone loads nothing
      await page.waitForSelector("h1");
    },
  };
}

/** So many days before the real today: the server refuses facts of the future, so a story is told in the past. */
export function daysAgo(n: number): string {
  return new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);
}

/** A moment of today that has passed wherever this runs: a page whose clock is ahead of the server's says so. */
export const early = "00:05";

/** A time zone in which that hour of the day runs just now. */
export function zoneAtHour(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`; // west of Greenwich is plus there
}

export function later(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export const pictures = join(repository, "build/screenshots");
mkdirSync(pictures, { recursive: true });
