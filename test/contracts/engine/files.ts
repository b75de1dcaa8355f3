import { buffer } from 'node:stream/consumers';
import type { FileId } from '../../../core/ids.ts';
import type { FileFacts } from '../../../core/ports/engine.ts';
import { anId } from '../../builders/index.ts';
import { atNewPlace, type Place } from './place.ts';

const facts: FileFacts = { name: 'otter.jpg', type: 'image/jpeg', medium: 'image', bytes: 3 };

async function* chunks(...some: Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* some;
}

export function describeFiles(newPlace: () => Place): void {
  describe('files', () => {
    const { engine, another } = atNewPlace(newPlace);

    it('gives back facts and bytes, in every process', async () => {
      const other = await another();
      const id = await engine().files.put(chunks(Buffer.from([0, 1]), Buffer.from([255])), facts);

      const file = await other.files.read(id);

      expect(file?.facts).toEqual(facts);
      expect(file && (await buffer(file.bytes))).toEqual(Buffer.from([0, 1, 255]));
    });

    it('carries 20 MiB in pieces', async () => {
      const piece = Buffer.alloc(1024 * 1024, 7);
      const id = await engine().files.put(chunks(...Array.from({ length: 20 }, () => piece)), facts);

      const file = await engine().files.read(id);

      let bytes = 0;
      let pieces = 0;
      for await (const chunk of file?.bytes ?? chunks()) {
        bytes += chunk.length;
        pieces += 1;
      }
      expect(bytes).toBe(20 * 1024 * 1024);
      expect(pieces).toBeGreaterThan(10);
    });

    it('keeps two files of the same name apart', async () => {
      const [one, two] = [
        await engine().files.put(chunks(Buffer.from('one')), facts),
        await engine().files.put(chunks(Buffer.from('two')), facts),
      ];

      const [first, second] = [await engine().files.read(one), await engine().files.read(two)];

      expect(first && String(await buffer(first.bytes))).toBe('one');
      expect(second && String(await buffer(second.bytes))).toBe('two');
    });

    it('can be read twice', async () => {
      const id = await engine().files.put(chunks(Buffer.from('otter')), facts);

      const texts = await Promise.all(
        [1, 2].map(async () => {
          const file = await engine().files.read(id);
          return file && String(await buffer(file.bytes));
        }),
      );

      expect(texts).toEqual(['otter', 'otter']);
    });

    it('keeps nothing of a file whose bytes break off', async () => {
      async function* broken(): AsyncIterable<Uint8Array> {
        yield Buffer.from('half');
        throw new Error('The line went dead');
      }

      await expect(engine().files.put(broken(), facts)).rejects.toThrow('The line went dead');
    });

    it('forgets what is removed, once or twice', async () => {
      const id = await engine().files.put(chunks(Buffer.from('otter')), facts);

      await engine().files.remove(id);
      await engine().files.remove(id);

      expect(await engine().files.read(id)).toBeNull();
    });

    it.each([
      ['unknown', anId<FileId>()],
      ['a path', '../city.db' as FileId],
    ])('knows no file by %s', async (_, id) => {
      await engine().files.remove(id);

      expect(await engine().files.read(id)).toBeNull();
    });
  });
}
