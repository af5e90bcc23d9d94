// A soak: the real server under steady use for as long as it is told, then kill -9, and everything acknowledged is there.
//   node tests/long/soak.mjs PROGRAM SECONDS
// Fails on an answer that is none of the expected, on memory that goes on growing, and on a lost fact.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, asked] = process.argv.slice(2);
const seconds = Number(asked);
if (!program || !(seconds > 0)) {
  console.error("usage: soak.mjs PROGRAM SECONDS");
  process.exit(2);
}

const CONNECTIONS = 4; // chosen: a phone, a laptop, and what they have open twice
const FACTS_MAX = 2000; // chosen: about a year of entries; after that the same ones are sent again, which must be harmless
const GROWTH_MAX_KIB = 16 * 1024; // chosen: caches and fragments, not a leak; measured from the first quarter to the end

const data = mkdtempSync(join(tmpdir(), "springback-soak-"));

/** Starts the server on a free port over the same folder; resolves when it tells its address. */
function start() {
  const child = spawn(program, ["--data", data, "serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port) resolve({ child, port: Number(port) });
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function ask(agent, port, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body ? { "content-type": "application/json" } : {};
    const sent = request({ host: "127.0.0.1", port, method, path, agent, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, body: Buffer.concat(parts).toString() }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);

const kept = new Map(); // id -> fact, acknowledged
const times = { write: [], today: [], facts: [], page: [] };
const faults = [];
const day = (n) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);

function nextFact() {
  if (kept.size >= FACTS_MAX) return [...kept.values()][Math.floor(Math.random() * kept.size)];
  const on = day(1 + Math.floor(Math.random() * 364));
  return { type: "checkin", at: `${on}T07:00:00+00:00`, id: randomUUID(), pain: Math.floor(Math.random() * 6) };
}

async function one(kind, agent, port) {
  const began = process.hrtime.bigint();
  const fact = nextFact();
  const answer =
    kind === "write"
      ? await ask(agent, port, "POST", "/api/v1/facts", JSON.stringify([fact]))
      : await ask(agent, port, "GET", { today: "/api/v1/today", facts: "/api/v1/facts?after=0&limit=100", page: "/" }[kind]);
  times[kind].push(Number(process.hrtime.bigint() - began) / 1e6);
  const fine = kind === "write" ? answer.status === 200 || answer.status === 201 : answer.status === 200;
  if (!fine) faults.push(`${kind}: ${answer.status} ${answer.body.slice(0, 200)}`);
  else if (kind === "write") kept.set(fact.id, fact);
}

const first = await start();
first.child.removeAllListeners("exit");
const profile = {
  type: "profile", at: `${day(400)}T07:00:00+00:00`, id: randomUUID(), side: "left", site: "midportion", usual_morning_pain: 2,
};
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const begun = await ask(agent, first.port, "POST", "/api/v1/facts", JSON.stringify([profile]));
if (begun.status !== 201) faults.push(`profile: ${begun.status} ${begun.body.slice(0, 200)}`);
kept.set(profile.id, profile);

const began = Date.now();
const kinds = ["write", "today", "write", "facts", "page"];
let early = 0;
const users = Array.from({ length: CONNECTIONS }, async (_, user) => {
  for (let turn = user; Date.now() - began < seconds * 1000 && faults.length < 10; turn++) {
    await one(kinds[turn % kinds.length], agent, first.port);
    if (early === 0 && Date.now() - began > seconds * 250 && kept.size >= FACTS_MAX) early = memory(first.child.pid);
  }
});
await Promise.all(users);
const late = memory(first.child.pid);
agent.destroy();
const gone = new Promise((resolve) => first.child.once("exit", resolve));
first.child.kill("SIGKILL");
await gone;

// Everything acknowledged is there, once each.
const second = await start();
second.child.removeAllListeners("exit");
const found = new Set();
for (let after = 0, more = true; more; ) {
  const page = JSON.parse((await ask(undefined, second.port, "GET", `/api/v1/facts?after=${after}&limit=1000`)).body);
  for (const { fact } of page.facts) found.add(fact.id);
  ({ last: after, more } = page);
}
const ended = new Promise((resolve) => second.child.once("exit", resolve));
second.child.kill("SIGTERM");
await ended;
rmSync(data, { recursive: true, force: true });

for (const id of kept.keys()) if (!found.has(id)) faults.push(`lost: ${id}`);
if (found.size !== kept.size) faults.push(`${found.size} facts found, ${kept.size} acknowledged`);
if (early > 0 && late - early > GROWTH_MAX_KIB) faults.push(`memory grew from ${early} to ${late} KiB`);

const total = Object.values(times).reduce((sum, list) => sum + list.length, 0);
const at = (list, share) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)].toFixed(1);
console.log(`${seconds} s, ${total} requests on ${CONNECTIONS} connections, ${kept.size} facts acknowledged, ${found.size} found after kill -9`);
for (const [kind, list] of Object.entries(times)) {
  if (list.length > 0) console.log(`${kind}: ${list.length} answers, median ${at(list, 0.5)} ms, 99th of 100 ${at(list, 0.99)} ms`);
}
console.log(early > 0 ? `memory: ${early} KiB once the diary was full, ${late} KiB at the end` : `memory: ${late} KiB at the end; too short to judge its growth`);
for (const fault of faults) console.log(fault);
console.log(`${faults.length === 0 ? 1 : 0} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
