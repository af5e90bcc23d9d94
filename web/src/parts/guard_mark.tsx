// The marks of what stood out: a shape of its own for each guard.

import type { Guard } from "../outcome";

/** Drawn around the origin, seven pixels to each side. */
export const guardShapes: Record<Guard, string> = {
  guard_distance: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z",
  guard_climb: "M0 -6.5 7 5.5H-7Z",
  guard_pace: "M-6 -6 0 0 -6 6M0 -6 6 0 0 6",
  guard_days: "M-5 -5h10v10h-10Z",
  guard_gap: "M-5.2 0a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0Z",
  guard_shoe: "M0 -7 7 0 0 7 -7 0Z",
};

/** A guard has a shape of its own, and stands beside its name. */
export function GuardMark({ guard }: { guard: Guard }) {
  return (
    <svg class={`guard ${guard}`} viewBox="-8 -8 16 16" aria-hidden="true">
      <path d={guardShapes[guard]} />
    </svg>
  );
}
