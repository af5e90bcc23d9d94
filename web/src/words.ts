// Words of the page: every sentence lives in lang/, the code holds keys. The engine's own sentences come from the
// engine's door, not from here.

import english from "../../lang/en.json";

/** The page's words, and of the engine's those groups that the page names too: see vite.config.ts. */
type Leaves<T, P extends string = ""> = T extends string
  ? P
  : { [K in keyof T & string]: Leaves<T[K], P extends "" ? K : `${P}.${K}`> }[keyof T & string];

/** A sentence of the page; a key that lang/en.json does not hold does not compile. */
export type Key = Leaves<(typeof english)["page"]>;
export type Params = Record<string, string | number>;

export const language = "en";
/** How days are spelled: as the engine's own sentences do, "Monday 4 January". */
export const calendar = "en-GB";

function lookup(key: string): string | undefined {
  // Names that the engine's sentences use too (tracks, exercises, verdicts) stand in the engine's part, once.
  return leaf(english.page, key) ?? leaf(english.engine, key);
}

function leaf(root: object, key: string): string | undefined {
  let at: unknown = root;
  for (const part of key.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, unknown>)[part];
  }
  return typeof at === "string" ? at : undefined;
}

const rules = new Intl.PluralRules(language);

/** The sentence of a key with its {params} filled in; "{n#day|days}" is the figure with the word that fits it. */
export function t(key: Key, params: Params = {}): string {
  return fill(lookup(key) ?? key, params);
}

/** The same for a key put together from a code; the code itself when there are no words for it. */
export function tCode(prefix: string, code: string, params: Params = {}): string {
  const words = lookup(`${prefix}.${code}`);
  return words === undefined ? code : fill(words, params);
}

export function fill(words: string, params: Params): string {
  return words.replace(/\{(\w+)(?:#([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined) return String(value);
    return `${value} ${rules.select(Number(value)) === "one" ? one : many}`;
  });
}

/** 1234567 as "1,234,567". */
export function grouped(n: number): string {
  return new Intl.NumberFormat(calendar).format(n);
}

/** "a, b and c" in the page's language. */
export function list(parts: string[]): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(parts);
}

/** The one sentence of purpose that every surface of the product shows. */
export function purpose(): string {
  return english.engine.purpose;
}
