// What every header opens with: #pragma once, then one sentence of what it is. Reads src/*/*.h.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { files } from "./rooms.mjs";

// The fault of one header's text, or null.
export function headerFault(text) {
  const rows = text.split("\n");
  if (rows[0] !== "#pragma once") return "the first line is #pragma once";
  const opening = [];
  for (const row of rows.slice(1)) {
    if (!row.startsWith("//")) break;
    opening.push(row.replace(/^\/+\s?/, ""));
  }
  const prose = opening.join(" ").trim();
  if (prose === "") return "below #pragma once stands a comment that says what this is";
  if (!/^\S+(\s+\S+){3,}?[.:;]/.test(prose)) return "the opening comment is a sentence: four words or more, and a full stop";
  return null;
}

export function headerFaults(root) {
  return files(join(root, "src"), [".h"]).flatMap((path) => {
    const fault = headerFault(readFileSync(path, "utf8"));
    return fault ? [`${relative(root, path)}: ${fault}`] : [];
  });
}
