import { afterEach, describe, expect, it } from "vitest";
import { deviceTime, heedServerTime, longDay, minutesAhead, now, today } from "../../src/clock";
import { notAfter } from "../../src/facts";
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

  it("a_day_of_another_year_says_its_year", () => {
    const year = Number(today().slice(0, 4));
    expect(longDay(`${year}-03-02`, "en-GB")).not.toContain(String(year));
    expect(longDay("2018-10-20", "en-GB")).toMatch(/^Saturday,? 20 October 2018$/);
  });

  it("a_facts_day_is_the_one_its_own_clock_showed", () => {
    expect(dayOfInstant("2026-03-05T23:50:00-08:00")).toBe("2026-03-05");
    expect(dayOf(momentOn("2026-03-05", "07:00"))).toBe("2026-03-05");
  });
});

describe("a clock that is wrong", () => {
  afterEach(() => heedServerTime(new Date(deviceTime()).toUTCString(), deviceTime()));
  const server = (ahead_s: number) => new Date(deviceTime() - ahead_s * 1000).toUTCString();

  it("five_minutes_ahead_follows_the_servers", () => {
    heedServerTime(server(300), deviceTime());
    expect(minutesAhead()).toBe(5);
    expect(deviceTime() - now().getTime()).toBeGreaterThan(298_000);
    // Set right again, it is believed again.
    heedServerTime(server(0), deviceTime());
    expect(minutesAhead()).toBe(0);
  });

  it("seconds_ahead_or_days_behind_are_taken_as_they_are", () => {
    for (const ahead of [59, -300, -86_400 * 40]) {
      heedServerTime(server(ahead), deviceTime());
      expect(Math.abs(now().getTime() - deviceTime())).toBeLessThan(1000);
    }
  });

  it("an_answer_that_came_late_or_without_a_date_moves_nothing", () => {
    heedServerTime(server(300), deviceTime() - 300_000);
    heedServerTime(null, deviceTime());
    heedServerTime("soon", deviceTime());
    expect(minutesAhead()).toBe(0);
  });

  it("only_what_the_device_took_for_the_past_is_put_back", () => {
    const there = new Date("2026-03-02T12:00:00Z");
    const device = Date.parse("2026-03-02T17:00:00Z");
    const flag = { type: "flag" as const, flag: "pop" as const, id: "1" };
    const stamped = notAfter({ ...flag, at: "2026-03-02T18:00:00+01:00" }, there, device);
    expect(Date.parse(stamped.at)).toBe(there.getTime());
    for (const at of ["2026-03-02T11:00:00Z", "2026-03-02T20:00:00Z"]) {
      expect(notAfter({ ...flag, at }, there, device).at).toBe(at);
    }
  });
});
