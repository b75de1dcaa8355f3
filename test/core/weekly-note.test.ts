import { declareDone } from '../../core/activities/declare-done.ts';
import { submitEvidence } from '../../core/evidence/submit-evidence.ts';
import { dayMs, hourMs, instant } from '../../core/instant.ts';
import type { Someone } from '../../core/people/actor.ts';
import { chooseWeeklyNote, nextMonday } from '../../core/people/choose-weekly-note.ts';
import { type City, openCity, taskOf } from '../support/city.ts';

let city: City;
let rok: Someone;
beforeEach(async () => {
  city = await openCity();
  rok = await city.staff('rok', 'reviewer');
});
afterEach(() => city.close());

async function verified(who: Someone, address = 'rok@example.org'): Promise<void> {
  const person = await city.ports.records.people.byId(who.person);
  if (!person) throw new Error('Nobody');
  const emails = [{ address, verifiedAt: city.clock.now() }];
  await city.ports.records.keep({ person: [{ ...person, emails }] });
}
const choose = (wanted: 'yes' | 'no') => chooseWeeklyNote(city.ports, rok, { wanted });

/** Task 2 of the interview asks an organiser. */
async function handIn(name: string): Promise<void> {
  const learner = await city.learner(name);
  await declareDone(city.ports, learner, { activity: city.explore.id, within: city.makers.id });
  await submitEvidence(city.ports, learner, {
    activity: city.interview.id,
    task: taskOf(city.interview, 1),
    within: city.makers.id,
    items: [{ kind: 'text', text: 'That she never finished school.' }],
    note: null,
    handIn: `hand in of ${name}`,
  });
}
async function weeks(count: number): Promise<readonly number[]> {
  for (let week = 0; week < count; week += 1) {
    city.clock.advance(7 * dayMs);
    await city.settle();
  }
  return city.mailer.sent.map(({ note }) => (note.kind === 'reviews-wait' ? note.count : -1));
}

describe('The weekly note of a reviewer', () => {
  it('comes on Mondays while something waits, and never unasked', async () => {
    await verified(rok);
    await handIn('mia');
    expect(await weeks(1)).toEqual([]);

    await choose('yes');
    await choose('yes');
    await handIn('luka');

    expect(await weeks(2)).toEqual([2, 2]);
    expect(new Set(city.mailer.sent.map(({ to }) => to))).toEqual(new Set(['rok@example.org']));
  });

  it('does not come when nothing waits', async () => {
    await verified(rok);
    await choose('yes');

    expect(await weeks(2)).toEqual([]);
    await handIn('mia');
    expect(await weeks(1)).toEqual([1]);
  });

  it('stops when it is stopped, and goes on once when it is chosen again', async () => {
    await verified(rok);
    await handIn('mia');
    await choose('yes');
    await choose('no');
    expect(await weeks(1)).toEqual([]);

    await choose('yes');
    expect(await weeks(2)).toEqual([1, 1]);
  });

  it('ends with the role, and wants a verified address', async () => {
    expect((await choose('yes')).refused?.why).toBe('email-needed');
    await verified(rok);
    await choose('yes');
    await handIn('mia');
    const [role] = await city.ports.records.staff.of(rok.person);
    if (!role) throw new Error('No role');
    await city.ports.records.keep({ staff: [{ ...role, endedAt: city.clock.now() }] });

    expect(await weeks(2)).toEqual([]);
    expect((await city.ports.records.people.byId(rok.person))?.weeklyNote?.isWanted).toBe(false);
  });

  it('comes to a teacher of a granted course about their own class, and each piece of work once', async () => {
    const ana = city.ana;
    await verified(ana, 'ana@school.example');
    await handIn('mia');
    await chooseWeeklyNote(city.ports, ana, { wanted: 'yes' });
    expect(await weeks(1)).toEqual([1]);

    const [grant] = await city.ports.records.grants.in(city.course7);
    if (grant) await city.ports.records.keep({ grant: [{ ...grant, until: city.clock.now() }] });
    expect(await weeks(1)).toEqual([1]);
    expect((await city.ports.records.people.byId(ana.person))?.weeklyNote?.isWanted).toBe(false);
  });

  it.each([
    ['2026-10-05T07:00:00.000Z', '2026-10-12T07:00:00.000Z'],
    ['2026-10-05T00:00:00.000Z', '2026-10-12T07:00:00.000Z'],
    ['2026-10-10T23:00:00.000Z', '2026-10-12T07:00:00.000Z'],
    ['2026-10-11T23:59:00.000Z', '2026-10-12T07:00:00.000Z'],
  ])('of %s comes on %s', (now, monday) => {
    const next = nextMonday(instant(now));

    expect(next).toBe(monday);
    expect(new Date(next).getUTCDay()).toBe(1);
    expect(Date.parse(next) - Date.parse(now)).toBeGreaterThan(hourMs);
  });
});
