import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { kindOf } from "../../src/takings";

describe("the way that a file goes", () => {
  it("is_told_by_its_first_bytes_and_not_by_its_name", async () => {
    expect(await kindOf(new Blob(["PK\u0003\u0004 and so on"]))).toBe("archive");
    expect(await kindOf(new Blob(["<?xml version='1.0'?><gpx/>"]))).toBe("perhaps");
    expect(await kindOf(new Blob(["\ufeff<?xml version='1.0'?><HealthData/>"]))).toBe("perhaps");
    expect(await kindOf(new Blob([new Uint8Array(gzipSync("anything"))]))).toBe("perhaps");
    expect(await kindOf(new Blob([new Uint8Array([14, 0x20, 0x54, 0x08])]))).toBe("single");
    expect(await kindOf(new Blob([]))).toBe("single");
  });
});
