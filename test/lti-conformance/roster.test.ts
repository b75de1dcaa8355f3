import { claim } from '../../adapters/lti/schema.ts';
import { scope } from '../../adapters/lti/scopes.ts';
import type { Membership } from '../../core/communities/membership.ts';
import { refreshRoster } from '../../core/communities/sync-roster.ts';
import { dayMs, hourMs } from '../../core/instant.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { anId, someTerms } from '../builders/index.ts';
import { keepMakers, type Opened, open } from '../support/course.ts';
import { type ForgedRoster, forgeRoster } from '../support/forged-roster.ts';
import { roles } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

let at: Conformance;
/** Of each test its own. */
let roster: ForgedRoster;
let course: string;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
});
beforeEach(() => {
  course = anId();
  roster = forgeRoster(at.app.tool, at.platform, course);
});
afterAll(() => at.close());

const teacher = (): Promise<Opened> =>
  open(at, {
    claims: {
      sub: 'teacher',
      [claim.roles]: [roles.teacher],
      [claim.context]: { id: course, title: 'Class 2.b' },
      [claim.roster]: roster.claim,
    },
  });
const learner = (sub: string, more: Record<string, unknown> = {}) =>
  open(at, { claims: { sub, [claim.context]: { id: course }, [claim.roster]: roster.claim, ...more } });
const member = (user_id: string, more: object = {}) => ({
  user_id,
  roles: ['Learner'],
  status: 'Active',
  ...more,
});
const teacherRow = member('teacher', { roles: ['Instructor'], name: 'Tea Cher' });

const all = async ({ visit }: Opened): Promise<readonly Membership[]> => {
  if (!visit.seat) throw new Error('No course');
  const { items } = await at.app.ports.records.memberships.in(visit.seat.community, {
    size: 200,
    after: null,
  });
  return items;
};
const subjectOf = async ({ person }: Membership) => {
  const [identity] = await at.app.ports.records.identities.of(person);
  return identity?.subject;
};
/** `subject seat state`, sorted. */
const listed = async (opened: Opened) => {
  const rows = await all(opened);
  const lines = rows.map(async (row) => `${await subjectOf(row)} ${row.seat} ${row.state}`);
  return (await Promise.all(lines)).sort();
};
const refresh = async ({ visit }: Opened) => {
  const { ports } = at.app;
  return refreshRoster(ports, await findActor(ports, visit.person, visit.seat));
};
const stateOf = async ({ visit }: Opened) =>
  (await at.app.ports.records.communities.byId(visit.seat?.community ?? anId()))?.roster;

