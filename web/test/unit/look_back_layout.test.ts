import { describe, expect, it } from "vitest";
import { plusDays } from "../../src/clock";
import { layOut, sizes } from "../../src/look_back_layout";
import type { Guard, LookBack, LookFinding } from "../../src/outcome";

const onset = "2026-03-31";
const first = plusDays(onset, -69);

function finding(code: Guard, day: string, from = day): LookFinding {
  return { code, day, from, excess_permille: 100, measured: true, percent: 40, facts: [] };
}

function past(findings: LookFinding[], distances: number[] = []): LookBack {
  return {
    onset,
    from: plusDays(onset, -41),
    answer: findings.length > 0 ? "found" : "nothing_stood_out",
    history: { enough: true, run_days: 12, run_days_before: 8, recorded_days: 0 },
    findings,
    weeks: Array.from({ length: 10 }, (_, i) => ({
      from: plusDays(first, 7 * i),
      to: plusDays(first, 7 * i + 6),
      before: i < 4,
      known: true,
      run_days: 3,
      unknown: 0,
      distance_m: distances[i] ?? 20_000,
    })),
  };
}

const width = 700;
const say = () => "+40 %";

describe("the picture of what came before", () => {
  it("a_day_is_a_seventieth_of_the_width_and_the_onset_is_the_last", () => {
    const at = layOut(past([finding("guard_climb", plusDays(onset, -41))]), width, say);
    expect(at.six).toBe(280);
    expect(at.onset).toBe(695);
    expect(at.days).toHaveLength(43);
    expect(at.days[0]).toBe(280);
    expect(at.days.at(-1)).toBeCloseTo(700);
    expect(at.lanes[0]!.marks[0]!.x).toBe(285);
  });

  it("each_guard_has_one_lane_and_the_largest_finding_is_in_the_first", () => {
    const at = layOut(
      past([
        finding("guard_gap", plusDays(onset, -3)),
        finding("guard_climb", plusDays(onset, -9)),
        finding("guard_gap", plusDays(onset, -30)),
      ]),
      width,
      say,
    );
    expect(at.lanes.map((l) => l.guard)).toEqual(["guard_gap", "guard_climb"]);
    expect(at.lanes[0]!.marks.map((m) => m.finding)).toEqual([0, 2]);
    expect(at.lanes[0]!.y).toBeLessThan(at.lanes[1]!.y);
  });

  it("days_in_a_row_reach_from_the_first_to_the_last", () => {
    const [mark] = layOut(past([finding("guard_days", plusDays(onset, -10), plusDays(onset, -13))]), width, say).lanes[0]!.marks;
    expect(mark!.x - mark!.from).toBeCloseTo(30);
  });

  it("a_figure_never_covers_a_mark_or_another_figure_and_the_largest_keeps_its_own", () => {
    for (const wide of [240, 290, 340, 700]) {
      const crowd = Array.from({ length: 20 }, (_, i) => finding("guard_climb", plusDays(onset, -((i * 17) % 42))));
      const { lanes, six } = layOut(past(crowd), wide, say);
      const marks = lanes[0]!.marks;
      const long = "+40 %".length * sizes.letter;
      const spans = marks.flatMap((m) => {
        if (!m.figure) return [];
        const from = m.figure.anchor === "start" ? m.figure.x : m.figure.x - long;
        expect(from).toBeGreaterThanOrEqual(six - 1);
        expect(from + long).toBeLessThanOrEqual(wide + 2);
        for (const other of marks) expect(Math.abs(from + long / 2 - other.x)).toBeGreaterThan(long / 2 + sizes.mark - 1);
        return [[from, from + long] as const];
      });
      spans.sort((a, b) => a[0] - b[0]);
      for (let i = 1; i < spans.length; i++) expect(spans[i]![0]).toBeGreaterThanOrEqual(spans[i - 1]![1] - 1);
    }
    const [one] = layOut(past([finding("guard_climb", plusDays(onset, -20))]), 290, say).lanes[0]!.marks;
    expect(one!.figure?.text).toBe("+40 %");
  });

  it("a_mark_without_a_figure_has_none", () => {
    const [mark] = layOut(past([finding("guard_shoe", plusDays(onset, -20))]), width, () => undefined).lanes[0]!.marks;
    expect(mark!.figure).toBeUndefined();
  });

  it("bars_are_as_high_as_their_kilometres_and_a_diary_without_any_has_none", () => {
    const at = layOut(past([], [0, 10_000, 40_000]), width, say);
    expect(at.bars.map((b) => b.height).slice(0, 4)).toEqual([0, sizes.bars / 4, sizes.bars, sizes.bars / 2]);
    for (const bar of at.bars) expect(bar.y + bar.height).toBeCloseTo(at.foot);
    const nothing = layOut(past([], Array<number>(10).fill(0)), width, say);
    expect(nothing.bars.every((b) => b.height === 0)).toBe(true);
    expect(nothing.lanes).toEqual([]);
  });
});
