// Gzip, taken off in the browser itself: what a watch's file wears when it was downloaded from an account.

/** The engine's own limit for one recording unpacked. */
export const RECORDING_MAX_BYTES = 64 * 1024 * 1024;

/** The bytes as they are, or unpacked when they are gzipped; nothing when they are damaged or unpack to too much. */
export async function unpacked(bytes: Uint8Array, most = RECORDING_MAX_BYTES): Promise<Uint8Array | undefined> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      size += value.length;
      if (size > most) {
        void reader.cancel();
        return undefined;
      }
    }
  } catch {
    return undefined;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
