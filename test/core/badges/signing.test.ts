import type { Award } from '../../../core/badges/award.ts';
import { awardByHand } from '../../../core/badges/award-by-hand.ts';
import { awardIfDue } from '../../../core/badges/award-if-due.ts';
import { credentialOf } from '../../../core/badges/credential.ts';
import { issueMany } from '../../../core/badges/issue-many.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import { updateStatusList } from '../../../core/badges/update-status-list.ts';
import { domainEvent, type Told } from '../../../core/domain-events.ts';
import { operator, type Someone } from '../../../core/people/actor.ts';
import { exportPerson } from '../../../core/people/export-person.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import { anAward, aStatusList } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';

let city: City;
let luka: Someone;
beforeEach(async () => {
  city = await openCity();
  luka = await city.learner('luka');
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const heldBy = async ({ person }: Someone): Promise<readonly Award[]> =>
  (await city.ports.records.awards.heldBy(person, { size: 10, after: null })).items;
const documentOf = async (award: Award) =>
  (await city.ports.records.credentials.byId(credentialOf(award)))?.document;
async function completed(): Promise<Told<'activity.completed'>> {
  const { records } = city.ports;
  await doing(city).declare(luka, city.explore);
  const about = { person: luka.person, activity: city.explore.id };
  const event = { ...domainEvent(luka, 'activity.completed', about), id: 'e1', at: city.clock.now() };
  expect(await records.completions.one(luka.person, city.explore.id)).not.toBeNull();
  // The union of all domain events hides which pair this is.
  return event as Told<'activity.completed'>;
}
/** The same ports, whose store or signer fails in these ways. */
const failing = (more: {
  keep?: Ports['records']['keep'];
  sign?: Ports['badgeSigner']['credential'];
}): Ports => ({
  ...city.ports,
  records: { ...city.ports.records, keep: more.keep ?? city.ports.records.keep },
  badgeSigner: { ...city.ports.badgeSigner, credential: more.sign ?? city.ports.badgeSigner.credential },
});

describe('Issuing', () => {
  it('keeps the award, its place and its credential in one go, or nothing', async () => {
    const event = await completed();
    const { keep } = city.ports.records;
    const breaking: Ports['records']['keep'] = (changes, events) =>
      changes.award ? Promise.reject(new Error('The disk is full')) : keep(changes, events);

    await expect(awardIfDue(failing({ keep: breaking }), event)).rejects.toThrow('The disk is full');
    const before = await heldBy(luka);
    await awardIfDue(city.ports, event);
    await awardIfDue(city.ports, event);

    const [award, ...more] = await heldBy(luka);
    expect([before, more]).toEqual([[], []]);
    expect(award?.status).toEqual({ list: 1, index: expect.any(Number) });
    expect(await city.ports.records.awards.countIn(1)).toBe(1);
    expect(JSON.parse((award && (await documentOf(award))) ?? '{}').id).toContain(award?.address);
  });

  it('issues nothing where the signature fails', async () => {
    const event = await completed();
    const sign = () => Promise.reject(new Error('No such word'));

    await expect(awardIfDue(failing({ sign }), event)).rejects.toThrow('No such word');

    expect(await heldBy(luka)).toEqual([]);
  });

  it('signs one document and draws one place, however many deliver at once', async () => {
    const event = await completed();

    await Promise.all(Array.from({ length: 5 }, () => retryStale(() => awardIfDue(city.ports, event))));

    const [award, ...more] = await heldBy(luka);
    expect(more).toEqual([]);
    expect(await city.ports.records.awards.countIn(1)).toBe(1);
    expect(award && (await documentOf(award))).toContain(`"statusListIndex":"${award?.status?.index}"`);
  });

  it('gives a second round its own address, place and document', async () => {
    await doing(city).declare(luka, city.explore);
    await city.settle();
    const [first] = await heldBy(luka);
    ok(
      await revokeAward(city.ports, city.iva, { address: first?.address ?? '', reason: 'to be given anew' }),
    );
    const badge = (await city.badgeOf(city.explore)).id;
    const second = ok(await awardByHand(city.ports, city.iva, { badge, person: luka.person }));

    expect(second.status).not.toEqual(first?.status);
    expect(second.address).not.toBe(first?.address);
    expect(await documentOf(second)).toContain(second.address);
  });

  it('signs a waiting award when it stops to wait, and not before', async () => {
    const organiser = await city.ports.records.organisers.byId(city.zmaji);
    if (organiser) await city.ports.records.keep({ organiser: [{ ...organiser, email: null }] });
    await doing(city).declare(luka, city.explore);
    await city.settle();
    const [waiting] = await heldBy(luka);
    expect([waiting?.state, waiting?.status]).toEqual(['waiting', undefined]);

    const changed = domainEvent(operator, 'organiser.changed', { organiser: city.zmaji });
    const now = await city.ports.records.organisers.byId(city.zmaji);
    if (now)
      await city.ports.records.keep({ organiser: [{ ...now, email: 'badges@zmaji.example' }] }, [changed]);
    await city.settle();

    const [issued] = await heldBy(luka);
    expect(issued?.state).toBe('issued');
    expect(issued && (await documentOf(issued))).toContain('badges@zmaji.example');
  });
});

describe('A status list', () => {
  it('is followed by the next one when it is full, and counted only then', async () => {
    await doing(city).declare(luka, city.explore);
    await city.settle();
    let counted = 0;
    const { awards } = city.ports.records;
    const full: Ports = {
      ...city.ports,
      records: {
        ...city.ports.records,
        awards: {
          ...awards,
          // Every place of the first list is taken.
          atPlace: async (place) => (place.list === 1 ? anAward() : awards.atPlace(place)),
          countIn: async () => {
            counted += 1;
            return 100_000;
          },
        },
      },
    };

    const badge = { ...(await city.badgeOf(city.explore)), earnedBy: [{ by: 'hand' as const }] };
    await city.ports.records.keep({ badge: [badge] });
    const mia = await city.learner('mia');
    await doing(city).join(mia, city.explore);
    const award = ok(await awardByHand(full, city.iva, { badge: badge.id, person: mia.person }));

    expect([award.status?.list, counted]).toEqual([2, 1]);
    expect((await city.ports.records.statusLists.of(city.zmaji)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('takes no number of another organiser', async () => {
    await city.ports.records.keep({ statusList: [aStatusList({ number: 7 })] });
    await doing(city).declare(luka, city.explore);
    await city.settle();

    const [award] = await heldBy(luka);
    expect(award?.status?.list).toBe(8);
  });

  it('has the bit of every award that was revoked, however the news of it overlap', async () => {
    const people = await Promise.all(['a', 'b', 'c'].map((name) => city.learner(name)));
    for (const one of people) await doing(city).declare(one, city.explore);
    await city.settle();
    const awards = (await Promise.all(people.map(heldBy))).flat();
    for (const { address } of awards)
      ok(await revokeAward(city.ports, city.iva, { address, reason: 'All by mistake' }));

    const told = awards.map(
      ({ id, badge, person }) =>
        ({
          ...domainEvent(operator, 'award.revoked', { award: id, badge, person }),
          id: `e-${id}`,
          at: city.clock.now(),
        }) as Told<'award.revoked'>,
    );
    await Promise.all(told.map((event) => retryStale(() => updateStatusList(city.ports, event))));
    const list = await city.ports.records.statusLists.byNumber(1);
    for (const event of told) await updateStatusList(city.ports, event);

    expect(list?.set).toBe(3);
    expect(await city.ports.records.statusLists.byNumber(1)).toEqual(list);
  });
});

describe('A badge for many', () => {
  it('stops at no bad row, and tells how far it is', async () => {
    const badge = { ...(await city.badgeOf(city.explore)), earnedBy: [{ by: 'hand' as const }] };
    await city.ports.records.keep({ badge: [badge] });
    await doing(city).join(luka, city.explore);
    const rows = [luka.person, '', 'a b', luka.person.toUpperCase(), city.iva.person];
    const told: string[] = [];

    const answer = ok(
      await issueMany(city.ports, city.iva, { badge: badge.id, rows }, ({ row, came }, of) =>
        told.push(`${row}/${of} ${came}`),
      ),
    );

    expect(told).toEqual(['1/5 issued', '2/5 bad-address', '3/5 bad-address', '4/5 repeated', '5/5 not-due']);
    expect(answer).toHaveLength(5);
  });

  it('is for who may give it', async () => {
    const badge = (await city.badgeOf(city.explore)).id;

    const answer = await issueMany(city.ports, luka, { badge, rows: [luka.person] });

    expect(answer.refused?.why).toBe('not-found');
  });
});

describe('What is kept of a person', () => {
  it('has their credentials as well', async () => {
    await doing(city).declare(luka, city.explore);
    await city.settle();
    const [award] = await heldBy(luka);

    const own = ok(await exportPerson(city.ports, operator, luka.person));

    expect(JSON.stringify(own)).toContain(`${award?.address}/credential`);
  });
});
