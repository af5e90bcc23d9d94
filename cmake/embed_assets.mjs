// Writes assets.cpp: every file of the built web app by .incbin, with its type, its sum and its gzip form.
//   node cmake/embed_assets.mjs OUT_FOLDER WEB_FOLDER [NAME=FILE]...
// NAME=FILE adds one more file under /NAME, unless the web app already holds a file with the same bytes.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".wav": "audio/wav",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

function filesUnder(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

const [outFolder, webFolder, ...extras] = process.argv.slice(2);
if (!outFolder || !webFolder) {
  console.error("usage: embed_assets.mjs OUT_FOLDER WEB_FOLDER [NAME=FILE]...");
  process.exit(2);
}

const sumOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
const entries = filesUnder(webFolder).map((file) => ({ path: `/${relative(webFolder, file)}`, file, bytes: readFileSync(file) }));
for (const extra of extras) {
  const [name, file] = [extra.slice(0, extra.indexOf("=")), extra.slice(extra.indexOf("=") + 1)];
  const bytes = readFileSync(file);
  if (!entries.some((entry) => entry.bytes.equals(bytes))) entries.push({ path: `/${name}`, file, bytes });
}
entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

// Compressed files and this program's inputs stand side by side under their sums; old ones go.
const packed = join(outFolder, "gzip");
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed, { recursive: true });

const quoted = (text) => JSON.stringify(text);
const objects = [];
const rows = [];
entries.forEach((entry, index) => {
  const type = contentTypes[extname(entry.path)];
  if (type === undefined) {
    console.error(`embed_assets: ${entry.file}: the ending is none of ${Object.keys(contentTypes).join(" ")}`);
    process.exit(2);
  }
  if (entry.bytes.length === 0) {
    console.error(`embed_assets: ${entry.file}: empty; a page asks for no empty file`);
    process.exit(2);
  }
  const gzip = gzipSync(entry.bytes, { level: 9 });
  const worth = gzip.length < entry.bytes.length * 0.95;
  const gzipFile = join(packed, `${sumOf(entry.bytes)}.gz`);
  if (worth) writeFileSync(gzipFile, gzip);
  // The size is spelt in the assembly, too: a file that changed between this program and the compiler is an error there.
  objects.push(`ASSET(asset_${index}, ${quoted(entry.file)}, ${entry.bytes.length})`);
  if (worth) objects.push(`ASSET(asset_${index}_gzip, ${quoted(gzipFile)}, ${gzip.length})`);
  rows.push(
    `    {${quoted(entry.path)}, ${quoted(type)},\n     ${quoted(sumOf(entry.bytes))},\n     {asset_${index}, ${entry.bytes.length}}, ` +
      `${worth ? `{asset_${index}_gzip, ${gzip.length}}` : "{}"}},`,
  );
});

writeFileSync(
  join(outFolder, "assets.cpp"),
  `// Written by cmake/embed_assets.mjs from the built web app.
#include "server/assets.h"

#define ASSET(name, file, size)                                                        \\
  __asm__(".section .rodata\\n.balign 16\\n" #name ":\\n.incbin \\"" file "\\", 0, " #size "\\n" \\
          ".if . - " #name " != " #size "\\n.error \\"" file " changed while it was being put into the program\\"\\n.endif\\n" \\
          ".byte 0\\n.text\\n");                                                           \\
  extern "C" const unsigned char name[size];

${objects.join("\n")}

namespace springback {
namespace {

constexpr Asset all_assets[] = {
${rows.join("\n")}
};

}  // namespace

std::span<const Asset> assets() { return all_assets; }

}  // namespace springback
`,
);
console.log(`${entries.length} files, ${entries.reduce((sum, entry) => sum + entry.bytes.length, 0)} bytes`);
