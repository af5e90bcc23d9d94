// The page's only clock, and the one place that turns moments into local civil days and back.

// chosen: half of what the server takes from a clock ahead, so that nothing is refused for it.
const AHEAD_MIN_MS = 60_000;

let ahead_ms = 0;

/** What the device's own clock shows, right or wrong. */
export function deviceTime(): number {
  return Date.now();
}

/** Now: by the device's clock, or by the server's where the device's is ahead (docs/decisions/0004-fast-clock.md). */
export function now(): Date {
  return new Date(deviceTime() - ahead_ms);
}

/** Holds the device's clock, as it stood when the request was sent, against the `Date` of its answer. An answer that
 * was long under way makes the device seem behind, never ahead. */
export function heedServerTime(date: string | null, sent: number): void {
  const there = Date.parse(date ?? "");
  if (Number.isNaN(there)) return;
  ahead_ms = sent - there > AHEAD_MIN_MS ? sent - there : 0;
}

/** Whole minutes by which the device's clock is ahead; 0 where it is taken as it is. */
export function minutesAhead(): number {
  return Math.round(ahead_ms / 60_000);
}

const two = (n: number): string => String(n).padStart(2, "0");

/** The local civil date of a moment: "2026-03-02". */
export function dayOf(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

export function today(): string {
  return dayOf(now());
}

/** RFC 3339 with the offset that this device's clock had at that moment: what a fact's `at` carries. */
export function instant(moment: Date): string {
  const offset = -moment.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const size = Math.abs(offset);
  return (
    `${dayOf(moment)}T${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}` +
    `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`
  );
}

/** A local day and "HH:MM" as a moment. */
export function momentOn(day: string, time = "12:00"): Date {
  return new Date(`${day}T${time}:00`);
}

/** A day so many days later (or earlier); civil arithmetic, so daylight saving cannot shift it. */
export function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Whole days from `a` to `b`. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86400000);
}

/** A day of the calendar that has come: "2026-02-30" is none. */
export function isPastDay(day: string | undefined, today: string): day is string {
  if (day === undefined || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) return false;
  return plusDays(day, 0) === day && day <= today;
}

/** The day that a fact counts for: the local date its own clock showed. */
export function dayOfInstant(at: string): string {
  return at.slice(0, 10);
}

/** "07:10" as the fact's own clock showed it. */
export function timeOfInstant(at: string): string {
  return at.slice(11, 16);
}

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function weekdayName(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(utc(day));
}

/** "Monday 4 January"; with its year when that is not this one. */
export function longDay(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(day.slice(0, 4) === today().slice(0, 4) ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(utc(day));
}

export function shortDay(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" }).format(utc(day));
}
