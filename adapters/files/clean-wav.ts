import { type Cleaner, Unfit } from './unfit.ts';

/** What a player needs. Everything else (LIST, bext, iXML, id3 …) tells who, where and when. */
const needed = new Set(['fmt ', 'fact', 'data']);

/** WAV with only its form and its sound, written anew. */
export const cleanWav: Cleaner = (bytes) => {
  const chunks = chunksOf(bytes).filter(({ name }) => needed.has(name));
  if (!['fmt ', 'data'].every((name) => chunks.some((chunk) => chunk.name === name))) {
    throw new Unfit('broken');
  }

  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks.flatMap(written)]);
  return Buffer.concat([headOf('RIFF', body.length), body]);
};

interface Chunk {
  readonly name: string;
  readonly body: Buffer;
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    // A recorder that was cut off never wrote the length of its sound: it runs to the end.
    if (body.length < length && name !== 'data') throw new Unfit('broken');
    chunks.push({ name, body });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

const written = ({ name, body }: Chunk): Buffer[] => [
  headOf(name, body.length),
  body,
  Buffer.alloc(body.length % 2),
];

function headOf(name: string, length: number): Buffer {
  const head = Buffer.from(`${name}....`, 'latin1');
  head.writeUInt32LE(length, 4);
  return head;
}
