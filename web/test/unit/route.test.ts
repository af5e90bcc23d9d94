import { describe, expect, it } from "vitest";
import { href, parseRoute } from "../../src/route";

describe("the address after #", () => {
  it("names_the_screen_and_what_follows_it", () => {
    expect(parseRoute("")).toEqual({ screen: "today", rest: [] });
    expect(parseRoute("#/session/run")).toEqual({ screen: "session", rest: ["run"] });
    expect(parseRoute(href("session", "edit", "a b/c"))).toEqual({ screen: "session", rest: ["edit", "a b/c"] });
  });

  it("breaks_nothing_when_it_is_mangled", () => {
    expect(parseRoute("#/%")).toEqual({ screen: "%", rest: [] });
    expect(parseRoute("#/morning/%E0%A4")).toEqual({ screen: "morning", rest: ["%E0%A4"] });
  });
});
