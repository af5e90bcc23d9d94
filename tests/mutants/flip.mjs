// Makes the controller's mutants: every condition of controller_steps.h can be turned round, one at a time, in one
// program. Usage: node flip.mjs controller_steps.h OUT_HEADER OUT_LIST
import { readFileSync, writeFileSync } from "node:fs";

const [source, header, list] = process.argv.slice(2);
const text = readFileSync(source, "utf8");
const mutants = [];
const seen = new Map();
let out = "";
let at = 0;

// The index after the bracket that closes the one at `open`.
const close = (open) => {
  let depth = 0;
  for (let i = open; i < text.length; ++i) {
    if (text[i] === "(") ++depth;
    if (text[i] === ")" && --depth === 0) return i + 1;
  }
  throw new Error(`${source}: a bracket is not closed`);
};

for (const found of text.matchAll(/\bif \(/g)) {
  const open = found.index + 3;
  if (open < at) continue;
  const end = close(open);
  const condition = text.slice(open + 1, end - 1).replace(/\s+/g, " ");
  const line = text.slice(0, open).split("\n").length;
  out += text.slice(at, open) + `(::springback::mutants::turned(${mutants.length}) != static_cast<bool>(${condition}))`;
  at = end;
  // The same condition in another place is another mutant: its second is told as "condition (2)".
  const times = (seen.get(condition) ?? 0) + 1;
  seen.set(condition, times);
  mutants.push(`${line}\t${condition}${times > 1 ? ` (${times})` : ""}`);
}
out += text.slice(at);
const prelude = `
namespace springback::mutants {
inline int chosen = -1;
inline bool turned(int mutant) { return mutant == chosen; }
}  // namespace springback::mutants
`;
const afterPragma = out.indexOf("\n") + 1;
writeFileSync(header, out.slice(0, afterPragma) + prelude + out.slice(afterPragma));
writeFileSync(list, mutants.join("\n") + "\n");
