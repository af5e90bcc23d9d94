import { describe, expect, it } from "vitest";
import { dayOf, dayOfInstant, daysBetween, instant, momentOn, plusDays } from "../../src/clock";

describe("days and instants", () => {
  it("an_instant_carries_an_offset_and_names_the_same_moment", () => {
    const moment = new Date(2026, 2, 2, 7, 10, 5);
    const text = instant(moment);
    expect(text).toMatch(/^2026-03-02T07:10:05[+-]\d\d:\d\d$/);
    expect(Date.parse(text)).toBe(moment.getTime());
  });

  it("civil_days_do_not_care_about_daylight_saving", () => {
    expect(plusDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(plusDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(plusDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  });

  it("a_facts_day_is_the_one_its_own_clock_showed", () => {
    expect(dayOfInstant("2026-03-05T23:50:00-08:00")).toBe("2026-03-05");
    expect(dayOf(momentOn("2026-03-05", "07:00"))).toBe("2026-03-05");
  });
});
