import { describe, expect, it } from "vitest";
import { isPastDay } from "../../src/clock";
import type { Fact, RecordingBody } from "../../src/facts";
import { standing } from "../../src/facts";
import { countedLine, saidApart } from "../../src/parts/counted_once";

const recording = (id: string, time: string) =>
  ({ type: "recording", id, at: `2026-03-30T${time}:00+02:00`, start: `2026-03-30T${time}:00+02:00`, sport: "running", bouts: [] }) as unknown as Fact<RecordingBody>;
const watch = recording("w", "18:00");
const phone = recording("p", "18:01");
const separate = { type: "separate", id: "s", at: "2026-03-30T20:00:00+02:00", recording: "p" } as Fact;

describe("what was counted once", () => {
  it("is_said_at_the_recording_that_counts_and_at_the_one_that_does_not", () => {
    const model = { standing: [watch, phone], sameActivity: () => ({ counts: "w", others: ["p"] }) };
    expect(countedLine(model, watch)).toBe("1 other recording tells of it too; counted once");
    expect(countedLine(model, phone)).toBe("also recorded at 18:00; counted there, once");
  });

  it("is_not_said_of_a_recording_that_is_alone", () => {
    expect(countedLine({ standing: [watch], sameActivity: () => undefined }, watch)).toBeUndefined();
  });

  it("a_session_of_its_own_is_one_until_that_is_taken_back", () => {
    const alone = () => undefined;
    expect(countedLine({ standing: [watch, phone, separate], sameActivity: alone }, phone)).toBe("counted on its own, as you said");
    const retract = { type: "retract", id: "r", at: "2026-03-30T21:00:00+02:00", target: "s" } as Fact;
    const after = standing([watch, phone, separate, retract]);
    expect(saidApart({ standing: after, sameActivity: alone }, phone)).toBeUndefined();
  });
});

describe("the day of the onset", () => {
  it("is_a_day_of_the_calendar_that_has_come", () => {
    expect(isPastDay("2026-03-31", "2026-03-31")).toBe(true);
    expect(isPastDay("2024-02-29", "2026-03-31")).toBe(true);
    for (const none of ["2026-04-01", "2026-02-30", "2025-02-29", "2026-13-01", "0026-03-01", "soon", "", undefined]) {
      expect(isPastDay(none, "2026-03-31"), String(none)).toBe(false);
    }
  });
});
