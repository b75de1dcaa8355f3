import { awardByHand } from '../../core/badges/award-by-hand.ts';
import { listBadges } from '../../core/badges/list-badges.ts';
import { ListCandidates, listCandidates } from '../../core/badges/list-candidates.ts';
import { PublishBadge, publishBadge } from '../../core/badges/publish-badge.ts';
import { revokeAward } from '../../core/badges/revoke-award.ts';
import { seeLearner } from '../../core/communities/see-learner.ts';
import { decideGrade } from '../../core/grades/decide-grade.ts';
import { seeGradesOf } from '../../core/grades/see-grades-of.ts';
import { ListPeople, listPeople } from '../../core/organisers/list-people.ts';
import { seePerson } from '../../core/organisers/see-person.ts';
import { operator, type Someone } from '../../core/people/actor.ts';
import { anActor, anId, texts } from '../builders/index.ts';
import { type City, openCity } from '../support/city.ts';
import { doing, ok } from '../support/doing.ts';

let city: City;
let act: ReturnType<typeof doing>;
let luka: Someone;
beforeEach(async () => {
  city = await openCity();
  act = doing(city);
  luka = await city.learner('luka');
});
afterEach(() => city.close());

const people = async (by: Someone, more: object = {}) =>
  ok(await listPeople(city.ports, by, ListPeople.parse({ organiser: city.zmaji, ...more })));
const school = async () => (await city.ports.records.communities.byId(city.course7))?.organiser ?? anId();

/** Somebody with a role at the school whose course it is. */
const atSchool = async (role: 'owner' | 'manager' | 'reviewer' | 'member') =>
  anActor({ roles: [{ role, on: await school() }] });

/** A badge that is given by hand only. */
async function leaderBadge() {
  const input = PublishBadge.parse({
    organiser: city.zmaji,
    badge: null,
    origin: null,
    content: {
      name: texts('Workshop leader'),
      description: texts('Leads a workshop.'),
      criteria: texts('Led one.'),
      image: { draw: { shape: 'circle', colour: '#1D4ED8', letters: 'WL' }, alt: texts('Two letters') },
      skills: [],
      earnedBy: [{ by: 'hand' }],
    },
  });
  return ok(await publishBadge(city.ports, operator, input)).badge;
}

describe('A learner before their teacher', () => {
  it('is shown with every step, with what waits, and with why no badge yet: as the learner reads it', async () => {
    await act.declare(luka, city.explore);
    const work = await act.submit(luka, city.interview, 1);
    await act.settle();

    const { name, parts } = ok(await seeLearner(city.ports, city.ana, { person: luka.person }));

    const [makers] = parts;
    expect([name, parts.length, makers?.progress]).toEqual([
      'luka Novak',
      1,
      { reached: 1, needed: 3, extra: 0 },
    ]);
    expect(makers?.steps.map(({ state }) => state)).toEqual(['done', 'open', 'locked', 'locked']);
    expect(makers?.steps[1]?.tasks[1]).toMatchObject({ work: work.id, state: 'in-review' });
    expect(makers?.steps[0]?.badge?.state).toBe('issued');
    expect(makers?.badge).toMatchObject({
      state: 'none',
      explanation: { verdict: 'no', reason: { is: 'steps', reached: 1, need: 3 } },
    });
  });

  it('is nobody of another course, no colleague, and nothing for a teacher without a grant', async () => {
    const other = await city.course('Class 3.a');
    const ungranted = await city.course('Class 4.c', { isGranted: false });
    const nika = await city.seated('nika', other, 'learner');
    const bor = await city.seated('bor', ungranted, 'teacher');

    const asked = [
      await seeLearner(city.ports, city.ana, { person: nika.person }),
      await seeLearner(city.ports, city.ana, { person: city.ana.person }),
      await seeLearner(city.ports, luka, { person: luka.person }),
      await seeLearner(city.ports, bor, { person: luka.person }),
      await seeLearner(city.ports, city.iva, { person: luka.person }),
    ];

    expect(asked.map(({ refused }) => refused?.why)).toEqual([
      'not-found',
      'not-found',
      'not-allowed',
      'not-allowed',
      'not-found',
    ]);
  });
});

