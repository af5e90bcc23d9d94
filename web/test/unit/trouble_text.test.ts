import { describe, expect, it } from "vitest";
import { troubleText } from "../../src/parts/notice";
import { StoreTrouble } from "../../src/store/fact_store";

describe("trouble in words", () => {
  it("tells_what_can_be_done_about_a_file_that_the_browser_cannot_read", () => {
    expect(troubleText(new DOMException("gone", "NotFoundError"))).toMatch(/^This browser cannot read it\./);
  });

  it("names_every_fault_that_the_server_found", () => {
    const refused = new StoreTrouble("invalid", "Refused.", [{ message: "pain: 11" }, { message: "at: none" }]);
    expect(troubleText(refused)).toBe("Refused. pain: 11 at: none");
  });
});
