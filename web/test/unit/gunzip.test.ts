import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { unpacked } from "../../src/gunzip";

const plain = new Uint8Array(100_000).map((_, i) => i % 251);

describe("gzip", () => {
  it("comes_off_and_what_wears_none_stays_as_it_is", async () => {
    expect(await unpacked(plain)).toBe(plain);
    expect(Buffer.from((await unpacked(new Uint8Array(gzipSync(plain))))!).equals(Buffer.from(plain))).toBe(true);
  });

  it("that_is_damaged_or_unpacks_to_more_than_allowed_gives_nothing", async () => {
    const packed = new Uint8Array(gzipSync(plain));
    expect(await unpacked(packed.slice(0, packed.length / 2))).toBeUndefined();
    expect(await unpacked(packed, 99_999)).toBeUndefined();
    expect(await unpacked(packed, 100_000)).toHaveLength(100_000);
  });
});
