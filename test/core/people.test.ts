import fc from 'fast-check';
import type { CommunityId, OrganiserId, PersonId } from '../../core/ids.ts';
import { roles, seats } from '../../core/lists.ts';
import { type Actor, nobody, operator } from '../../core/people/actor.ts';
import { aliasFrom } from '../../core/people/alias.ts';
import { erasePerson } from '../../core/people/erase-person.ts';
import { exportPerson } from '../../core/people/export-person.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { markNoticesSeen } from '../../core/people/mark-notices-seen.ts';
import { may } from '../../core/people/may.ts';
import { recognisePerson } from '../../core/people/recognise-person.ts';
import { seeNotices } from '../../core/people/see-notices.ts';
import {
  aCommunity,
  aGrant,
  aMembership,
  aNotice,
  anActor,
  anEnrolment,
  anId,
  anIdentity,
  aPerson,
  aReview,
  aStaff,
  someEvidence,
  someWork,
} from '../builders/index.ts';
import { cases } from '../support/cases.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

const luka = { kind: 'lti', tenant: 'school', subject: '42' } as const;

describe('Recognising people', () => {
  it('makes a person under an alias the first time, and finds the same one ever after', async () => {
    const first = await recognisePerson(world.ports, luka, { language: 'sl' });
    const second = await recognisePerson(world.ports, luka, { language: 'en' });

    expect(first.done?.isNew).toBe(true);
    expect(second.done).toMatchObject({
      isNew: false,
      person: { id: first.done?.person.id, language: 'sl' },
    });
    expect(first.done?.person).toMatchObject({
      displayName: null,
      alias: expect.stringMatching(/^[A-Z][a-z]+ \d{4}$/),
    });
  });

  it('keeps the same subject of two schools apart: never the issuer alone', async () => {
    const here = await recognisePerson(world.ports, luka, { language: 'sl' });
    const there = await recognisePerson(world.ports, { ...luka, tenant: 'other school' }, { language: 'sl' });

    expect(there.done?.person.id).not.toBe(here.done?.person.id);
  });

  it('draws aliases of one form from any code', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 8 }), (code) => {
        expect(aliasFrom(code)).toMatch(/^[A-Z][a-z]+ \d{4}$/);
      }),
      cases(),
    );
  });
});

describe('Who asks', () => {
  it('has the roles that were not ended, and the grants of the seat that are in force', async () => {
    const person = aPerson();
    const [works, worked] = [
      aStaff({ person: person.id }),
      aStaff({ person: person.id, endedAt: world.clock.now() }),
    ];
    const grant = aGrant();
    const over = aGrant({ community: grant.community, until: world.clock.now() });
    await world.ports.records.keep({ person: [person], staff: [works, worked], grant: [grant, over] });

    const actor = await findActor(world.ports, person.id, { community: grant.community, as: 'teacher' });

    expect(actor.roles).toEqual([{ role: 'reviewer', on: works.organiser }]);
    expect(actor.grants.map(({ id }) => id)).toEqual([grant.id]);
  });
});

