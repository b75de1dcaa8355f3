import fc from 'fast-check';
import { domainEvent } from '../../../core/domain-events.ts';
import { Stale } from '../../../core/faults.ts';
import type { ActivityId, PersonId } from '../../../core/ids.ts';
import type { Person } from '../../../core/people/person.ts';
import { anActor, anEntry, anId, anIdentity, aPerson, at, named } from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';
import { atNewPlace, kept, type Place } from './place.ts';

export function describeKeep(newPlace: () => Place): void {
  describe('keep', () => {
    const { engine, place, another } = atNewPlace(newPlace);
    const joined = () =>
      domainEvent(anActor(), 'activity.completed', {
        person: anId<PersonId>(),
        activity: anId<ActivityId>(),
      });

    it('gives back what was kept, one revision on', async () => {
      const mia = aPerson({
        displayName: 'Mía "the Otter" 🦦',
        emails: [{ address: 'mia@example.org', verifiedAt: at('10:00') }],
      });

      await engine().records.keep({ person: [mia] });

      expect(await engine().records.people.byId(mia.id)).toEqual(kept(mia));
    });

    it('writes over the revision that was read', async () => {
      const mia = aPerson();
      await engine().records.keep({ person: [mia] });

      await engine().records.keep({ person: [{ ...kept(mia), displayName: 'Mia' }] });

      expect(await engine().records.people.byId(mia.id)).toEqual({ ...mia, displayName: 'Mia', revision: 2 });
    });

    it.each([
      ['a record that is new but was kept before', 0],
      ['a revision that has moved on', 1],
      ['a revision that never was', 3],
    ])('refuses %s', async (_, revision) => {
      const mia = aPerson();
      await engine().records.keep({ person: [mia] });
      await engine().records.keep({ person: [kept(mia)] });

      const late = engine().records.keep({ person: [{ ...mia, displayName: 'Too late', revision }] });

      await expect(late).rejects.toThrow(Stale);
      expect(await engine().records.people.byId(mia.id)).toEqual({ ...mia, revision: 2 });
    });

    it('refuses a change to what was never kept', async () => {
      await expect(engine().records.keep({ person: [kept(aPerson())] })).rejects.toThrow(Stale);
    });

    it('keeps nothing at all when one of many records is stale', async () => {
      const [mia, tom] = [aPerson(), aPerson()];
      const entry = anEntry('Robots');
      await engine().records.keep({ person: [mia] });

      const all = engine().records.keep(
        { identity: [anIdentity({ person: tom.id })], catalogue: [entry], person: [tom, mia] },
        [joined()],
      );

      await expect(all).rejects.toThrow(Stale);
      expect(await engine().records.people.byId(tom.id)).toBeNull();
      expect(await engine().records.identities.of(tom.id)).toEqual([]);
      expect(await engine().records.catalogue.bySubject(entry.subject)).toBeNull();
      expect(await engine().outbox.claim('w', 10, 60_000)).toEqual([]);
    });

    it('goes on working after a refusal', async () => {
      const mia = aPerson();
      await engine().records.keep({ person: [mia] });
      await engine()
        .records.keep({ person: [mia] })
        .catch(() => {});

      await engine().records.keep({ person: [kept(mia)] });

      expect(await engine().records.people.byId(mia.id)).toEqual({ ...mia, revision: 2 });
    });

    it('lets one of two processes win that read the same revision', async () => {
      const other = await another();
      const mia = aPerson();
      await engine().records.keep({ person: [mia] });

      const ends = await Promise.allSettled([
        engine().records.keep({ person: [{ ...kept(mia), displayName: 'Here' }] }),
        other.records.keep({ person: [{ ...kept(mia), displayName: 'There' }] }),
      ]);

      expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await engine().records.people.byId(mia.id)).toEqual(await other.records.people.byId(mia.id));
    });

    it('lets one of twenty callers win', async () => {
      const mia = aPerson();

      const ends = await Promise.allSettled(
        Array.from({ length: 20 }, () => engine().records.keep({ person: [mia] }, [joined()])),
      );

      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
      expect(new Set((await engine().outbox.claim('w', 100, 60_000)).map((one) => one.event.id)).size).toBe(
        1,
      );
    });

    it('gives each domain event an id and the moment', async () => {
      const learner = anActor();
      const payload = { person: learner.person, activity: named<ActivityId>('explore') };
      place().clock.advance(90_000);

      await engine().records.keep({}, [
        domainEvent(learner, 'activity.completed', payload),
        domainEvent(learner, 'playlist.completed', { person: learner.person, playlist: anId() }),
      ]);

      const told = (await engine().outbox.claim('w', 100, 60_000)).map((delivery) => delivery.event);
      expect(told[0]).toEqual({
        id: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
        name: 'activity.completed',
        payload,
        by: learner.person,
        community: null,
        at: '2026-03-02T09:01:30.000Z',
      });
      expect(new Set(told.map((event) => event.id)).size).toBe(2);
    });

    it('never keeps half, whatever is kept over whatever was read', async () => {
      const change = fc.record({ who: fc.nat(3), isStale: fc.boolean(), name: fc.string({ maxLength: 20 }) });
      const keeps = fc.array(fc.uniqueArray(change, { selector: ({ who }) => who, minLength: 1 }), {
        maxLength: 8,
      });

      await fc.assert(
        fc.asyncProperty(keeps, async (all) => {
          const { records } = engine();
          const people = new Map<number, Person>([0, 1, 2, 3].map((who) => [who, aPerson()]));
          const personOf = (who: number): Person => people.get(who) ?? aPerson();

          for (const changes of all) {
            const next = changes.map(({ who, name }) => ({ ...personOf(who), displayName: name }));
            const given = next.map((person, index) =>
              changes[index]?.isStale ? { ...person, revision: person.revision + 1 } : person,
            );
            const isStale = changes.some((one) => one.isStale);

            const end = await records.keep({ person: given }).then(
              () => 'kept',
              (fault: unknown) => (fault instanceof Stale ? 'stale' : fault),
            );

            expect(end).toBe(isStale ? 'stale' : 'kept');
            if (isStale) continue;
            for (const [index, { who }] of changes.entries())
              people.set(who, kept(next[index] ?? personOf(who)));
          }

          const known = [...people.values()].filter((person) => person.revision > 0);
          expect(await records.people.byIds([...people.values()].map((person) => person.id))).toEqual(known);
        }),
        cases(60),
      );
    });
  });
}
