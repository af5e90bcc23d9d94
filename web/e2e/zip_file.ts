// A zip archive put together in memory, stored or deflated, for tests.

import { deflateRawSync } from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  let sum = n;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum >>> 0;
});

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = table[(sum ^ byte) & 255]! ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

export interface Packed {
  method: 0 | 8;
  crc: number;
  size: number;
  bytes: Uint8Array;
}

/** One content, which may then be put into an archive under many names. */
export function packed(content: Uint8Array, deflate = false): Packed {
  return {
    method: deflate ? 8 : 0,
    crc: crc(content),
    size: content.length,
    bytes: deflate ? deflateRawSync(content, { level: 1 }) : content,
  };
}

export function zipOf(members: [name: string, content: Packed][]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of members) {
    // From "version needed" to "length of extra fields", the same in both places.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(content.method, 4);
    common.writeUInt16LE(0x21, 8); // 1 January 1980, the earliest that there is
    common.writeUInt32LE(content.crc, 10);
    common.writeUInt32LE(content.bytes.length, 14);
    common.writeUInt32LE(content.size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), content.bytes]);
    const rest = Buffer.alloc(14); // comment, disk, attributes; then where the member begins
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), common, rest, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}
