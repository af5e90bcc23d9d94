// The diary over time as the progress screen shows it: pains by day, and each session's verdict as the engine gave it.

import { dayOfInstant, plusDays } from "./clock";
import type { CheckinBody, Fact, SessionBody, SymptomBody } from "./facts";
import type { LoadTrack, Outcome, Verdict } from "./outcome";

export interface DayRow {
  day: string;
  morning?: number;
  during?: number;
  after?: number;
  usual?: number;
  sessions: { track: SessionBody["track"]; verdict: Verdict | undefined }[];
}

const ladders: Record<LoadTrack, true> = { strength: true, spring: true, run: true };

/**
 * The verdict of the session of `track` on `day`: the track's latest verdict on the days after it, until another
 * session of that track began. The engine judges; this only finds where its answer stands. Nothing for a session that
 * it does not judge (a walk, another activity, a track that was closed since).
 */
export function verdictOf(
  track: string,
  day: string,
  outcomes: ReadonlyMap<string, Outcome>,
  nextDay?: string,
): Verdict | undefined {
  if (!(track in ladders)) return undefined;
  let verdict: Verdict | undefined = outcomes.has(plusDays(day, 1)) ? undefined : "pending";
  for (let after = 1; after <= 3; after++) {
    const on = plusDays(day, after);
    if (nextDay !== undefined && on > nextDay) break;
    const given = outcomes.get(on)?.tracks[track as LoadTrack]?.verdict;
    if (given !== undefined && given !== "none") verdict = given;
  }
  return verdict;
}

/** One row a day from the first to the last outcome. */
export function dayRows(facts: readonly Fact[], outcomes: readonly Outcome[]): DayRow[] {
  const byDay = new Map(outcomes.map((o) => [o.date, o]));
  const rows = new Map<string, DayRow>(
    outcomes.map((o) => [o.date, { day: o.date, usual: o.signals.usual_pain, sessions: [] }]),
  );
  const worse = (a: number | undefined, b: number | undefined) =>
    b === undefined ? a : a === undefined ? b : Math.max(a, b);
  const sessions = facts.filter((f): f is Fact<SessionBody> => f.type === "session");
  for (const f of facts) {
    const row = rows.get(dayOfInstant(f.at));
    if (!row) continue;
    if (f.type === "checkin") row.morning = worse(row.morning, (f as CheckinBody).pain);
    if (f.type === "symptom") row.after = worse(row.after, (f as SymptomBody).pain);
    if (f.type === "session") {
      const s = f as Fact<SessionBody>;
      row.during = worse(row.during, s.pain_during);
      row.after = worse(row.after, s.pain_after);
      const next = sessions
        .filter((o) => o.track === s.track && dayOfInstant(o.at) > row.day)
        .map((o) => dayOfInstant(o.at))
        .sort()[0];
      row.sessions.push({ track: s.track, verdict: verdictOf(s.track, row.day, byDay, next) });
    }
  }
  return [...rows.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
