// One line of words for one fact, for the list of entries and for "what was seen".

import type { CheckinBody, Done, Fact, RecordingBody, SessionBody, TestBody } from "./facts";
import { list, t, tCode } from "./words";

export function minutesOf(seconds: number): string {
  const min = seconds / 60;
  return t("units.minutes", { n: Number.isInteger(min) ? min : min.toFixed(1) });
}

export function kilometres(metres: number): string {
  return t("units.kilometres", { n: (metres / 1000).toFixed(1) });
}

export function exerciseName(exercise: string): string {
  return tCode("exercises", exercise);
}

export function describeDone(track: SessionBody["track"], done: Done | undefined): string {
  if (!done) return "";
  const parts: string[] = [];
  if (done.exercise) {
    const amount =
      done.hold_s !== undefined
        ? t("entries.holds", { sets: done.sets ?? 0, s: done.hold_s })
        : t("entries.reps", { sets: done.sets ?? 0, reps: done.reps ?? 0 });
    parts.push(`${exerciseName(done.exercise)} ${amount}`);
    if (done.load_kg) parts.push(t("entries.load", { kg: done.load_kg }));
  }
  if (track === "run" && done.jog_s !== undefined) parts.push(t("entries.jogged", { time: minutesOf(done.jog_s) }));
  if (done.walk_s) parts.push(t("entries.walked", { time: minutesOf(done.walk_s) }));
  if (done.distance_m) parts.push(kilometres(done.distance_m));
  if (done.ascent_m) parts.push(t("entries.climb", { m: done.ascent_m }));
  return parts.join(", ");
}

/** What a recording holds, without any comparison. */
export function recordingLine(r: RecordingBody): string {
  const parts = [t("entries.jogged", { time: minutesOf(r.jog_s) }), t("entries.walked", { time: minutesOf(r.walk_s) })];
  parts.push(kilometres(r.distance_m));
  if (r.ascent_m !== undefined) parts.push(t("entries.climb", { m: r.ascent_m }));
  return parts.join(", ");
}

function pains(f: SessionBody): string[] {
  const parts: string[] = [];
  if (f.pain_during !== undefined) parts.push(t("entries.during", { pain: f.pain_during }));
  if (f.pain_after !== undefined) parts.push(t("entries.after", { pain: f.pain_after }));
  if (f.limp) parts.push(t("entries.limp"));
  if (f.analgesic) parts.push(t("entries.analgesic"));
  return parts;
}

export function describe(fact: Fact): string {
  switch (fact.type) {
    case "profile":
      return t("entries.profile", {
        site: tCode("sites", fact.site),
        side: tCode("sides", fact.side),
        pain: fact.usual_morning_pain,
      });
    case "checkin": {
      const c = fact as CheckinBody;
      const parts = [t("entries.morning", { pain: c.pain })];
      if (c.stiffness_min !== undefined) parts.push(t("entries.stiff", { n: c.stiffness_min }));
      if (c.settled !== undefined) parts.push(c.settled ? t("entries.settled") : t("entries.not_settled"));
      if (c.analgesic) parts.push(t("entries.analgesic"));
      return parts.join(", ");
    }
    case "session": {
      const s = fact as SessionBody;
      const what = s.as_prescribed ? t("entries.as_prescribed") : describeDone(s.track, s.done);
      return [`${tCode("tracks", s.track)}: ${what || t("entries.activity")}`, ...pains(s)].join(", ");
    }
    case "symptom":
      return [
        t("entries.symptom", { pain: fact.pain }),
        ...(fact.context ? [tCode("contexts", fact.context)] : []),
      ].join(", ");
    case "flag":
      return t("entries.flag", { flag: tCode("flags", fact.flag) });
    case "order":
      return t("entries.order", {
        order: tCode("orders", fact.order),
        by: tCode("authors", fact.by),
        track: fact.track ? tCode("tracks", fact.track) : t("entries.all_tracks"),
      });
    case "test": {
      const x = fact as TestBody;
      const parts: string[] = [];
      if (x.left !== undefined) parts.push(t("entries.test_left", { n: x.left }));
      if (x.right !== undefined) parts.push(t("entries.test_right", { n: x.right }));
      if (x.pain !== undefined) parts.push(t("entries.test_pain", { pain: x.pain }));
      return `${tCode("tests", x.test)}: ${list(parts)}`;
    }
    case "recording": {
      const r = fact as RecordingBody;
      return t("entries.recording", {
        sport: tCode("sports", r.sport),
        km: (r.distance_m / 1000).toFixed(1),
        jog: minutesOf(r.jog_s),
      });
    }
    case "shown":
      return t("entries.shown");
    case "note":
      return t("entries.note", { text: fact.text });
    case "retract":
      return t("entries.retract");
    default:
      return tCode("entries.other", fact.type);
  }
}
