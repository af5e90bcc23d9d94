// The program whose words the schemas are held against: SPRINGBACK_BIN, else the daily build.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const program = process.env.SPRINGBACK_BIN ?? join(root, "build/dev/springback");

const lines = (facts) => facts.map((fact) => JSON.stringify(fact) + "\n").join("");

/** `springback replay`: {status, outcomes, faults}. `more` are further arguments. */
export function replay(facts, more = []) {
  const run = spawnSync(program, ["replay", "-", ...more], { input: lines(facts), maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  const said = run.stdout.toString().split("\n").filter((line) => line !== "");
  return { status: run.status, outcomes: said.map((line) => JSON.parse(line)), faults: run.stderr.toString().split("\n") };
}

/** `springback whatif` of a list of facts under a protocol's file: {status, said}. */
export function whatIf(facts, protocol, more = []) {
  const run = spawnSync(program, ["whatif", "-", "--protocol", protocol, "--json", ...more], { input: lines(facts), maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { status: run.status, said: run.status === 0 ? JSON.parse(run.stdout.toString()) : undefined };
}

/** `springback lookback` or `load` of a list of facts: {status, said}. */
export function history(verb, facts, more = []) {
  const run = spawnSync(program, [verb, "-", "--json", ...more], { input: lines(facts), maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { status: run.status, said: run.status === 0 ? JSON.parse(run.stdout.toString()) : undefined };
}

/** `springback verify` of a protocol's file: {status, said}. */
export function verify(protocol) {
  const run = spawnSync(program, ["verify", protocol, "--json"], { maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { status: run.status, said: run.status < 2 ? JSON.parse(run.stdout.toString()) : undefined };
}

/** The numbers of the lines that the program refuses. */
export function refusedLines(facts) {
  const { faults } = replay(facts);
  return new Set(faults.flatMap((fault) => /^line (\d+): /.exec(fault)?.[1] ?? []).map(Number));
}

/** What the program says of a protocol: its faults, none when it may be followed. */
export function protocolFaults(protocol) {
  return inFolder((folder) => {
    const file = join(folder, "protocol.json");
    writeFileSync(file, JSON.stringify(protocol));
    const { status, faults } = replay([], ["--protocol", file]);
    const said = faults.filter((fault) => fault !== "").map((fault) => fault.replace(`${file}: `, ""));
    if ((status === 0) !== (said.length === 0)) throw new Error(`status ${status} with: ${said}`);
    return said;
  });
}

export function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "springback-api-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The canonical JSON of the shipped protocols, from the program's own server. */
export async function shippedProtocols() {
  const folder = mkdtempSync(join(tmpdir(), "springback-api-"));
  const server = spawn(program, ["--data", folder, "serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  try {
    let said = "";
    const address = await new Promise((resolve, reject) => {
      ended.then((status) => reject(new Error(`the server ended with ${status}`)));
      server.on("error", reject);
      server.stdout.on("data", (bytes) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec((said += bytes));
        if (found) resolve(found[0]);
      });
    });
    return await (await fetch(`${address}/api/v1/protocols`)).json();
  } finally {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}

/** The scenarios: [{name, diary, asKnown, refused}]. */
export function scenarios() {
  const folder = join(root, "tests/scenarios");
  return readdirSync(folder).filter((file) => file.endsWith(".json")).map((file) => {
    const { diary, expect, as_known: asKnown = false } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return { name: file, diary, asKnown, refused: expect.find((check) => check.exit === 2)?.stderr_names_lines };
  });
}
