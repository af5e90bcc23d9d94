import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import english from "../../../lang/en.json";
import { fill, purpose, t, tCode } from "../../src/words";

const root = new URL("../../src/", import.meta.url).pathname;

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? sources(join(dir, e.name)) : /\.tsx?$/.test(e.name) ? [join(dir, e.name)] : [],
  );
}

function keys(node: unknown, path = ""): string[] {
  if (typeof node !== "object" || node === null) return [path];
  return Object.entries(node).flatMap(([k, v]) => keys(v, path ? `${path}.${k}` : k));
}

const code = sources(root)
  .map((f) => readFileSync(f, "utf8"))
  .join("\n");

describe("words of the page", () => {
  it("a_figure_takes_the_word_that_fits_it", () => {
    expect(fill("{n#day|days} ago", { n: 1 })).toBe("1 day ago");
    expect(fill("{n#day|days} ago", { n: 3 })).toBe("3 days ago");
    expect(fill("{n#day|days} ago", { n: 0 })).toBe("0 days ago");
  });

  it("a_placeholder_without_a_value_stays_visible", () => {
    expect(fill("{who} and {what}", { who: "a" })).toBe("a and {what}");
  });

  it("a_code_without_words_is_shown_as_it_is", () => {
    expect(tCode("sports", "kite_flying")).toBe("kite_flying");
    expect(tCode("tracks", "run")).not.toBe("run");
  });

  it("the_purpose_is_the_engines_own_sentence", () => {
    expect(purpose()).toBe(english.engine.purpose);
    expect(purpose()).toContain("no medical device");
  });

  it("every_word_of_the_page_is_used", () => {
    const unused = keys(english.page).filter((key) => {
      if (code.includes(`"${key}"`)) return false;
      // Keys put together from a code: `group.${code}`, or tCode("group", code).
      const parts = key.split(".");
      for (let cut = parts.length - 1; cut > 0; cut--) {
        const group = parts.slice(0, cut).join(".");
        if (code.includes(`\`${group}.\${`) || code.includes(`tCode("${group}"`)) return false;
      }
      return true;
    });
    expect(unused.filter((k) => !/^intake\.where\.\w+_note$/.test(k))).toEqual([]);
  });

  it("no_sentence_stands_in_the_code", () => {
    // Text between tags that is more than a sign or a figure.
    const spoken = [...code.matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<>{}()=;]*)</g)].map((m) => m[1]);
    expect(spoken).toEqual([]);
  });

  it("a_pain_has_a_word_for_each_score", () => {
    for (let n = 0; n <= 10; n++) expect(tCode("pain", `p${n}`)).not.toBe(`p${n}`);
    expect(t("pain.range").length).toBeGreaterThan(0);
  });
});
