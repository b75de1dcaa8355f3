/**
 * All bytes, but never more than the limit in memory.
 * @param most bytes
 * @returns null: there are more; the rest is not read
 */
export async function readLimited(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    length += part.byteLength;
    if (length > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
