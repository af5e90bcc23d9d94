// Which mornings have no check-in yet, and which session a morning's "back to usual?" asks about.

import { dayOfInstant, plusDays } from "./clock";
import { type Fact, type SessionBody, latestProfile } from "./facts";

/** Sessions after which "back to usual" is asked: loading ones, not walks. */
function loads(f: Fact): f is Fact<SessionBody> {
  return f.type === "session" && (f as Fact<SessionBody>).track !== "walk";
}

/** Days of the last week without a check-in, newest first, today left out; none before the programme began. */
export function forgottenMornings(facts: readonly Fact[], today: string, window = 6): string[] {
  const profile = latestProfile(facts);
  if (!profile) return [];
  const first = facts
    .filter((f) => f.type === "profile")
    .map((f) => (f as { started?: string }).started ?? dayOfInstant(f.at))
    .sort()[0]!;
  const answered = new Set(facts.filter((f) => f.type === "checkin").map((f) => dayOfInstant(f.at)));
  const missing: string[] = [];
  for (let back = 1; back <= window; back++) {
    const day = plusDays(today, -back);
    if (day > first && !answered.has(day)) missing.push(day);
  }
  return missing;
}

export function hasCheckin(facts: readonly Fact[], day: string): boolean {
  return facts.some((f) => f.type === "checkin" && dayOfInstant(f.at) === day);
}

/**
 * The latest session before `day`, if it was yesterday or the day before: whether the tendon is back to usual since
 * then is the morning's third question.
 */
export function sessionToSettle(facts: readonly Fact[], day: string): Fact<SessionBody> | undefined {
  const earliest = plusDays(day, -2);
  return facts
    .filter(loads)
    .filter((f) => dayOfInstant(f.at) < day && dayOfInstant(f.at) >= earliest)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
}
