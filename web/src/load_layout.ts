// Where things stand in the picture of tendon load by week: places and sizes only, every figure is the engine's.

import type { Ledger, LoadKind, LoadWeek } from "./outcome";

/** From the foot up. What else was done has no known force, and so no height. */
export const stacked: LoadKind[] = ["walk", "run", "spring", "strength"];

/** The least that is drawn of what is there, in pixels. */
const LEAST = 2;

export interface Part {
  kind: LoadKind;
  y: number;
  height: number;
}
export interface LoadBar {
  week: LoadWeek;
  x: number;
  width: number;
  /** The top of what is known. */
  y: number;
  parts: Part[];
  /** Some of the week has no known amount: the bar is less than what was done. */
  open: boolean;
  /** Nothing is on record: not the same as no load. */
  empty: boolean;
}

export function isOpen(week: LoadWeek): boolean {
  return week.kinds.some((k) => stacked.includes(k.kind) && k.unknown > 0);
}

/** The bars side by side, as wide as if there were `weeks` of them, the newest at the right. */
export function layLoad(ledger: Ledger, width: number, height: number, weeks: number): LoadBar[] {
  const slot = width / Math.max(weeks, ledger.weeks.length);
  const gap = Math.min(6, slot / 5);
  const most = Math.max(1, ...ledger.weeks.map((w) => w.load ?? 0));
  const left = width - slot * ledger.weeks.length;
  return ledger.weeks.map((week, i) => {
    const parts: Part[] = [];
    let y = height;
    for (const kind of stacked) {
      const load = week.kinds.find((k) => k.kind === kind)?.load ?? 0;
      if (load <= 0) continue;
      const tall = Math.max((load / most) * height, LEAST);
      y -= tall;
      parts.push({ kind, y, height: tall });
    }
    const open = isOpen(week);
    return { week, x: left + i * slot + gap / 2, width: slot - gap, y, parts, open, empty: parts.length === 0 && !open };
  });
}