describe('A roster', () => {
  it('NRPS1 is asked for with its own type, a bearer and its one scope', async () => {
    roster.members = [teacherRow, member('luka')];

    await teacher();
    await at.app.settle();

    expect(roster.scopes).toEqual([scope.roster]);
    expect(roster.calls).toEqual([
      {
        path: `/memberships/${course}?type=1&secret=a%26b`,
        accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
        bearer: 'Bearer roster',
      },
    ]);
  });

  it('NRPS2 is read to its last page, each with the query that it came with', async () => {
    roster.pageSize = 2;
    roster.members = [teacherRow, ...['a', 'b', 'c', 'd'].map((name) => member(name))];

    const opened = await teacher();
    await at.app.settle();

    expect(roster.calls.map(({ path }) => path)).toEqual([
      `/memberships/${course}?type=1&secret=a%26b`,
      `/memberships/${course}?type=1&secret=a%26b&page=2`,
      `/memberships/${course}?type=1&secret=a%26b&page=3`,
    ]);
    expect(await listed(opened)).toHaveLength(5);
  });

  it('NRPS2 of Canvas is asked for fifty at a time', async () => {
    await register(at.app, at.platform, { family: 'canvas' });
    roster.members = [teacherRow];

    await teacher();
    await at.app.settle();
    await register(at.app, at.platform, { family: 'generic' });

    expect(roster.calls[0]?.path).toBe(`/memberships/${course}?type=1&secret=a%26b&limit=50`);
  });

  it('NRPS3 who is inactive, deleted or gone from it is inactive here, and nobody is deleted', async () => {
    roster.members = [teacherRow, ...['stays', 'leaves', 'paused', 'deleted'].map((name) => member(name))];
    const opened = await teacher();
    await at.app.settle();
    const before = await all(opened);

    roster.members = [
      teacherRow,
      member('stays'),
      member('paused', { status: 'Inactive' }),
      member('deleted', { status: 'Deleted' }),
    ];
    const { done } = await refresh(opened);

    expect(done).toEqual({ members: 2, left: 3 });
    expect(await listed(opened)).toEqual([
      'deleted learner inactive',
      'leaves learner inactive',
      'paused learner inactive',
      'stays learner active',
      'teacher teacher active',
    ]);
    expect((await all(opened)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('NRPS3 who comes back is active again, as the same person', async () => {
    roster.members = [teacherRow, member('luka')];
    const opened = await teacher();
    await at.app.settle();
    roster.members = [teacherRow];
    await refresh(opened);

    roster.members = [teacherRow, member('luka')];
    await refresh(opened);

    expect(await listed(opened)).toEqual(['luka learner active', 'teacher teacher active']);
    expect((await learner('luka')).visit.person).toBe(
      (await all(opened)).find(({ seat }) => seat === 'learner')?.person,
    );
  });

  it('NRPS4 may leave out names: then people stand under their alias, and a name that was told stays', async () => {
    roster.members = [
      teacherRow,
      member('nameless'),
      member('known'),
      member('split', { given_name: 'Eva', family_name: 'K' }),
    ];
    const opened = await teacher();
    await learner('known', { name: 'Known Name' });
    await at.app.settle();

    const names = new Map<string | undefined, string | null>();
    for (const row of await all(opened)) names.set(await subjectOf(row), row.name);

    expect(Object.fromEntries(names)).toEqual({
      teacher: 'Tea Cher',
      nameless: null,
      known: 'Known Name',
      split: 'Eva K',
    });
  });

  it.each([
    ['a page that fails', { status: 500 }, 'unreachable'],
    ['a page that is no roster', { status: 200, body: '<html>' }, 'our-fault'],
    ['a page that is forbidden', { status: 403 }, 'forbidden'],
    ['a page that is gone', { status: 404 }, 'roster-gone'],
    ['a next page on another host', { status: 200, next: 'https://evil.example/more' }, 'roster-elsewhere'],
  ])('NRPS5 %s keeps the roster as it was, and says so', async (_name, odd, code) => {
    roster.members = [teacherRow, member('luka')];
    const opened = await teacher();
    await at.app.settle();
    const before = await listed(opened);
    roster.pageSize = 1;
    roster.members = [teacherRow, member('new'), member('newer')];
    roster.odd.set(2, odd);

    const { refused } = await refresh(opened);

    expect(refused).toEqual({ why: 'roster-trouble', code });
    expect(await listed(opened)).toEqual(before);
    expect(await stateOf(opened)).toMatchObject({ trouble: code, at: expect.any(String), members: 2 });
  });

  it('takes test students and entries that are nobody for nobody', async () => {
    const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
    roster.members = [
      teacherRow,
      member('test', { roles: ['Learner', testUser] }),
      { roles: ['Learner'] },
      { user_id: { id: 7 } },
    ];

    const opened = await teacher();
    await at.app.settle();

    expect(await listed(opened)).toEqual(['teacher teacher active']);
  });

  it('takes numbers for the same people as launches do, who write them as text', async () => {
    roster.members = [teacherRow, { user_id: 7, roles: ['Learner'] }];
    const opened = await teacher();
    await at.app.settle();

    const { visit } = await learner('7');

    expect((await all(opened)).map(({ person }) => person)).toContain(visit.person);
    expect(await all(opened)).toHaveLength(2);
  });

  it('has the last word on who teaches', async () => {
    const opened = await teacher();
    roster.members = [member('teacher')];

    await at.app.settle();

    expect(await listed(opened)).toEqual(['teacher learner active']);
  });
});

describe('When a roster is read', () => {
  it('at the first launch of a teacher, not of a learner, and then day by day', async () => {
    roster.members = [teacherRow];
    await learner('luka');
    await at.app.settle();
    const byLearner = roster.calls.length;

    await teacher();
    await teacher();
    await at.app.settle();
    await at.app.lti.upkeep();
    const byTeacher = roster.calls.length;
    at.app.clock.advance(dayMs + hourMs);
    await at.app.lti.upkeep();
    await at.app.lti.upkeep();

    expect([byLearner, byTeacher, roster.calls.length]).toEqual([0, 1, 2]);
  });

  it('no more after thirty days without anybody, and again when somebody comes back', async () => {
    roster.members = [teacherRow, member('luka')];
    await teacher();
    await at.app.settle();
    at.app.clock.advance(31 * dayMs);
    await at.app.lti.upkeep();
    const unused = roster.calls.length;

    await learner('luka');
    await at.app.lti.upkeep();

    expect([unused, roster.calls.length]).toEqual([1, 2]);
  });

  it('again the next hour where it did not come', async () => {
    roster.members = [teacherRow];
    const opened = await teacher();
    await at.app.settle();
    roster.odd.set(1, { status: 503 });
    at.app.clock.advance(dayMs + hourMs);
    await at.app.lti.upkeep();
    const failed = await stateOf(opened);

    roster.odd.clear();
    at.app.clock.advance(hourMs);
    await at.app.lti.upkeep();

    expect([failed?.trouble, (await stateOf(opened))?.trouble]).toEqual(['unreachable', null]);
  });

  it('once a day where the platform declines, however often the hour strikes', async () => {
    roster.members = [teacherRow];
    roster.odd.set(1, { status: 403 });
    await teacher();
    await at.app.settle();

    for (let hour = 0; hour < 26; hour += 1) {
      at.app.clock.advance(hourMs);
      await at.app.lti.upkeep();
    }

    expect(roster.calls).toHaveLength(2);
  });

  it('an outage is tried again, and the roster arrives', async () => {
    roster.members = [teacherRow, member('luka')];
    roster.odd.set(1, { status: 503 });
    const opened = await teacher();
    await at.app.settle();
    roster.odd.clear();

    at.app.clock.advance(2 * 60_000);
    await at.app.settle();

    expect(await listed(opened)).toHaveLength(2);
    expect(await stateOf(opened)).toMatchObject({ trouble: null });
  });

  it('never where the platform tells none', async () => {
    roster.claim['context_memberships_url'] = undefined;

    const opened = await teacher();
    await at.app.settle();

    expect((await refresh(opened)).refused).toEqual({ why: 'no-roster' });
    expect(roster.calls).toEqual([]);
  });

  it('only for teachers of that very course', async () => {
    roster.members = [teacherRow];
    const [one, other] = [await teacher(), await learner('luka')];

    expect((await refresh(other)).refused?.why).toBe('not-allowed');
    expect((await refresh({ ...one, visit: { ...one.visit, seat: null } })).refused?.why).toBe('not-found');
  });
});

describe('A class of a thousand', () => {
  it('is read and kept', async () => {
    roster.members = [teacherRow, ...Array.from({ length: 1000 }, (_, index) => member(`learner-${index}`))];
    const opened = await teacher();
    await at.app.settle();

    const { visit } = opened;
    const first = await at.app.ports.records.classes.rows(
      visit.seat?.community ?? anId(),
      someTerms(),
      'everybody',
      { size: 200, after: null },
    );

    expect(first.items).toHaveLength(200);
    expect((await refresh(opened)).done).toEqual({ members: 1001, left: 0 });
  });
});
