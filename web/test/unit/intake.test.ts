import { describe, expect, it } from "vitest";
import { emptyIntake, intakeFacts } from "../../src/intake_facts";

const TODAY = "2026-03-10";
const answers = {
  ...emptyIntake,
  site: "insertional" as const,
  side: "right" as const,
  usual_morning_pain: 3,
  running_now: false,
};
const bodies = (a: Parameters<typeof intakeFacts>[0]) => intakeFacts(a, TODAY).map((d) => d.body);

describe("the first questions", () => {
  it("the_profile_says_what_was_answered_and_nothing_else", () => {
    expect(bodies(answers)).toEqual([
      {
        type: "profile",
        side: "right",
        site: "insertional",
        usual_morning_pain: 3,
        goal_min: 30,
        running_now: false,
        equipment: ["none"],
        started: TODAY,
      },
    ]);
  });

  it("own_runs_become_sessions_of_their_days_and_only_within_two_weeks", () => {
    const facts = intakeFacts(
      {
        ...answers,
        running_now: true,
        runs: [
          { day: "2026-03-08", minutes: 32.5, pain: 2 },
          { day: "2026-03-06", minutes: 30, pain: undefined },
          { day: "2026-03-04", minutes: undefined, pain: 1 },
          { day: "2026-02-20", minutes: 30, pain: 1 },
          { day: TODAY, minutes: 30, pain: 1 },
        ],
      },
      TODAY,
    );
    const runs = facts.filter((f) => f.body.type === "session");
    expect(runs.map((f) => f.body)).toEqual([
      { type: "session", track: "run", done: { jog_s: 1950, walk_s: 0, pace: "easy" }, pain_during: 2 },
      { type: "session", track: "run", done: { jog_s: 1800, walk_s: 0, pace: "easy" } },
    ]);
    expect(runs[0]!.at?.getDate()).toBe(8);
  });

  it("runs_are_left_out_when_running_was_answered_with_no", () => {
    const runs = [{ day: "2026-03-08", minutes: 30, pain: 1 }];
    expect(bodies({ ...answers, running_now: false, runs }).some((b) => b.type === "session")).toBe(false);
  });

  it("a_heel_raise_test_needs_its_pain", () => {
    expect(bodies({ ...answers, raises_left: 20 }).some((b) => b.type === "test")).toBe(false);
    expect(bodies({ ...answers, raises_left: 20, raises_pain: 2 })).toContainEqual({
      type: "test",
      test: "heel_raise",
      left: 20,
      pain: 2,
    });
  });

  it("the_hop_test_is_kept_only_for_those_who_run", () => {
    expect(bodies({ ...answers, hop_pain: 1 }).some((b) => b.type === "test")).toBe(false);
    expect(bodies({ ...answers, running_now: true, hop_pain: 1 })).toContainEqual({ type: "test", test: "hop", pain: 1 });
  });

  it("softer_flags_are_kept_as_facts", () => {
    expect(bodies({ ...answers, flags: ["unsure"] })).toContainEqual({ type: "flag", flag: "unsure" });
  });
});