describe('Rights', () => {
  const organiser = anId<OrganiserId>();
  const [course7, course8] = [anId<CommunityId>(), anId<CommunityId>()];
  const teacher = anActor({
    seat: { community: course7, as: 'teacher' },
    grants: [aGrant({ community: course7, organiser })],
  });

  it('let an LMS teacher act by a grant, in that course only', () => {
    expect(may.seeClass(teacher, { id: course7, organiser }).verdict).toBe('yes');
    expect(may.seeClass(teacher, { id: course8, organiser }).verdict).toBe('no');
    expect(may.reviewAsOrganiser(teacher, { organiser: anId() }, { in: [course8, course7] }).verdict).toBe(
      'yes',
    );
    expect(may.reviewAsOrganiser(teacher, { organiser: anId() }, { in: [course8] }).verdict).toBe('no');
  });

  it('give nothing for being LMS instructor alone', () => {
    const ungranted = anActor({ seat: { community: course7, as: 'teacher' } });

    expect(may.place(ungranted, { id: course7, organiser })).toMatchObject({
      verdict: 'no',
      reason: { is: 'wrong-role', could: ['teacher', 'owner', 'manager'] },
    });
  });

  const course = { id: course7, organiser };
  const activity = 'activity';
  const owned = { organiser, activity };
  const met = { in: [course7] };
  const rights = {
    publish: (who: Actor) => may.publish(who, organiser),
    revoke: (who: Actor) => may.revoke(who, organiser),
    decideGrade: (who: Actor) => may.decideGrade(who, organiser),
    inviteStaff: (who: Actor) => may.inviteStaff(who, organiser),
    endGrant: (who: Actor) => may.endGrant(who, organiser),
    seeOrganiser: (who: Actor) => may.seeOrganiser(who, organiser),
    seeUndelivered: (who: Actor) => may.seeUndelivered(who, organiser),
    answerRequest: (who: Actor) => may.answerRequest(who, owned),
    closeLateWork: (who: Actor) => may.closeLateWork(who, owned),
    awardByHand: (who: Actor) => may.awardByHand(who, owned),
    reviewAsOrganiser: (who: Actor) => may.reviewAsOrganiser(who, owned, met),
    overrule: (who: Actor) => may.overrule(who, owned, met),
    confirm: (who: Actor) => may.confirm(who, owned, met),
    place: (who: Actor) => may.place(who, course),
    seeClass: (who: Actor) => may.seeClass(who, course),
    verifyOrganiser: (who: Actor) => may.verifyOrganiser(who),
    openAccount: (who: Actor) => may.openAccount(who),
    runSite: (who: Actor) => may.runSite(who),
  };

  // O owner, M manager, R reviewer, m member, H host of the activity, T teacher with a grant, A site admin.
  it.each([
    ['publish', 'O M A'],
    ['revoke', 'O M A'],
    ['decideGrade', 'O M A'],
    ['inviteStaff', 'O A'],
    ['endGrant', 'O A'],
    ['seeOrganiser', 'O M R m A'],
    ['seeUndelivered', 'O M A'],
    ['answerRequest', 'O M H A'],
    ['closeLateWork', 'O M H A'],
    ['awardByHand', 'O M H A'],
    ['reviewAsOrganiser', 'O M R H T A'],
    ['overrule', 'O M H T A'],
    ['confirm', 'O M H T A'],
    ['place', 'O M T A'],
    ['seeClass', 'O M T A'],
    ['verifyOrganiser', 'A'],
    ['openAccount', 'A'],
    ['runSite', 'A'],
  ] as const)('to %s have %s, and nobody else', (right, expected) => {
    const people = {
      O: anActor({ roles: [{ role: 'owner', on: organiser }] }),
      M: anActor({ roles: [{ role: 'manager', on: organiser }] }),
      R: anActor({ roles: [{ role: 'reviewer', on: organiser }] }),
      m: anActor({ roles: [{ role: 'member', on: organiser }] }),
      H: anActor({ roles: [{ role: 'host', on: activity }] }),
      T: teacher,
      A: operator,
      'teacher without a grant': anActor({ seat: { community: course7, as: 'teacher' } }),
      'learner where teachers have one': { ...teacher, seat: { community: course7, as: 'learner' } as const },
      'teacher of another course': { ...teacher, seat: { community: course8, as: 'teacher' } as const },
      'host of another activity': anActor({ roles: [{ role: 'host', on: 'other' }] }),
      'owner of another organiser': anActor({ roles: [{ role: 'owner', on: anId() }] }),
      nobody,
    };

    const having = Object.entries(people).filter(([, who]) => rights[right](who).verdict === 'yes');

    expect(having.map(([name]) => name).join(' ')).toBe(expected);
  });

  it('refused say who could, without a name', () => {
    expect(may.overrule(nobody, owned, met)).toEqual({
      verdict: 'no',
      reason: { is: 'wrong-role', could: ['owner', 'manager', 'host', 'teacher'] },
      because: [],
    });
  });

  it('let who runs a course’s organiser place there, and nobody where it is nobody’s', () => {
    const manager = anActor({ roles: [{ role: 'manager', on: organiser }] });

    expect(may.place(manager, { id: course7, organiser }).verdict).toBe('yes');
    expect(may.place(manager, { id: course7, organiser: anId() }).verdict).toBe('no');
    expect(may.place(manager, { id: course7, organiser: null }).verdict).toBe('no');
  });

  it('never grow by losing a role, a grant or a seat', () => {
    const role = fc.record({
      role: fc.constantFrom(...roles),
      on: fc.constantFrom<string>(organiser, anId<OrganiserId>(), activity, 'site'),
    });
    const who = fc.record({
      person: fc.constant(anId<PersonId>()),
      roles: fc.array(role, { maxLength: 4 }),
      grants: fc.subarray([...teacher.grants, aGrant({ community: course8 })]),
      seat: fc.option(
        fc.record({ community: fc.constantFrom(course7, course8), as: fc.constantFrom(...seats) }),
      ),
    });
    fc.assert(
      fc.property(who, fc.constantFrom(...Object.values(rights)), (more, right) => {
        const losses: Actor[] = [
          ...more.roles.map((_, at) => ({ ...more, roles: more.roles.toSpliced(at, 1) })),
          ...more.grants.map((_, at) => ({ ...more, grants: more.grants.toSpliced(at, 1) })),
          { ...more, seat: null },
        ];
        const before = right(more).verdict === 'yes';
        for (const less of losses) expect(before || right(less).verdict !== 'yes').toBe(true);
      }),
      cases(),
    );
  });
});

describe('Notices', () => {
  it('wait until they are put away, and nobody puts away another person’s', async () => {
    const [mine, theirs] = [aNotice(), aNotice()];
    await world.ports.records.keep({ notice: [mine, theirs] });
    const me = anActor({ person: mine.person });

    const seen = await markNoticesSeen(world.ports, me, { notices: [mine.id, theirs.id] });

    expect(seen.done).toEqual({ seen: 1 });
    expect(await seeNotices(world.ports, me)).toEqual([]);
    expect(await seeNotices(world.ports, anActor({ person: theirs.person }))).toHaveLength(1);
  });
});

