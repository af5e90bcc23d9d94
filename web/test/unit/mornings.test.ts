import { describe, expect, it } from "vitest";
import type { Fact } from "../../src/facts";
import { forgottenMornings, hasCheckin, sessionToSettle } from "../../src/mornings";

const fact = (id: string, at: string, body: object): Fact => ({ id, at, ...body }) as Fact;
const profile = (at: string) =>
  fact("p", at, { type: "profile", side: "left", site: "midportion", usual_morning_pain: 2, started: at.slice(0, 10) });

describe("mornings", () => {
  it("forgotten_mornings_are_those_of_the_last_week_without_an_answer_newest_first", () => {
    const facts = [
      profile("2026-03-01T09:00:00+01:00"),
      fact("c", "2026-03-05T07:00:00+01:00", { type: "checkin", pain: 2 }),
    ];
    expect(forgottenMornings(facts, "2026-03-07")).toEqual(["2026-03-06", "2026-03-04", "2026-03-03", "2026-03-02"]);
  });

  it("no_morning_before_the_programme_is_asked_for", () => {
    expect(forgottenMornings([profile("2026-03-06T09:00:00+01:00")], "2026-03-07")).toEqual([]);
    expect(forgottenMornings([], "2026-03-07")).toEqual([]);
  });

  it("a_check_in_counts_for_the_day_that_its_own_clock_showed", () => {
    const facts = [fact("c", "2026-03-05T23:50:00-08:00", { type: "checkin", pain: 2 })];
    expect(hasCheckin(facts, "2026-03-05")).toBe(true);
    expect(hasCheckin(facts, "2026-03-06")).toBe(false);
  });

  it("back_to_usual_is_asked_only_after_a_loading_session_of_the_two_days_before", () => {
    const run = (id: string, day: string, track: string) =>
      fact(id, `${day}T18:00:00+01:00`, { type: "session", track, done: {} });
    expect(sessionToSettle([run("a", "2026-03-03", "run")], "2026-03-04")?.id).toBe("a");
    expect(sessionToSettle([run("a", "2026-03-03", "run"), run("b", "2026-03-04", "run")], "2026-03-05")?.id).toBe("b");
    expect(sessionToSettle([run("a", "2026-03-03", "run")], "2026-03-06")).toBeUndefined();
    expect(sessionToSettle([run("a", "2026-03-03", "walk")], "2026-03-04")).toBeUndefined();
    expect(sessionToSettle([run("a", "2026-03-04", "run")], "2026-03-04")).toBeUndefined();
  });
});
