// The first questions and the facts they become. Nothing is kept before the last one is answered.

import { momentOn, plusDays } from "./clock";
import type { Body, Equipment, FlagKind, ProfileBody, Side, Site } from "./facts";

export interface OwnRun {
  day: string;
  minutes: number | undefined;
  pain: number | undefined;
}

export interface IntakeAnswers {
  flags: FlagKind[];
  flags_asked?: boolean;
  diagnosed?: boolean;
  site?: Site;
  side?: Side;
  onset?: string;
  usual_morning_pain?: number;
  usual_stiffness_min?: number;
  weekly_km_before?: number;
  longest_km_before?: number;
  running_now?: boolean;
  runs: OwnRun[];
  raises_left?: number;
  raises_right?: number;
  raises_pain?: number;
  hop_pain?: number;
  equipment: Equipment[];
  body_mass_kg?: number;
  goal_min: number;
}

export const emptyIntake: IntakeAnswers = { flags: [], runs: [], equipment: [], goal_min: 30 };

/** A fact's body and when it happened; nothing: now. */
export interface Dated {
  body: Body;
  at?: Date;
}

export function profileBody(a: IntakeAnswers, today: string): ProfileBody {
  const p: ProfileBody = {
    type: "profile",
    side: a.side ?? "left",
    site: a.site ?? "midportion",
    usual_morning_pain: a.usual_morning_pain ?? 0,
    goal_min: a.goal_min,
    running_now: a.running_now ?? false,
    equipment: a.equipment.length > 0 ? a.equipment : ["none"],
    started: today,
  };
  if (a.onset) p.onset = a.onset;
  if (a.usual_stiffness_min !== undefined) p.usual_stiffness_min = a.usual_stiffness_min;
  if (a.body_mass_kg !== undefined) p.body_mass_kg = a.body_mass_kg;
  if (a.weekly_km_before !== undefined) p.weekly_km_before = a.weekly_km_before;
  if (a.longest_km_before !== undefined) p.longest_km_before = a.longest_km_before;
  return p;
}

export function raisesAnswered(a: IntakeAnswers): boolean {
  return a.raises_pain !== undefined && (a.raises_left !== undefined || a.raises_right !== undefined);
}

/** Everything that the answers say, as facts: the profile, own runs of the last two weeks, the tests, softer flags. */
export function intakeFacts(a: IntakeAnswers, today: string): Dated[] {
  const facts: Dated[] = [{ body: profileBody(a, today) }];
  if (a.running_now) {
    for (const run of a.runs) {
      if (run.minutes === undefined || run.minutes <= 0) continue;
      if (run.day >= today || run.day < plusDays(today, -14)) continue;
      facts.push({
        at: momentOn(run.day, "12:00"),
        body: {
          type: "session",
          track: "run",
          done: { jog_s: Math.round(run.minutes * 60), walk_s: 0, pace: "easy" },
          ...(run.pain === undefined ? {} : { pain_during: run.pain }),
        },
      });
    }
  }
  if (raisesAnswered(a)) {
    facts.push({
      body: {
        type: "test",
        test: "heel_raise",
        ...(a.raises_left === undefined ? {} : { left: a.raises_left }),
        ...(a.raises_right === undefined ? {} : { right: a.raises_right }),
        pain: a.raises_pain!,
      },
    });
  }
  if (a.running_now && a.hop_pain !== undefined) {
    facts.push({ body: { type: "test", test: "hop", pain: a.hop_pain } });
  }
  for (const flag of a.flags) facts.push({ body: { type: "flag", flag } });
  return facts;
}
