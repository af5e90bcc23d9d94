// Where things stand in the picture of what came before: places and sizes only, every figure is the engine's.

import { daysBetween } from "./clock";
import type { Guard, LookBack, LookFinding, LookWeek } from "./outcome";

/** Pixels. */
export const sizes = { top: 24, lane: 30, gap: 40, bars: 110, mark: 6, letter: 6.6 } as const;

export interface Mark {
  /** Its place in the engine's list. */
  finding: number;
  /** Middle of its day; of days in a row, of the last. */
  x: number;
  /** Middle of the first day. */
  from: number;
  /** The figure beside it; none where there is no room, or no figure. */
  figure?: { text: string; x: number; anchor: "start" | "end" };
}
export interface Lane {
  guard: Guard;
  y: number;
  marks: Mark[];
}
export interface Bar {
  week: LookWeek;
  x: number;
  width: number;
  y: number;
  height: number;
}
export interface Layout {
  height: number;
  /** Where the six weeks begin. */
  six: number;
  /** Middle of the day of the onset. */
  onset: number;
  lanes: Lane[];
  bars: Bar[];
  /** The bars' foot. */
  foot: number;
  /** The 42 days, by the line between a day and the next. */
  days: number[];
}

/** Ten weeks side by side, and above the last six a lane for each guard that fired. `figure` says a finding in short. */
export function layOut(found: LookBack, width: number, figure: (f: LookFinding) => string | undefined): Layout {
  const first = found.weeks[0]!.from;
  const day = width / (7 * found.weeks.length);
  const middle = (on: string) => (daysBetween(first, on) + 0.5) * day;
  const six = daysBetween(first, found.from) * day;

  // The guard with the largest finding stands at the top.
  const guards = [...new Set(found.findings.map((f) => f.code))];
  const lanes = guards.map((guard, i) => ({
    guard,
    y: sizes.top + (i + 0.5) * sizes.lane,
    marks: found.findings.flatMap((f, at) => (f.code === guard ? [{ finding: at, x: middle(f.day), from: middle(f.from) }] : [])),
  }));
  for (const lane of lanes) label(lane.marks, found.findings, six, width, figure);

  const foot = sizes.top + Math.max(1, lanes.length) * sizes.lane + sizes.gap + sizes.bars;
  const most = Math.max(1, ...found.weeks.map((w) => w.distance_m));
  const bars = found.weeks.map((week, i) => {
    const height = (week.distance_m / most) * sizes.bars;
    return { week, x: i * 7 * day + 2, width: 7 * day - 4, y: foot - height, height };
  });
  const count = daysBetween(found.from, found.onset) + 1;
  return {
    height: foot,
    six,
    onset: middle(found.onset),
    lanes,
    bars,
    foot,
    days: Array.from({ length: count + 1 }, (_, i) => six + i * day),
  };
}

/** Figures beside the marks of one lane, the largest finding first, where they touch nothing else. */
function label(marks: Mark[], findings: LookFinding[], left: number, right: number, figure: (f: LookFinding) => string | undefined): void {
  const taken = marks.map((m): [number, number] => [m.from - sizes.mark, m.x + sizes.mark]);
  for (const mark of marks) {
    const text = figure(findings[mark.finding]!);
    if (text === undefined) continue;
    const long = text.length * sizes.letter;
    const places = [
      { x: mark.x + sizes.mark + 3, anchor: "start" as const, from: mark.x + sizes.mark + 2 },
      { x: mark.from - sizes.mark - 3, anchor: "end" as const, from: mark.from - sizes.mark - 4 - long },
    ];
    const free = places.find(
      (p) => p.from >= left && p.from + long <= right && taken.every(([a, b]) => p.from + long <= a || p.from >= b),
    );
    if (!free) continue;
    mark.figure = { text, x: free.x, anchor: free.anchor };
    taken.push([free.from, free.from + long]);
  }
}
