import { buffer } from 'node:stream/consumers';
import { domainEvent } from '../../../core/domain-events.ts';
import { Stale } from '../../../core/faults.ts';
import { later, minuteMs } from '../../../core/instant.ts';
import { anActor, anEntry, anId, aPerson, aQuery } from '../../builders/index.ts';
import { atNewPlace, firstPage, kept, type Place } from './place.ts';

export function describeRestarts(newPlace: () => Place): void {
  describe('a restart', () => {
    const { engine, place, another } = atNewPlace(newPlace);
    async function restart() {
      await engine().close();
      const next = await another();
      await next.migrate();
      return next;
    }

    it('finds everything as it was', async () => {
      const mia = aPerson();
      const entry = anEntry('River');
      const until = later(place().clock.now(), minuteMs);
      await engine().records.keep({ person: [mia], catalogue: [entry] }, [
        domainEvent(anActor(), 'activity.confirmed', { person: mia.id, activity: anId() }),
      ]);
      await engine().keyValues.put('lti.registrations', 'one', { school: 'x' }, { labels: { state: 'new' } });
      await engine().keyValues.first('lti.nonces', 'nonce', until);
      await engine().leases.hold('gateway', 'one', minuteMs);
      const bytes = (async function* () {
        yield Buffer.from('otter');
      })();
      const id = await engine().files.put(bytes, {
        name: 'a',
        type: 'text/plain',
        medium: 'other',
        bytes: 5,
      });

      const next = await restart();

      expect(await next.isReady()).toBe(true);
      expect(await next.records.people.byId(mia.id)).toEqual(kept(mia));
      expect((await next.records.catalogue.search(aQuery({ text: 'riv' }), firstPage)).items).toEqual([
        entry,
      ]);
      expect(await next.outbox.claim('two', 10, minuteMs)).toHaveLength(1);
      expect(await next.keyValues.find('lti.registrations', { state: 'new' })).toHaveLength(1);
      expect(await next.keyValues.first('lti.nonces', 'nonce', until)).toBe(false);
      expect(await next.leases.hold('gateway', 'two', minuteMs)).toBe(false);
      const file = await next.files.read(id);
      expect(file && String(await buffer(file.bytes))).toBe('otter');
    });

    it('still knows which revision was the last', async () => {
      const mia = aPerson();
      await engine().records.keep({ person: [mia] });

      const next = await restart();

      await expect(next.records.keep({ person: [mia] })).rejects.toThrow(Stale);
      await expect(next.records.keep({ person: [kept(mia)] })).resolves.toBeUndefined();
    });

    it('lets the lease of a killed worker end by itself', async () => {
      await engine().records.keep({}, [
        domainEvent(anActor(), 'activity.confirmed', { person: anId(), activity: anId() }),
      ]);
      await engine().outbox.claim('killed', 10, minuteMs);

      const next = await restart();
      expect(await next.outbox.claim('next', 10, minuteMs)).toEqual([]);

      place().clock.advance(minuteMs);
      expect(await next.outbox.claim('next', 10, minuteMs)).toHaveLength(1);
    });

    it('may happen while another process goes on', async () => {
      const other = await another();
      await engine().close();
      const mia = aPerson();

      await other.records.keep({ person: [mia] });

      expect(await (await another()).records.people.byId(mia.id)).toEqual(kept(mia));
    });
  });
}
