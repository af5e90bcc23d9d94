import { describe, expect, it } from "vitest";
import { stateText } from "../../src/parts/import";
import { StoreTrouble } from "../../src/store/fact_store";
import type { Taking } from "../../src/takings";

describe("what stands beside a file's name", () => {
  it("does_not_begin_with_that_name_once_more", () => {
    const trouble = new StoreTrouble("not_a_recording", "empty.fit: holds no recording");
    const taking = { name: "empty.fit", size: 0, sent: 0, state: "failed", trouble } as Taking;
    expect(stateText(taking)).toBe("holds no recording");
    expect(stateText({ ...taking, name: "other.fit" })).toBe("empty.fit: holds no recording");
  });
});
