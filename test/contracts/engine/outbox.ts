import fc from 'fast-check';
import { domainEvent } from '../../../core/domain-events.ts';
import type { ActivityId, CommunityId, PersonId } from '../../../core/ids.ts';
import { type Instant, later, minuteMs } from '../../../core/instant.ts';
import type { Engine } from '../../../core/ports/engine.ts';
import { subscriptions } from '../../../core/subscriptions.ts';
import { anActor, anId } from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';
import { atNewPlace, everything, firstPage, type Place, pages } from './place.ts';

const lease = minuteMs;

/** Tells one domain event with one reaction. */
async function tell(engine: Engine, community: CommunityId | null = null, due?: Instant): Promise<void> {
  const seat = community && ({ community, as: 'learner' } as const);
  const payload = { person: anId<PersonId>(), activity: anId<ActivityId>() };
  await engine.records.keep({}, [domainEvent(anActor({ seat }), 'activity.confirmed', payload, due)]);
}

const keys = (some: readonly { readonly key: string }[]): string[] => some.map((one) => one.key);

export function describeOutbox(newPlace: () => Place): void {
  describe('outbox', () => {
    const { engine, place, another } = atNewPlace(newPlace);
    const claim = (worker = 'one', limit = 100) => engine().outbox.claim(worker, limit, lease);
    const pass = (ms: number) => place().clock.advance(ms);
    const now = () => place().clock.now();
    /** Tells one and sets it aside. */
    async function setAside(community: CommunityId | null = null): Promise<string> {
      await tell(engine(), community);
      const [taken] = await claim();
      await engine().outbox.setAside(taken?.key ?? '', 'one', 'column-deleted');
      return taken?.key ?? '';
    }

    it('has one delivery per reaction, in the order they are listed', async () => {
      await engine().records.keep({}, [
        domainEvent(anActor(), 'activity.completed', { person: anId(), activity: anId() }),
        domainEvent(anActor(), 'person.recognised', { person: anId() }),
      ]);

      const taken = await claim();

      expect(taken.map((one) => one.reaction)).toEqual(subscriptions['activity.completed']);
      expect(keys(taken)).toEqual(taken.map((one) => `${one.event.id}/${one.reaction}`));
      expect(taken.every((one) => one.tries === 0)).toBe(true);
    });

    it('hands out the oldest due first, as many as asked for', async () => {
      await tell(engine(), null, later(now(), 2000));
      await tell(engine(), null, later(now(), 1000));
      await tell(engine());
      pass(5000);

      const [first, second] = [await claim('one', 2), await claim('one', 2)];

      expect(first.map((one) => one.event.due)).toEqual([undefined, '2026-03-02T09:00:01.000Z']);
      expect(second.map((one) => one.event.due)).toEqual(['2026-03-02T09:00:02.000Z']);
      expect(await claim()).toEqual([]);
    });

    it('tells what is due later no earlier, and then at once', async () => {
      await tell(engine(), null, later(now(), 10_000));
      pass(9_999);
      expect(await claim()).toEqual([]);

      pass(1);

      expect(await claim()).toHaveLength(1);
    });

    it('gives a delivery to one of two workers', async () => {
      for (let count = 0; count < 20; count += 1) await tell(engine());
      const other = await another();

      const [here, there] = await Promise.all([
        engine().outbox.claim('one', 15, lease),
        other.outbox.claim('two', 15, lease),
      ]);

      expect(here.length + there.length).toBe(20);
      expect(new Set([...keys(here), ...keys(there)]).size).toBe(20);
    });

    it('hands a delivery on when its lease has ended, with the try counted', async () => {
      await tell(engine());
      const [first] = await claim('one');
      pass(lease - 1);
      expect(await claim('two')).toEqual([]);

      pass(1);

      expect(await claim('two')).toEqual([{ ...first, tries: 1 }]);
    });

    it('lets a worker hold on to what takes longer, and to nothing that has passed to another', async () => {
      await tell(engine());
      await tell(engine());
      const [long, lost] = await claim('one');
      pass(lease - 1);
      await engine().outbox.extend([long?.key ?? ''], 'one', lease);
      pass(1);

      const passed = await claim('two');
      await engine().outbox.extend([lost?.key ?? ''], 'one', 5 * lease);
      pass(lease);

      expect(keys(passed)).toEqual([lost?.key]);
      expect(keys(await claim('three')).sort()).toEqual(keys([...passed, ...(long ? [long] : [])]).sort());
    });

    it('gives back at once what a worker holds that is gone, and nothing of others', async () => {
      for (let count = 0; count < 4; count += 1) await tell(engine());
      const [first, second] = [await claim('killed', 2), await claim('alive', 1)];

      await engine().outbox.giveBack((worker) => worker === 'killed');

      const again = await claim('next');
      expect(keys(again).slice(0, 2)).toEqual(keys(first));
      expect(again.map(({ tries }) => tries)).toEqual([1, 1, 0]);
      await engine().outbox.delivered(second[0]?.key ?? '', 'alive');
      expect(await engine().outbox.counts()).toMatchObject({ waiting: 3 });
    });

    it('forgets what was delivered', async () => {
      await tell(engine());
      const [taken] = await claim();

      await engine().outbox.delivered(taken?.key ?? '', 'one');

      pass(lease);
      expect(await claim()).toEqual([]);
      expect(await engine().outbox.counts()).toEqual({ waiting: 0, setAside: 0, oldestDue: null });
    });

    it('hands out a retry when it is due, with its tries', async () => {
      await tell(engine());
      const [taken] = await claim();
      await engine().outbox.retry(taken?.key ?? '', 'one', later(now(), 5000), 'unreachable');
      pass(4999);
      expect(await claim()).toEqual([]);

      pass(1);

      expect(await claim('two')).toEqual([{ ...taken, tries: 1 }]);
    });

    it.each([
      ['delivered', (key: string) => engine().outbox.delivered(key, 'one')],
      ['retry', (key: string) => engine().outbox.retry(key, 'one', later(now(), 1000), 'late')],
      ['setAside', (key: string) => engine().outbox.setAside(key, 'one', 'late')],
    ])('ignores %s by a worker whose lease has passed to another', async (_, settle) => {
      await tell(engine());
      const [taken] = await claim('one');
      pass(lease);
      await claim('two');

      await settle(taken?.key ?? '');

      pass(lease);
      expect(await claim('three')).toEqual([{ ...taken, tries: 2 }]);
      expect((await engine().outbox.undelivered('all', firstPage)).items).toEqual([]);
    });

    it('lists what was set aside with its trouble, newest first, and hands it out no more', async () => {
      const older = await setAside();
      pass(1000);
      const newer = await setAside();

      const { items } = await engine().outbox.undelivered('all', firstPage);

      expect(keys(items)).toEqual([newer, older]);
      expect(items[0]).toMatchObject({ trouble: 'column-deleted', setAsideAt: now(), tries: 1 });
      expect(await engine().outbox.setAsideOne(older)).toEqual(items[1]);
      pass(lease);
      expect(await claim()).toEqual([]);
    });

    it('lists only what was told in the communities asked for', async () => {
      const [here, there] = [anId<CommunityId>(), anId<CommunityId>()];
      const first = await setAside(here);
      pass(1);
      const second = await setAside(there);
      await setAside();
      const listed = async (where: CommunityId[]) =>
        keys((await engine().outbox.undelivered(where, firstPage)).items);

      expect(await listed([here])).toEqual([first]);
      expect(await listed([here, there])).toEqual([second, first]);
      expect(await listed([])).toEqual([]);
    });

    it('lists what was set aside page by page', async () => {
      for (let count = 0; count < 7; count += 1) await setAside();
      const all = await everything((page) => engine().outbox.undelivered('all', page));

      const found = await pages(3, (page) => engine().outbox.undelivered('all', page));

      expect(found.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(found.flat()).toEqual(all);
    });

    it('makes one due now that was set aside, its tries from the start', async () => {
      const key = await setAside();

      await engine().outbox.again(key);

      expect(await engine().outbox.setAsideOne(key)).toBeNull();
      expect(await claim('two')).toEqual([expect.objectContaining({ key, tries: 0 })]);
    });

    it('does not make due what waits or is unknown', async () => {
      await tell(engine(), null, later(now(), 5000));

      await engine().outbox.again('unknown/send-grade');
      const waiting = await engine().outbox.setAsideOne('unknown/send-grade');

      expect(waiting).toBeNull();
      expect(await claim()).toEqual([]);
    });

    it('forgets one that was set aside, and nothing else', async () => {
      const [key, other] = [await setAside(), await setAside()];
      await tell(engine());
      const [taken] = await claim();

      await engine().outbox.forget(key);
      await engine().outbox.forget(taken?.key ?? '');
      await engine().outbox.forget('unknown/send-grade');

      expect(keys((await engine().outbox.undelivered('all', firstPage)).items)).toEqual([other]);
      expect(await engine().outbox.counts()).toMatchObject({ waiting: 1, setAside: 1 });
    });

    it('counts what waits and what was set aside', async () => {
      await setAside();
      await tell(engine(), null, later(now(), 9000));
      await tell(engine());

      expect(await engine().outbox.counts()).toEqual({ waiting: 2, setAside: 1, oldestDue: now() });
    });

    it('never has a delivery with two workers at once, and loses none', async () => {
      const act = fc.oneof(
        fc.record({ do: fc.constant('tell' as const) }),
        fc.record({
          do: fc.constant('claim' as const),
          worker: fc.constantFrom('one', 'two'),
          limit: fc.integer({ min: 1, max: 3 }),
        }),
        fc.record({
          do: fc.constantFrom('delivered' as const, 'retry' as const),
          worker: fc.constantFrom('one', 'two'),
        }),
        fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, lease / 2, lease) }),
      );

      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
          const { outbox } = engine();
          /** Key → who has it, until when; null: nobody. */
          const known = new Map<string, { worker: string; until: Instant } | null>();
          const heldBy = (worker: string) =>
            [...known].find(([, holder]) => holder?.worker === worker && holder.until > now())?.[0];
          let told = 0;
          let arrived = 0;

          for (const one of acts) {
            if (one.do === 'tell') {
              await tell(engine());
              told += 1;
            } else if (one.do === 'pass') {
              pass(one.ms);
            } else if (one.do === 'claim') {
              for (const { key } of await outbox.claim(one.worker, one.limit, lease)) {
                const holder = known.get(key);
                expect(holder && holder.until > now()).toBeFalsy();
                known.set(key, { worker: one.worker, until: later(now(), lease) });
              }
            } else {
              const key = heldBy(one.worker);
              if (!key) continue;
              if (one.do === 'delivered') {
                await outbox.delivered(key, one.worker);
                known.delete(key);
                arrived += 1;
              } else {
                await outbox.retry(key, one.worker, now(), 'again');
                known.set(key, null);
              }
            }
          }

          pass(lease);
          const rest = await outbox.claim('last', 100, lease);
          for (const { key } of rest) await outbox.delivered(key, 'last');
          expect(rest.length + arrived).toBe(told);
        }),
        cases(60),
      );
    });
  });
}