describe('The learners of an organiser', () => {
  it('are those who joined something of theirs, by their alias where the course is of others', async () => {
    await city.learner('mia');
    await act.declare(luka, city.explore);

    expect((await people(city.iva)).people).toEqual([{ person: luka.person, name: 'Otter of luka' }]);
  });

  it('are all learners of their own course, by the name that is shared there', async () => {
    const mia = await city.learner('mia');
    const manager = await atSchool('manager');
    const asked = { organiser: await school(), from: city.course7 };

    const listed = ok(await listPeople(city.ports, manager, ListPeople.parse(asked)));

    expect(listed.from?.id).toBe(city.course7);
    expect(listed.people.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { person: luka.person, name: 'luka Novak' },
      { person: mia.person, name: 'mia Novak' },
    ]);
  });

  it('are listed and shown to those who review for the organiser, and to nobody else', async () => {
    await act.declare(luka, city.explore);
    const asked = { organiser: city.zmaji, person: luka.person };
    const readers = [city.iva, await city.staff('oto', 'reviewer'), await city.staff('vid', 'member'), luka];

    const listed = await Promise.all(
      readers.map((by) => listPeople(city.ports, by, ListPeople.parse(asked))),
    );
    const shown = await Promise.all(readers.map((by) => seePerson(city.ports, by, asked)));
    const foreignCourse = await listPeople(
      city.ports,
      city.iva,
      ListPeople.parse({ organiser: city.zmaji, from: city.course7 }),
    );

    const expected = ['done', 'done', 'not-allowed', 'not-found'];
    expect(listed.map(({ refused }) => refused?.why ?? 'done')).toEqual(expected);
    expect(shown.map(({ refused }) => refused?.why ?? 'done')).toEqual(expected);
    expect(foreignCourse.refused?.why).toBe('not-found');
  });

  it('are strangers to an organiser they have nothing to do with', async () => {
    const mia = await city.learner('mia');

    const asked = await seePerson(city.ports, city.iva, { organiser: city.zmaji, person: mia.person });

    expect(asked.refused?.why).toBe('not-found');
  });

  it('are shown with what they joined, the badges they have had, and what can be given to them', async () => {
    const leader = await leaderBadge();
    await act.declare(luka, city.explore);
    await act.settle();
    ok(await awardByHand(city.ports, city.iva, { badge: leader.id, person: luka.person }));
    const asked = { organiser: city.zmaji, person: luka.person };

    const before = ok(await seePerson(city.ports, city.iva, asked));
    const explored = before.badges.find(({ badge }) => badge.id !== leader.id);
    const address = explored?.award?.address ?? '';
    ok(await revokeAward(city.ports, city.iva, { address, reason: 'to be given anew' }));
    const after = ok(await seePerson(city.ports, city.iva, asked));
    const byReviewer = ok(await seePerson(city.ports, await city.staff('oto', 'reviewer'), asked));

    expect(before.parts.flatMap(({ steps }) => steps.map(({ activity }) => activity.id))).toContain(
      city.explore.id,
    );
    expect(before.badges.map(({ state }) => state)).toEqual(['issued', 'issued']);
    expect(before.canBeGiven).toEqual([]);
    expect(after.canBeGiven.map(({ id }) => id)).toEqual([explored?.badge.id]);
    expect(byReviewer.canBeGiven).toEqual([]);
  });
});

describe('The candidates for a badge', () => {
  it('are told apart: who can be given it now, and why others not', async () => {
    const leader = await leaderBadge();
    const mia = await city.learner('mia');
    for (const who of [luka, mia]) await act.declare(who, city.explore);
    ok(await awardByHand(city.ports, city.iva, { badge: leader.id, person: mia.person }));

    const { people: listed } = ok(
      await listCandidates(city.ports, city.iva, ListCandidates.parse({ badge: leader.id })),
    );

    const giving = new Map(listed.map((one) => [one.person, one.giving]));
    expect(giving.get(luka.person)?.verdict).toBe('yes');
    expect(giving.get(mia.person)).toMatchObject({ verdict: 'no', reason: { is: 'has-it' } });
  });

  it('agree with giving: who is offered gets it, who is not is refused for that reason', async () => {
    const leader = await leaderBadge();
    const explored = await city.badgeOf(city.explore);
    const people = [luka, await city.learner('mia'), await city.learner('jan')];
    for (const who of people) await act.declare(who, city.explore);
    await act.settle();
    ok(await awardByHand(city.ports, city.iva, { badge: leader.id, person: luka.person }));

    for (const badge of [leader.id, explored.id]) {
      const { people: listed } = ok(
        await listCandidates(city.ports, city.iva, ListCandidates.parse({ badge })),
      );
      expect(listed.length).toBe(people.length);
      for (const { person, giving } of listed) {
        const given = await awardByHand(city.ports, city.iva, { badge, person });
        const why = given.refused?.why === 'not-due' ? given.refused.because.reason.is : null;
        expect([giving.verdict === 'no', why]).toEqual([
          given.done === undefined,
          giving.verdict === 'no' ? giving.reason.is : null,
        ]);
      }
    }
  });

  it('are for those who may give it; others see that there is such a badge, or nothing', async () => {
    const leader = await leaderBadge();
    const oto = await city.staff('oto', 'reviewer');
    const readers = [city.iva, oto, luka];

    const asked = await Promise.all(
      readers.map((by) => listCandidates(city.ports, by, ListCandidates.parse({ badge: leader.id }))),
    );
    const badges = ok(await listBadges(city.ports, oto, city.zmaji));

    expect(asked.map(({ refused }) => refused?.why ?? 'done')).toEqual(['done', 'not-allowed', 'not-found']);
    expect(badges[0]).toEqual({ badge: expect.objectContaining({ id: leader.id }), mayGive: false });
  });
});

describe('The grades of a learner', () => {
  it('stand before the manager of the course, and of who offers what is graded: what each may decide', async () => {
    await act.declare(luka, city.explore);
    await act.settle();
    const at = async (by: Someone, organiser = city.zmaji) =>
      seeGradesOf(city.ports, by, { organiser, person: luka.person });

    const [byIva] = await at(city.iva);
    const bySchool = await at(await atSchool('manager'), await school());
    const decided = await decideGrade(city.ports, city.iva, {
      placement: byIva?.placement.id ?? anId(),
      person: luka.person,
      points: 10,
      reason: 'done together',
    });

    expect(byIva).toMatchObject({ max: 100, grade: { points: 33 }, community: { id: city.course7 } });
    expect(bySchool).toHaveLength(1);
    expect(decided.done?.points).toBe(10);
    expect(await at(await city.staff('oto', 'reviewer'))).toEqual([]);
    expect(await at(luka)).toEqual([]);
  });
});
