// Red flags: which signs stop everything, which are for a clinician to look at, and what to do about them now.

import type { FlagKind } from "../facts";
import { tCode } from "../words";

/** Signs that stop all loading until somebody has looked. */
export const urgentFlags: FlagKind[] = [
  "pop",
  "cannot_raise",
  "calf_swelling",
  "breathless",
  "fever",
  "fluoroquinolone",
  "steroid_injection",
];

/** Signs that a clinician should hear of. */
export const referFlags: FlagKind[] = ["night_pain", "other_tendons", "other_achilles", "joint_stiffness", "unsure"];

export const flagOptions = (flags: readonly FlagKind[]) =>
  flags.map((value) => ({ value, label: tCode("flags", value) }));

/** What to do now, the most pressing first. */
export function WhatToDoNow({ flags }: { flags: readonly FlagKind[] }) {
  return (
    <ul class="todo">
      {[...flags]
        .sort((a, b) => Number(b === "breathless") - Number(a === "breathless"))
        .map((flag) => (
          <li key={flag}>{tCode("flags_now", flag)}</li>
        ))}
    </ul>
  );
}
