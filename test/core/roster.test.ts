import { isRosterDue, rosterNotRead } from '../../core/communities/community.ts';
import { refreshRoster, rereadRoster, rosterOnFirstTeacher } from '../../core/communities/sync-roster.ts';
import type { Told } from '../../core/domain-events.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { PersonId } from '../../core/ids.ts';
import { dayMs, hourMs, later } from '../../core/instant.ts';
import { recognisePerson } from '../../core/people/recognise-person.ts';
import { aMembership, anId, anIdentity, aPerson, monday } from '../builders/index.ts';
import { type City, openCity } from '../support/city.ts';

let city: City;
beforeEach(async () => {
  city = await openCity();
  city.roster.tenant = 'registration';
});
afterEach(() => city.close());

const learner = (subject: string, name: string | null = null) =>
  ({ subject, name, seat: 'learner' }) as const;
const teacher = { subject: 'ana', name: 'Ana Novak', seat: 'teacher' } as const;

/** Somebody whom the platform knows by this name, and who learns in course 7. */
async function known(subject: string, more: Partial<ReturnType<typeof aMembership>> = {}): Promise<PersonId> {
  const person = aPerson();
  await city.ports.records.keep({
    person: [person],
    identity: [anIdentity({ person: person.id, tenant: 'registration', subject })],
    membership: [aMembership({ community: city.course7, person: person.id, ...more })],
  });
  return person.id;
}
const membershipOf = (person: PersonId) => city.ports.records.memberships.one(city.course7, person);
const stateOf = async () => (await city.ports.records.communities.byId(city.course7))?.roster;

describe('A roster', () => {
  it('does not take somebody for gone who came in while it was read', async () => {
    let late: PersonId | null = null;
    const early = await known('early', { seenAt: later(city.clock.now(), -hourMs) });
    city.roster.list = [teacher];
    city.roster.meanwhile = async () => {
      city.clock.advance(1000);
      late = await known('late', { seenAt: city.clock.now() });
    };

    await rereadRoster(city.ports, city.course7);

    expect((await membershipOf(early))?.state).toBe('inactive');
    expect(late && (await membershipOf(late))?.state).toBe('active');
  });

  it('is read a moment later when its address came after the first teacher, and asked for once where there is none', async () => {
    const due: Told<'community.roster-due'> = {
      id: anId(),
      name: 'community.roster-due',
      at: city.clock.now(),
      by: null,
      community: city.course7,
      payload: { community: city.course7 },
    };
    const react = (tries: number) => rosterOnFirstTeacher(city.ports, due, 'key', tries);
    city.roster.list = [teacher];

    city.roster.tenant = null;
    await expect(react(0)).rejects.toMatchObject({ name: 'Unreachable', retryAfterMs: 1000 });
    await react(1);
    expect((await stateOf())?.at ?? null).toBeNull();
    city.roster.tenant = 'registration';
    await react(1);

    expect((await stateOf())?.members).toBe(1);
  });

  it('of nobody says something about the platform, not about the class', async () => {
    const luka = await known('luka', { seenAt: later(city.clock.now(), -hourMs) });

    const { refused } = await refreshRoster(city.ports, city.ana);

    expect(refused).toEqual({ why: 'roster-trouble', code: 'roster-empty' });
    expect((await membershipOf(luka))?.state).toBe('active');
  });

  it('does not make a learner of a test student', async () => {
    const test = await known('test', { isTest: true });
    city.roster.list = [teacher, learner('test', 'Test Student')];

    await rereadRoster(city.ports, city.course7);

    expect((await membershipOf(test))?.isTest).toBe(true);
  });

  it('does not say which language somebody speaks: their first launch does', async () => {
    city.roster.list = [teacher, learner('luka')];
    await rereadRoster(city.ports, city.course7);
    const luka = { kind: 'lti', tenant: 'registration', subject: 'luka' } as const;

    const first = await recognisePerson(city.ports, luka, { language: 'sl' });
    const second = await recognisePerson(city.ports, luka, { language: 'en' });

    expect([first.done?.person.language, second.done?.person.language]).toEqual(['sl', 'sl']);
  });

  it('tells of somebody who was known elsewhere, for their grades; who is new has none', async () => {
    const person = aPerson();
    const identity = anIdentity({ person: person.id, tenant: 'registration', subject: 'luka' });
    await city.ports.records.keep({ person: [person], identity: [identity] });
    city.roster.list = [teacher, learner('luka'), learner('new')];

    await rereadRoster(city.ports, city.course7);

    const told = await city.ports.outbox.claim('test', 100, 60_000);
    expect(new Set(told.map(({ event }) => `${event.name} ${event.by}`))).toEqual(
      new Set([`community.entered ${person.id}`]),
    );
  });

  it('that breaks off leaves everybody where they were, and notes when it was tried', async () => {
    city.roster.list = [teacher, learner('luka')];
    await refreshRoster(city.ports, city.ana);
    const before = await stateOf();
    city.clock.advance(hourMs);
    city.roster.list = [teacher, learner('new')];
    city.roster.fault = new Unreachable('half of it');

    const { refused } = await refreshRoster(city.ports, city.ana);

    expect(refused).toEqual({ why: 'roster-trouble', code: 'unreachable' });
    expect(await stateOf()).toEqual({ ...before, triedAt: city.clock.now(), trouble: 'unreachable' });
    const { items } = await city.ports.records.memberships.in(city.course7, { size: 200, after: null });
    expect(items.filter(({ state }) => state === 'inactive')).toEqual([]);
  });

  it('notes what a platform declined, and the next good reading clears it', async () => {
    city.roster.list = [teacher];
    city.roster.fault = new Declined('forbidden', 'No');
    await refreshRoster(city.ports, city.ana);
    const declined = await stateOf();
    city.roster.fault = null;

    await refreshRoster(city.ports, city.ana);

    expect(declined).toMatchObject({ at: null, trouble: 'forbidden' });
    expect(await stateOf()).toMatchObject({ at: city.clock.now(), members: 1, trouble: null });
  });
});

describe('Reading a roster again is due', () => {
  const read = { ...rosterNotRead, at: monday, triedAt: monday };

  it.each([
    ['at once when it was never tried', rosterNotRead, 0, true],
    ['not within the day', read, dayMs - 1, false],
    ['after a day', read, dayMs, true],
    ['within the hour where the platform did not answer', { ...read, trouble: 'unreachable' }, hourMs, true],
    ['not at once where it did not answer', { ...read, trouble: 'unreachable' }, 60_000, false],
    ['not within the day where it declined', { ...read, trouble: 'forbidden' }, hourMs, false],
  ])('%s', (_, state, passedMs, isDue) => {
    expect(isRosterDue(state, later(monday, passedMs))).toBe(isDue);
  });
});
