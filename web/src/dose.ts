// A prescription as the page draws it, and the `done` of a session that followed it.

import type { Done, SessionBody } from "./facts";
import type { Dose, Item } from "./outcome";

/** What a session fact says was done when the prescription was followed to the letter. */
export function doneAsPrescribed(item: Item): Done {
  const d = item.dose;
  if (item.track === "run") {
    const rounds = d.rounds ?? 1;
    return {
      jog_s: (d.jog_s ?? 0) * rounds,
      walk_s: (d.walk_s ?? 0) * rounds,
      rounds,
      pace: item.limits.pace === undefined || item.limits.pace === "easy" ? "easy" : "fast",
    };
  }
  if (item.track === "walk") return { walk_s: (d.walk_s ?? 0) * (d.rounds ?? 1) };
  const done: Done = { exercise: d.exercise ?? "", sets: d.sets ?? 0 };
  if (d.hold_s !== undefined && d.hold_s > 0) done.hold_s = d.hold_s;
  else done.reps = d.reps ?? 0;
  if (item.track === "strength" && d.load_kg !== undefined && d.load_kg > 0) done.load_kg = d.load_kg;
  return done;
}

/** Seconds of one whole prescription of running or walking, for "24 min". */
export function totalSeconds(dose: Dose): number {
  return ((dose.jog_s ?? 0) + (dose.walk_s ?? 0)) * (dose.rounds ?? 1);
}

/** The alternating stretches of a prescribed run, to draw them beside a recording. */
export function prescribedBouts(dose: Dose): { kind: "jog" | "walk"; start_s: number; duration_s: number }[] {
  const bouts: { kind: "jog" | "walk"; start_s: number; duration_s: number }[] = [];
  let at = 0;
  for (let round = 0; round < (dose.rounds ?? 1); round++) {
    for (const kind of ["jog", "walk"] as const) {
      const duration_s = dose[`${kind}_s`] ?? 0;
      if (duration_s > 0) bouts.push({ kind, start_s: at, duration_s });
      at += duration_s;
    }
  }
  return bouts;
}

export interface SessionAnswers {
  pain_during?: number;
  pain_after?: number;
  limp?: boolean;
  analgesic?: boolean;
  effort?: number;
}

/** A session fact's body: only what was answered is said. */
export function sessionBody(
  track: SessionBody["track"],
  done: Done,
  answers: SessionAnswers,
  more: Pick<SessionBody, "shown" | "recording" | "impact" | "shoe"> = {},
): SessionBody {
  // `other` has no keys of its own: that it was done is all that can be said.
  const body: SessionBody = track === "other" ? { type: "session", track } : { type: "session", track, done };
  if (answers.pain_during !== undefined) body.pain_during = answers.pain_during;
  if (answers.pain_after !== undefined) body.pain_after = answers.pain_after;
  if (answers.limp !== undefined) body.limp = answers.limp;
  if (answers.analgesic) body.analgesic = true;
  if (answers.effort !== undefined) body.effort = answers.effort;
  if (more.shown) body.shown = more.shown;
  if (more.recording) body.recording = more.recording;
  if (more.impact) body.impact = true;
  if (more.shoe) body.shoe = more.shoe;
  return body;
}
