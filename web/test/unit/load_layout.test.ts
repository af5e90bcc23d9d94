import { describe, expect, it } from "vitest";
import { layLoad, stacked } from "../../src/load_layout";
import type { KindLoad, Ledger, LoadKind, LoadWeek } from "../../src/outcome";

const kinds: LoadKind[] = ["walk", "run", "spring", "strength", "other"];

function week(from: string, loads: Partial<Record<LoadKind, number>>, unknown: Partial<Record<LoadKind, number>> = {}): LoadWeek {
  const each = kinds.map((kind): KindLoad => {
    const load = loads[kind];
    const known = load === undefined ? { sessions: 0 } : { sessions: 1, load };
    return { kind, unknown: unknown[kind] ?? 0, ...known };
  });
  return { from, to: from, whole: true, kinds: each, load: Object.values(loads).reduce((a, b) => a + b, 0) };
}

const ledger = (weeks: LoadWeek[]): Ledger => ({ on: "2026-03-31", exponent: 6, weeks });

describe("the picture of tendon load by week", () => {
  it("kinds_stand_on_each_other_in_one_order_and_the_largest_week_is_the_full_height", () => {
    const [small, large] = layLoad(ledger([week("a", { run: 50 }), week("b", { walk: 50, run: 100, strength: 50 })]), 240, 100, 12);
    expect(large!.parts.map((p) => p.kind)).toEqual(["walk", "run", "strength"]);
    expect(large!.y).toBe(0);
    expect(small!.parts).toEqual([{ kind: "run", y: 75, height: 25 }]);
    let foot = 100;
    for (const part of large!.parts) {
      expect(part.y + part.height).toBeCloseTo(foot);
      foot = part.y;
    }
  });

  it("what_is_there_is_never_too_thin_to_be_seen_and_what_is_not_there_is_not_drawn", () => {
    const [bar] = layLoad(ledger([week("a", { run: 1_000_000, strength: 10, spring: 0 })]), 240, 100, 12);
    expect(bar!.parts.map((p) => p.kind)).toEqual(["run", "strength"]);
    expect(bar!.parts[1]!.height).toBe(2);
  });

  it("a_week_with_an_unknown_amount_is_open_and_one_with_nothing_is_empty_and_neither_is_a_zero", () => {
    const [open, both, empty, other] = layLoad(
      ledger([
        week("a", {}, { strength: 1 }),
        week("b", { run: 10 }, { walk: 2 }),
        week("c", {}),
        week("d", { run: 10 }, { other: 1 }),
      ]),
      240,
      100,
      12,
    );
    expect([open!.open, open!.empty]).toEqual([true, false]);
    expect([both!.open, both!.parts.length]).toEqual([true, 1]);
    expect([empty!.open, empty!.empty]).toEqual([false, true]);
    // A ride has no known force on the tendon and never had a height: the week is not open for it.
    expect(other!.open).toBe(false);
    expect(stacked).not.toContain("other");
  });

  it("a_young_diary_stands_at_the_right_of_the_season", () => {
    const bars = layLoad(ledger([week("a", { run: 1 }), week("b", { run: 1 })]), 240, 100, 12);
    expect(bars[0]!.x).toBeGreaterThan(200);
    expect(bars[1]!.x + bars[1]!.width).toBeLessThanOrEqual(240);
  });
});
