import fc from 'fast-check';
import type { CommunityId, OrganiserId } from '../../core/ids.ts';
import { organiserRoles } from '../../core/lists.ts';
import { operator } from '../../core/people/actor.ts';
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
  anId,
  anIdentity,
  anOrganiser,
  aPerson,
  aStaff,
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
    expect(may.seeClass(teacher, course7).verdict).toBe('yes');
    expect(may.seeClass(teacher, course8).verdict).toBe('no');
    expect(may.reviewAsOrganiser(teacher, { organiser: anId() }, { in: [course8, course7] }).verdict).toBe(
      'yes',
    );
    expect(may.reviewAsOrganiser(teacher, { organiser: anId() }, { in: [course8] }).verdict).toBe('no');
  });

  it('give nothing for being LMS instructor alone', () => {
    const ungranted = anActor({ seat: { community: course7, as: 'teacher' } });

    expect(may.place(ungranted, course7)).toMatchObject({
      verdict: 'no',
      reason: { is: 'wrong-role', could: ['teacher'] },
    });
  });

  it.each([
    ['owner', { publish: 'yes', revoke: 'yes', inviteStaff: 'yes', seeOrganiser: 'yes' }],
    ['manager', { publish: 'yes', revoke: 'yes', inviteStaff: 'no', seeOrganiser: 'yes' }],
    ['reviewer', { publish: 'no', revoke: 'no', inviteStaff: 'no', seeOrganiser: 'yes' }],
    ['member', { publish: 'no', revoke: 'no', inviteStaff: 'no', seeOrganiser: 'yes' }],
  ] as const)('of an %s are these', (role, expected) => {
    const who = anActor({ roles: [{ role, on: organiser }] });

    for (const [right, verdict] of Object.entries(expected)) {
      const ask = may[right as 'publish' | 'revoke' | 'inviteStaff' | 'seeOrganiser'];
      expect([right, ask(who, organiser).verdict]).toEqual([right, verdict]);
      expect(ask(who, anId()).verdict).toBe('no');
    }
  });

  it('never grow by losing a role or a grant', () => {
    const role = fc.record({
      role: fc.constantFrom(...organiserRoles),
      on: fc.constantFrom(organiser, anId<OrganiserId>()),
    });
    fc.assert(
      fc.property(fc.array(role, { maxLength: 4 }), fc.boolean(), (roles, isGranted) => {
        const grants = isGranted ? teacher.grants : [];
        const more = { ...teacher, roles, grants };
        const less = { ...teacher, roles: roles.slice(1), grants: [] };
        for (const ask of [may.publish, may.revoke, may.inviteStaff]) {
          if (ask(less, organiser).verdict === 'yes') expect(ask(more, organiser).verdict).toBe('yes');
        }
        if (may.place(less, course7).verdict === 'yes') expect(may.place(more, course7).verdict).toBe('yes');
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

  it('are the operator’s and one’s own to ask for', async () => {
    const person = aPerson({ emails: [{ address: 'mia@example.org', verifiedAt: null }] });
    await world.ports.records.keep({
      person: [person],
      identity: [anIdentity({ person: person.id })],
      organiser: [anOrganiser()],
    });

    const own = await exportPerson(world.ports, anActor({ person: person.id }), person.id);
    const nosy = await exportPerson(world.ports, anActor(), person.id);
    const erasing = await erasePerson(world.ports, anActor({ person: person.id }), person.id);

    expect(own.done).toMatchObject({ person: { id: person.id }, identities: [{ kind: 'lti' }] });
    expect(nosy.refused?.why).toBe('not-allowed');
    expect(erasing.refused?.why).toBe('not-allowed');
  });
});
