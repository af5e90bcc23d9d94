// The schemas of api/, compiled; and values changed in one place, to see what a schema makes of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { root } from "./program.mjs";

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });

export function schema(name) {
  return JSON.parse(readFileSync(join(root, "api", `${name}.schema.json`), "utf8"));
}

/** A function of a value: "" when it holds, else the first fault in words. */
export function validator(name) {
  const validate = ajv.compile(schema(name));
  return (value) => (validate(value) ? "" : ajv.errorsText(validate.errors));
}

/** The path of every value below `value`, its own (the empty one) first. */
export function paths(value, here = []) {
  const below = value !== null && typeof value === "object" ? Object.keys(value) : [];
  return [here, ...below.flatMap((key) => paths(value[key], [...here, key]))];
}

export function at(value, path) {
  return path.reduce((inner, key) => inner?.[key], value);
}

/** A copy with the value at `path` exchanged; undefined takes its key away. */
export function changed(value, path, to) {
  if (path.length === 0) return to;
  const copy = structuredClone(value);
  const parent = at(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (to !== undefined) parent[key] = to;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}