describe('Exporting and erasing', () => {
  it('blanks the person, and a new launch makes a new one', async () => {
    const known = await recognisePerson(world.ports, luka, { language: 'sl' });
    const person = known.done?.person.id ?? anId();
    const [community, member] = [aCommunity(), aMembership({ person, name: 'Luka Novak' })];
    await world.ports.records.keep({ community: [community], membership: [member] });

    const erased = await erasePerson(world.ports, operator, person);
    const again = await recognisePerson(world.ports, luka, { language: 'sl' });

    expect(erased.done).toMatchObject({ person, filesRemoved: 0 });
    expect(again.done?.person.id).not.toBe(person);
    expect(await world.ports.records.people.byId(person)).toMatchObject({
      state: 'erased',
      displayName: null,
    });
    expect(await world.ports.records.memberships.one(member.community, person)).toMatchObject({
      name: null,
      state: 'inactive',
    });
  });

  it('leave no word by them or about them, and nothing to review', async () => {
    const { ports } = world;
    const mia = aPerson({ displayName: 'Mia Novak' });
    const file = await ports.files.put(bytesOf('a picture'), {
      name: 'mia.jpg',
      type: 'image/jpeg',
      medium: 'image',
      bytes: 9,
    });
    const work = someWork({ person: mia.id, state: 'in-review', waitingSince: world.clock.now() });
    const evidence = someEvidence({
      person: mia.id,
      work: work.id,
      note: 'me at the river',
      items: [
        { kind: 'file', file, name: 'mia.jpg', type: 'image/jpeg', medium: 'image', bytes: 9, alt: null },
      ],
    });
    const review = aReview({ work: work.id, decision: 'improve', words: 'Mia, say more' });
    const [activity, task] = [work.activity, work.task];
    const note = { kind: 'work-sent-back', activity, task, words: 'Mia, say more' } as const;
    const notice = aNotice({ person: mia.id, seenAt: world.clock.now(), note });
    const enrolment = anEnrolment({ person: mia.id, subject: { kind: 'activity', id: activity } });
    await ports.records.keep({
      person: [mia],
      work: [work],
      evidence: [evidence],
      review: [review],
      notice: [notice],
      enrolment: [enrolment],
    });

    const erased = await erasePerson(ports, operator, mia.id);
    const left = await exportPerson(ports, operator, mia.id);

    expect(erased.done).toEqual({ person: mia.id, filesRemoved: 1 });
    expect(await ports.files.read(file)).toBeNull();
    expect(JSON.stringify(left.done)).not.toMatch(/Mia|me at the river|mia\.jpg/);
    expect(left.done).toMatchObject({
      work: [{ state: 'open', waitingSince: null }],
      evidence: [{ items: [], note: null }],
      enrolments: [{ state: 'joined' }],
    });
  });

  it('are told once, however often somebody is erased', async () => {
    const person = aPerson();
    await world.ports.records.keep({ person: [person] });

    await erasePerson(world.ports, operator, person.id);
    await erasePerson(world.ports, operator, person.id);

    const told = await world.ports.outbox.claim('test', 10, 60_000);
    expect(told.map(({ reaction }) => reaction)).toEqual(['withdraw-awards']);
  });

  it('end an open visit: who was erased is nobody', async () => {
    const person = aPerson();
    await world.ports.records.keep({ person: [person] });
    const seat = { community: anId<CommunityId>(), as: 'learner' } as const;

    await erasePerson(world.ports, operator, person.id);

    expect(await findActor(world.ports, person.id, seat)).toEqual(nobody);
  });

  it('are the operator’s and one’s own to ask for; others do not learn that there is anybody', async () => {
    const [person, other] = [aPerson(), aPerson()];
    const review = aReview({ reviewer: other.id });
    const work = someWork({ id: review.work, person: person.id });
    const enrolment = anEnrolment({ person: person.id, subject: { kind: 'activity', id: work.activity } });
    await world.ports.records.keep({
      person: [person, other],
      identity: [anIdentity({ person: person.id })],
      work: [work],
      review: [review],
      enrolment: [enrolment],
    });

    const own = await exportPerson(world.ports, anActor({ person: person.id }), person.id);
    const nosy = await exportPerson(world.ports, anActor({ person: other.id }), person.id);
    const meddling = await erasePerson(world.ports, anActor({ person: other.id }), person.id);
    const erasing = await erasePerson(world.ports, anActor({ person: person.id }), person.id);

    expect(own.done).toMatchObject({
      person: { id: person.id },
      identities: [{ kind: 'lti' }],
      reviewsReceived: [{ id: review.id }],
    });
    expect(JSON.stringify(own.done)).not.toContain(other.id);
    expect([nosy.refused, meddling.refused]).toEqual([{ why: 'not-found' }, { why: 'not-found' }]);
    expect(erasing.done).toMatchObject({ person: person.id });
  });
});

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}
