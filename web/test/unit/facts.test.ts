import { describe, expect, it } from "vitest";
import { type Fact, latestProfile, newId, standing } from "../../src/facts";
import { dayRows, verdictOf } from "../../src/history";
import type { Outcome, Verdict } from "../../src/outcome";
import { protocolNumbers } from "../../src/protocol_numbers";
import { parseRoute } from "../../src/route";

const fact = (id: string, at: string, body: object): Fact => ({ id, at, ...body }) as Fact;
const outcome = (date: string, run: Verdict, usual?: number): Outcome =>
  ({
    date,
    signals: { usual_pain: usual },
    tracks: { run: { open: true, verdict: run }, strength: { open: true, verdict: "none" }, spring: { open: false } },
  }) as unknown as Outcome;

describe("facts", () => {
  it("a_fact_taken_back_no_longer_stands_and_neither_does_the_retract", () => {
    const facts = [
      fact("a", "2026-03-01T07:00:00Z", { type: "checkin", pain: 2 }),
      fact("b", "2026-03-01T08:00:00Z", { type: "checkin", pain: 3 }),
      fact("r", "2026-03-01T09:00:00Z", { type: "retract", target: "a" }),
    ];
    expect(standing(facts).map((f) => f.id)).toEqual(["b"]);
  });

  it("the_latest_profile_is_that_of_the_latest_instant_whatever_the_order_of_arrival", () => {
    const facts = [
      fact("b", "2026-03-02T08:00:00+01:00", { type: "profile", goal_min: 40 }),
      fact("a", "2026-03-02T08:00:00-05:00", { type: "profile", goal_min: 50 }),
      fact("c", "2026-03-01T08:00:00+01:00", { type: "profile", goal_min: 30 }),
    ];
    expect(latestProfile(facts)?.goal_min).toBe(50);
  });

  it("ids_are_random_uuids", () => {
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId()).not.toBe(id);
  });
});

describe("the diary over time", () => {
  it("a_sessions_verdict_is_read_from_the_days_after_it_until_the_next_session", () => {
    const days = new Map(
      [outcome("2026-03-02", "pending"), outcome("2026-03-03", "clear"), outcome("2026-03-04", "clear"), outcome("2026-03-05", "excessive")].map(
        (o) => [o.date, o],
      ),
    );
    expect(verdictOf("run", "2026-03-02", days, "2026-03-04")).toBe("clear");
    expect(verdictOf("run", "2026-03-04", days)).toBe("excessive");
    expect(verdictOf("run", "2026-03-05", days)).toBe("pending");
    expect(verdictOf("walk", "2026-03-02", days)).toBeUndefined();
    expect(verdictOf("spring", "2026-03-02", days)).toBeUndefined();
  });

  it("a_days_row_holds_its_worst_answers", () => {
    const rows = dayRows(
      [
        fact("a", "2026-03-02T07:00:00Z", { type: "checkin", pain: 2 }),
        fact("b", "2026-03-02T08:00:00Z", { type: "checkin", pain: 4 }),
        fact("c", "2026-03-02T18:00:00Z", { type: "session", track: "run", done: {}, pain_during: 3 }),
        fact("d", "2026-03-02T20:00:00Z", { type: "symptom", pain: 5 }),
      ],
      [outcome("2026-03-02", "none", 3), outcome("2026-03-03", "borderline", 3)],
    );
    expect(rows[0]).toMatchObject({ morning: 4, during: 3, after: 5, usual: 3, sessions: [{ track: "run", verdict: "borderline" }] });
    expect(rows[1]).toMatchObject({ day: "2026-03-03", sessions: [] });
  });
});

describe("a protocol's numbers", () => {
  it("each_number_stands_with_its_source_or_the_reason_it_was_chosen", () => {
    const numbers = protocolNumbers({
      id: "p",
      version: 1,
      title: "P",
      sources: { s1: { title: "A paper", where: "", how_sure: "" } },
      checks: { pain: { value: 4, source: "s1" }, late: { value: 24, chosen: "a day" } },
      strength: [{ id: "two_leg_3x10", dose: { sets: 3, reps: 10 }, source: "s1" }],
    });
    expect(numbers).toEqual([
      { key: "checks.pain", value: "4", source: "s1", chosen: undefined },
      { key: "checks.late", value: "24", source: undefined, chosen: "a day" },
      { key: "strength.two_leg_3x10", value: "sets 3, reps 10", source: "s1", chosen: undefined },
    ]);
  });
});

describe("the address", () => {
  it("an_empty_address_is_today", () => {
    expect(parseRoute("")).toEqual({ screen: "today", rest: [] });
    expect(parseRoute("#/session/edit/a%2Fb")).toEqual({ screen: "session", rest: ["edit", "a/b"] });
  });
});
