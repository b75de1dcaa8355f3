import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { copyStore, kinds } from '../../../adapters/moving/index.ts';
import type { FileId } from '../../../core/ids.ts';
import { later, minuteMs } from '../../../core/instant.ts';
import type { Engine, Held, HoldingKind } from '../../../core/ports/engine.ts';
import { aPerson } from '../../builders/index.ts';
import { fillCity } from '../../support/full-city.ts';
import { atNewPlace, type Place } from './place.ts';

export function describeHoldings(newPlace: () => Place): void {
  describe('holdings', () => {
    const { engine, place } = atNewPlace(newPlace);
    const read = async (kind: HoldingKind, size = 200) => all(engine(), kind, size);

    it('hand out something of every kind, in the order of ids, whatever the size of a page', async () => {
      await fillCity(engine(), place().clock);

      for (const kind of kinds) {
        const held = await read(kind);
        const ids = held.map(({ id }) => id);

        expect([kind, held.length]).not.toEqual([kind, 0]);
        expect(ids).toEqual([...new Set(ids)]);
        expect(await read(kind, 1)).toEqual(held);
        expect(await engine().holdings.lastId(kind)).toBe(ids.at(-1));
        expect(JSON.parse(JSON.stringify(held))).toEqual(held);
      }
    });

    it('know no last one of what is not there', async () => {
      for (const kind of kinds) expect(await engine().holdings.lastId(kind)).toBeNull();
    });

    it('hand out records as they were kept', async () => {
      const mia = aPerson({ displayName: 'Mía' });
      await engine().records.keep({ person: [mia] });

      expect(await read('person')).toEqual([{ id: mia.id, doc: { ...mia, revision: 1 } }]);
    });

    it('leave out values whose time is over', async () => {
      await engine().keyValues.put('web.visits', 'v', 1, { until: later(place().clock.now(), minuteMs) });
      expect(await read('keyValue')).toHaveLength(1);

      place().clock.advance(minuteMs);

      expect(await read('keyValue')).toEqual([]);
    });

    it('take in over what has the same id', async () => {
      const mia = aPerson();
      await engine().records.keep({ person: [mia] });
      const [held] = await read('person');

      await engine().holdings.put('person', [
        { id: mia.id, doc: { ...held?.doc, alias: 'Otter 9', revision: 7 } },
      ]);

      expect(await engine().records.people.byId(mia.id)).toEqual({ ...mia, alias: 'Otter 9', revision: 7 });
    });

    it('take in a file under its id, once or twice', async () => {
      const id = 'f0000000000000000001' as FileId;
      const facts = { name: 'a', type: 'text/plain', medium: 'other', bytes: 5 } as const;

      for (const text of ['swan!', 'otter']) await engine().holdings.putFile(id, facts, bytesOf(text));

      const file = await engine().files.read(id);
      expect(file?.facts).toEqual(facts);
      expect(file && String(await buffer(file.bytes))).toBe('otter');
    });

    it('find nothing wrong with a store that is sound', async () => {
      expect(await engine().holdings.troubles()).toEqual([]);
    });

    it('are the same in a store they were copied into, which works as the first did', async () => {
      await fillCity(engine(), place().clock);
      const other = newPlace();
      try {
        const target = await other.open();
        await target.migrate();

        const copied = await copyStore({ engine: engine(), name: 'here' }, target, () => {});

        expect(copied.refused).toBeUndefined();
        for (const kind of kinds) expect(await all(target, kind)).toEqual(await read(kind));
        expect(await digests(target)).toEqual(await digests(engine()));
        expect((await target.outbox.claim('two', 100, minuteMs)).map(({ reaction }) => reaction)).toEqual(
          (await engine().outbox.claim('two', 100, minuteMs)).map(({ reaction }) => reaction),
        );
        expect(await target.outbox.undelivered('all', { size: 9, after: null })).toEqual(
          await engine().outbox.undelivered('all', { size: 9, after: null }),
        );
      } finally {
        await other.leave();
      }
    });
  });
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

async function all({ holdings }: Engine, kind: HoldingKind, size = 200): Promise<readonly Held[]> {
  const found: Held[] = [];
  for (;;) {
    const page = await holdings.page(kind, found.at(-1)?.id ?? null, size);
    if (page.length === 0) return found;
    found.push(...page);
  }
}

/** Of the bytes of every file. */
async function digests(engine: Engine): Promise<readonly (string | null)[]> {
  const files = await all(engine, 'file');
  return Promise.all(
    files.map(async ({ id }) => {
      const file = await engine.files.read(id as FileId);
      return (
        file &&
        createHash('sha256')
          .update(await buffer(file.bytes))
          .digest('hex')
      );
    }),
  );
}
