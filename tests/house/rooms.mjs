// The one direction of ARCHITECTURE.md as a table, and the check that reads every #include and every CMake link against it.
// Run: node tests/house/rooms.mjs [root]. One line for each offending pair; status 1 when there is one.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

// Top to bottom; a room may include the rooms of the lines below its own.
const lines = [
  ["cli", "server"],
  ["app", "access"],
  ["store", "formats", "text", "codec"],
  ["engine"],
  ["base"],
];

function below(line) {
  return lines.slice(line + 1).flat();
}

// What each room may include beside itself.
export const allowed = new Map();
lines.forEach((rooms, line) => rooms.forEach((room) => allowed.set(room, below(line))));
allowed.set("formats", ["codec", "engine", "base"]); // FIT is written once, in codec
allowed.set("lab", ["codec", "engine", "base"]); // programs over the production engine, never over app
allowed.set("wasm", ["lab", "text", "codec", "engine", "base"]); // what the browser can run
allowed.set("cli", [...allowed.get("cli"), "lab"]); // verify, cohort, forecast, what-if are verbs
allowed.set("server", [...allowed.get("server"), "lab"]); // what-if and forecast are answers too

// Single includes that go sideways, each with its reason.
export const exceptions = [
  { from: "cli", to: "server/serve.h", because: "the verb `serve` starts the server and knows only its door" },
];

// The engine is a pure function: nothing that does I/O, reads a clock, a locale or chance, or starts a thread.
// The rooms that the browser runs too hold to the same list, but may read and write JSON.
const impure = new Set(
  ("chrono clocale condition_variable csignal cstdio ctime cuchar cwchar exception filesystem fstream future iomanip ios " +
    "iostream istream latch locale mutex ostream print random regex semaphore shared_mutex sstream stdexcept stop_token " +
    "streambuf strstream syncstream thread time.h stdio.h locale.h unistd.h sys/time.h sys/types.h fcntl.h pthread.h").split(" "),
);
const pure = new Set(["engine", "codec", "text", "wasm"]);

// Of the lab the browser runs these alone, so that they hold to the same list; wasm may include no others of it.
const labOfTheBrowser = /^lab\/(forecast|whatif)(_[a-z]+)?\.(h|cpp)$/;

export function files(folder, endings) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path, endings);
    return endings.some((ending) => name.endsWith(ending)) ? [path] : [];
  });
}

// Every #include of a source text with its line number: {line, path, quoted}.
export function includes(text) {
  return text.split("\n").flatMap((source, index) => {
    const found = /^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/.exec(source);
    return found ? [{ line: index + 1, path: found[1] ?? found[2], quoted: found[1] !== undefined }] : [];
  });
}

function faultOfInclude(file, include) {
  const room = file.split("/")[0];
  const other = include.path.split("/")[0];
  if (include.quoted && !include.path.includes("/")) return `write the room too, as in "${room}/${include.path}"`;
  if (allowed.has(other) && include.path.includes("/")) {
    const shut = other === "lab" && (room === "wasm" || labOfTheBrowser.test(file)) && !labOfTheBrowser.test(include.path);
    if (shut) return `of the lab the browser runs only forecast and whatif`;
    if (other === room || allowed.get(room).includes(other)) return null;
    if (exceptions.some((one) => one.from === room && one.to === include.path)) return null;
    return `${room} may not include ${other}`;
  }
  const clean = pure.has(room) ? room : labOfTheBrowser.test(file) ? file : null;
  if (clean && impure.has(include.path)) return `${clean} is pure: no <${include.path}>`;
  if (room === "engine" && include.path.startsWith("nlohmann/")) return "the engine knows no JSON";
  return null;
}

// Offending includes under root/src, as "path:line: reason".
export function includeFaults(root) {
  const source = join(root, "src");
  return files(source, [".h", ".cpp"]).flatMap((path) => {
    const file = relative(source, path);
    const room = file.split("/")[0];
    const place = relative(root, path);
    if (!allowed.has(room)) return [`${place}: ${room} is no room of the table`];
    return includes(readFileSync(path, "utf8")).flatMap((include) => {
      const fault = faultOfInclude(file, include);
      return fault ? [`${place}:${include.line}: ${include.path}: ${fault}`] : [];
    });
  });
}

// Offending links between rooms in the CMake files, as "path: springback_a links springback_b: reason".
export function linkFaults(root) {
  return files(join(root, "src"), ["CMakeLists.txt"]).flatMap((path) => {
    const text = readFileSync(path, "utf8").replace(/#.*$/gm, "");
    const calls = [...text.matchAll(/\b(springback_room|target_link_libraries)\s*\(\s*([\w$:{}]+)([^)]*)\)/g)];
    return calls.flatMap(([, , target, rest]) => {
      const room = target === "springback" ? "cli" : target.replace(/^springback_/, "");
      if (!allowed.has(room)) return [];
      return [...rest.matchAll(/\bspringback_(\w+)/g)].flatMap(([, other]) => {
        const fine = !allowed.has(other) || other === room || allowed.get(room).includes(other) ||
          exceptions.some((one) => one.from === room && one.to.startsWith(`${other}/`));
        return fine ? [] : [`${relative(root, path)}: springback_${room} links springback_${other}: ${room} may not use ${other}`];
      });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = process.argv[2] ?? ".";
  const faults = [...includeFaults(root), ...linkFaults(root)];
  faults.forEach((fault) => console.log(fault));
  process.exit(faults.length === 0 ? 0 : 1);
}
