import { describe, expect, it } from "vitest";
import { doneAsPrescribed, prescribedBouts, sessionBody, totalSeconds } from "../../src/dose";
import type { Item } from "../../src/outcome";

const run: Item = {
  track: "run",
  rung: "jog_1_walk_2",
  dose: { jog_s: 60, walk_s: 120, rounds: 8 },
  limits: { pain_max: 5, flat: true, pace: "easy" },
  load: 1,
};

describe("a session that followed its prescription", () => {
  it("a_runs_done_is_totals_where_the_dose_is_per_round", () => {
    expect(doneAsPrescribed(run)).toEqual({ jog_s: 480, walk_s: 960, rounds: 8, pace: "easy" });
    expect(totalSeconds(run.dose)).toBe(24 * 60);
  });

  it("a_continuous_run_is_one_round", () => {
    expect(doneAsPrescribed({ ...run, dose: { jog_s: 1080 } })).toEqual({ jog_s: 1080, walk_s: 0, rounds: 1, pace: "easy" });
  });

  it("holds_say_seconds_and_raises_say_repetitions_never_both", () => {
    const hold = doneAsPrescribed({ ...run, track: "strength", dose: { exercise: "two_leg_hold", sets: 5, hold_s: 45 } });
    expect(hold).toEqual({ exercise: "two_leg_hold", sets: 5, hold_s: 45 });
    const raise = doneAsPrescribed({
      ...run,
      track: "strength",
      dose: { exercise: "one_leg", sets: 3, reps: 15, hold_s: 0, load_kg: 3.5 },
    });
    expect(raise).toEqual({ exercise: "one_leg", sets: 3, reps: 15, load_kg: 3.5 });
  });

  it("spring_never_says_a_load", () => {
    const hop = doneAsPrescribed({ ...run, track: "spring", dose: { exercise: "two_hop", sets: 3, reps: 20, load_kg: 2 } });
    expect(hop).toEqual({ exercise: "two_hop", sets: 3, reps: 20 });
  });

  it("the_gates_walk_says_only_its_walk", () => {
    expect(doneAsPrescribed({ ...run, track: "walk", dose: { walk_s: 1800 } })).toEqual({ walk_s: 1800 });
  });

  it("the_drawn_prescription_alternates_and_adds_up", () => {
    const bouts = prescribedBouts(run.dose);
    expect(bouts).toHaveLength(16);
    expect(bouts[0]).toEqual({ kind: "jog", start_s: 0, duration_s: 60 });
    expect(bouts[1]).toEqual({ kind: "walk", start_s: 60, duration_s: 120 });
    expect(bouts.at(-1)!.start_s + bouts.at(-1)!.duration_s).toBe(1440);
  });

  it("an_answer_that_was_not_given_is_not_said", () => {
    expect(sessionBody("run", { jog_s: 60, walk_s: 0 }, {})).toEqual({
      type: "session",
      track: "run",
      done: { jog_s: 60, walk_s: 0 },
    });
    expect(sessionBody("run", { jog_s: 60, walk_s: 0 }, { pain_during: 0, analgesic: false })).toMatchObject({ pain_during: 0 });
    expect(sessionBody("run", { jog_s: 60, walk_s: 0 }, { analgesic: false })).not.toHaveProperty("analgesic");
  });
});
