import { describe, expect, it } from "vitest";
import type { Sentences } from "../../src/engine/door";
import { type ShownBody, samePlan } from "../../src/facts";
import { recordOf } from "../../src/record";

const reason = (sentence: string, source: string, track?: string): Sentences["reasons"][number] => ({
  code: "spacing",
  sentence,
  source,
  certainty: "Chosen.",
  ...(track ? { track } : {}),
});

describe("the record of a decision", () => {
  it("says_under_each_track_what_holds_for_it_whatever_stands_under_another", () => {
    const record = recordOf([
      reason("Wait.", "A."),
      reason("Wait.", "A.", "strength"),
      reason("Wait.", "A.", "run"),
      reason("Wait.", "A.", "run"),
    ]);
    expect(record.groups).toEqual([
      { reasons: [{ sentence: "Wait.", source: 1 }] },
      { track: "strength", reasons: [{ sentence: "Wait.", source: 1 }] },
      { track: "run", reasons: [{ sentence: "Wait.", source: 1 }] },
    ]);
  });

  it("stands_by_track_each_sentence_of_it_and_each_source_once", () => {
    const record = recordOf([
      reason("Wait.", "A.", "run"),
      reason("Wait.", "A.", "strength"),
      reason("Rest.", "A.", "run"),
      reason("For all.", "B."),
    ]);
    expect(record).toEqual({
      groups: [
        { reasons: [{ sentence: "For all.", source: 1 }] },
        { track: "strength", reasons: [{ sentence: "Wait.", source: 2 }] },
        {
          track: "run",
          reasons: [
            { sentence: "Wait.", source: 2 },
            { sentence: "Rest.", source: 2 },
          ],
        },
      ],
      sources: ["B. Chosen.", "A. Chosen."],
    });
  });
});

describe("what was shown", () => {
  const shown = (today: unknown, more = {}): ShownBody => ({
    type: "shown",
    for: "2026-03-02",
    engine: "1",
    protocol_hash: "a",
    facts_hash: "b",
    today,
    ...more,
  });

  it("is_the_same_whatever_the_order_of_its_keys_and_the_facts_behind_it", () => {
    const one = shown([{ track: "run", dose: { jog_s: 60, walk_s: 120 } }]);
    expect(samePlan(one, shown([{ dose: { walk_s: 120, jog_s: 60 }, track: "run" }], { facts_hash: "c" }))).toBe(true);
    expect(samePlan(one, shown([{ track: "run", dose: { jog_s: 90, walk_s: 120 } }]))).toBe(false);
    expect(samePlan(one, shown(one.today, { for: "2026-03-03" }))).toBe(false);
  });
});
