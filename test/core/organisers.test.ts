import type { Activity } from '../../core/activities/activity.ts';
import { entryOfActivity, entryOfPlaylist } from '../../core/catalogue/entry-of.ts';
import { domainEvent } from '../../core/domain-events.ts';
import { ListQueue, listQueue } from '../../core/evidence/list-queue.ts';
import { overruleWork } from '../../core/evidence/overrule-work.ts';
import { ReviewEvidence, reviewEvidence } from '../../core/evidence/review-evidence.ts';
import type { Work } from '../../core/evidence/work.ts';
import type { CommunityId } from '../../core/ids.ts';
import { minuteMs } from '../../core/instant.ts';
import { describeLocation } from '../../core/locations/describe-location.ts';
import { deliverAgain } from '../../core/organisers/deliver-again.ts';
import { DescribeOrganiser, describeOrganiser } from '../../core/organisers/describe-organiser.ts';
import { endGrant } from '../../core/organisers/end-grant.ts';
import { endStaff } from '../../core/organisers/end-staff.ts';
import { inviteStaff } from '../../core/organisers/invite-staff.ts';
import { listUndelivered } from '../../core/organisers/list-undelivered.ts';
import { endHost, makeHost } from '../../core/organisers/make-host.ts';
import { OpenAccount, openAccount } from '../../core/organisers/open-account.ts';
import { seeOrganiser } from '../../core/organisers/see-organiser.ts';
import { verifyOrganiser } from '../../core/organisers/verify-organiser.ts';
import { operator, type Someone } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { retryStale } from '../../core/retry-stale.ts';
import {
  aCommunity,
  aGrant,
  anActivity,
  anActor,
  anId,
  aPerson,
  aPlaylist,
  aQuery,
  aStaff,
} from '../builders/index.ts';
import { type City, openCity, taskOf } from '../support/city.ts';
import { doing, ok } from '../support/doing.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

const school = OpenAccount.parse({
  slug: 'gimnazija-zmaj',
  name: 'Gimnazija Zmaj',
  kind: 'school',
  url: 'https://zmaj.example',
  email: 'info@zmaj.example',
  languages: ['sl'],
  home: null,
  owner: { name: 'Ana', email: null },
});

const page = { size: 10, after: null };

async function opened() {
  const { done } = await openAccount(world.ports, operator, school);
  if (!done) throw new Error('not opened');
  return { ...done, ana: await findActor(world.ports, done.owner.id, null) };
}

describe('An organiser', () => {
  it('is opened by the operator, with its first owner', async () => {
    const { organiser, ana } = await opened();

    expect(organiser).toMatchObject({ slug: 'gimnazija-zmaj', verification: 'unverified' });
    expect(ana.roles).toEqual([{ role: 'owner', on: organiser.id }]);
  });

  it('has a slug of its own, and a home that exists', async () => {
    await opened();

    expect((await openAccount(world.ports, operator, school)).refused).toEqual({
      why: 'slug-taken',
      slug: school.slug,
    });
    expect(
      (await openAccount(world.ports, operator, { ...school, slug: 'other', home: 'atlantis' })).refused,
    ).toEqual({
      why: 'location-unknown',
      slug: 'atlantis',
    });
    expect((await openAccount(world.ports, anActor(), { ...school, slug: 'third' })).refused?.why).toBe(
      'not-allowed',
    );
  });

  it('is verified by the operator only', async () => {
    const { ana } = await opened();

    expect((await verifyOrganiser(world.ports, ana, school)).refused?.why).toBe('not-allowed');
    expect((await verifyOrganiser(world.ports, operator, school)).done?.verification).toBe('verified');
  });

  it('is not there for people who do not work for it', async () => {
    const { organiser } = await opened();

    expect((await seeOrganiser(world.ports, anActor(), organiser.id)).refused).toEqual({ why: 'not-found' });
    expect((await describeOrganiser(world.ports, anActor(), anId(), {})).refused).toEqual({
      why: 'not-found',
    });
  });

  it('shows its people their staff, its courses with their grants, and what they may do', async () => {
    const { organiser, ana } = await opened();
    const [course, other] = [aCommunity({ organiser: organiser.id }), aCommunity()];
    const grant = aGrant({ community: course.id, organiser: organiser.id });
    const alias = aPerson({ alias: 'Otter 42' });
    const reviewer = aStaff({ organiser: organiser.id, person: alias.id, role: 'reviewer' });
    await world.ports.records.keep({
      community: [course, other],
      grant: [grant],
      person: [alias],
      staff: [reviewer],
    });

    const byAna = await seeOrganiser(world.ports, ana, organiser.id);
    const byReviewer = await seeOrganiser(
      world.ports,
      await findActor(world.ports, alias.id, null),
      organiser.id,
    );

    expect(byAna.done).toMatchObject({
      organiser: { id: organiser.id },
      communities: [{ community: { id: course.id }, grants: [{ id: grant.id }] }],
      may: { inviteStaff: true, endGrant: true, revoke: true, seeUndelivered: true },
    });
    expect(byAna.done?.staff.map(({ name, role }) => [name, role])).toEqual(
      expect.arrayContaining([
        ['Ana', 'owner'],
        ['Otter 42', 'reviewer'],
      ]),
    );
    expect(byReviewer.done?.may).toEqual({
      inviteStaff: false,
      endGrant: false,
      revoke: false,
      seeUndelivered: false,
    });
  });

  it('is described by who runs it; what was left out stays, and awards that waited are looked at again', async () => {
    const { organiser, ana } = await opened();

    const described = await describeOrganiser(world.ports, ana, organiser.id, { url: 'https://new.example' });
    const byMember = await describeOrganiser(
      world.ports,
      anActor({ roles: [{ role: 'member', on: organiser.id }] }),
      organiser.id,
      { name: 'Mine now' },
    );

    expect(described.done).toMatchObject({ url: 'https://new.example', email: 'info@zmaj.example' });
    expect(byMember.refused?.why).toBe('not-allowed');
    const told = await world.ports.outbox.claim('test', 10, minuteMs);
    expect(told.map(({ reaction }) => reaction)).toEqual(['issue-waiting']);
  });

  it.each(['url', 'email'] as const)('changes its %s, and never takes it away again', async (one) => {
    const { organiser, ana } = await opened();

    const emptied = await describeOrganiser(world.ports, ana, organiser.id, { [one]: null });

    expect(emptied.refused).toEqual({ why: 'issuer-address-needed', missing: one });
    expect((await world.ports.records.organisers.byId(organiser.id))?.[one]).toBe(organiser[one]);
  });

  it('says of itself only what was given: nothing left out becomes empty', () => {
    expect(DescribeOrganiser.parse({ url: null })).toEqual({ url: null });
  });

  it('is found in the catalogue under a new name, and still under the old one', async () => {
    const { organiser, ana } = await opened();
    const [explore, playlist] = [
      anActivity({ organiser: organiser.id }),
      aPlaylist({ madeBy: { organiser: organiser.id } }),
    ];
    await world.ports.records.keep({
      activity: [explore],
      playlist: [playlist],
      catalogue: [
        entryOfActivity(explore, organiser, null),
        entryOfPlaylist(playlist, organiser, null, [explore]),
      ],
    });

    await describeOrganiser(world.ports, ana, organiser.id, { name: 'Šola zmajev' });

    for (const text of ['sola zmajev', 'gimnazija']) {
      const { items } = await world.ports.records.catalogue.search(aQuery({ text }), page);
      expect(items.map((entry) => entry.organiser.name)).toEqual(['Šola zmajev', 'Šola zmajev']);
    }
  });

  it('may open without address and e-mail', async () => {
    const bare = OpenAccount.parse({ ...school, url: null, email: null });

    expect((await openAccount(world.ports, operator, bare)).done?.organiser).toMatchObject({
      url: null,
      email: null,
    });
  });

  it.each([
    ['slug', { slug: 'Gimnazija Zmaj' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['email', { email: 'info' }],
    ['about', { about: { original: 'sl', in: { en: 'A school' } } }],
    ['name', { name: '  ' }],
  ])('is not opened with a %s that is none', (field, more) => {
    const { error } = OpenAccount.safeParse({ ...school, ...more });

    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe('Staff', () => {
  it('is invited by an owner, has the role at once and loses it when ended', async () => {
    const { organiser, ana } = await opened();
    const invited = await inviteStaff(world.ports, ana, {
      organiser: organiser.id,
      name: 'Iva',
      role: 'manager',
    });
    const iva = await findActor(world.ports, invited.done?.person.id ?? anId(), null);

    const byIva = await inviteStaff(world.ports, iva, {
      organiser: organiser.id,
      name: 'Tim',
      role: 'owner',
    });
    await endStaff(world.ports, ana, { staff: invited.done?.staff.id ?? anId() });

    expect(iva.roles).toEqual([{ role: 'manager', on: organiser.id }]);
    expect(byIva.refused?.why).toBe('not-allowed');
    expect((await findActor(world.ports, iva.person, null)).roles).toEqual([]);
  });

  it('keeps its last owner', async () => {
    const { organiser, ana } = await opened();
    const [only] = await world.ports.records.staff.at(organiser.id);

    expect((await endStaff(world.ports, ana, { staff: only?.id ?? anId() })).refused).toEqual({
      why: 'last-owner',
    });
  });

  it('keeps one of two owners who end each other at once', async () => {
    const { organiser, ana } = await opened();
    const [anas] = await world.ports.records.staff.at(organiser.id);
    const invited = await inviteStaff(world.ports, ana, {
      organiser: organiser.id,
      name: 'Iva',
      role: 'owner',
    });
    if (!anas || !invited.done) throw new Error('there are no two owners');
    const iva = await findActor(world.ports, invited.done.person.id, null);

    const answers = await Promise.all([
      retryStale(() => endStaff(world.ports, ana, { staff: invited.done.staff.id })),
      retryStale(() => endStaff(world.ports, iva, { staff: anas.id })),
    ]);

    expect(answers.map(({ refused }) => refused?.why ?? 'done').toSorted()).toEqual(['done', 'last-owner']);
  });
});

describe('A host', () => {
  let city: City;
  beforeEach(async () => {
    city = await openCity();
  });
  afterEach(() => city.close());

  const now = async ({ person }: Someone) => ({ ...(await findActor(city.ports, person, null)), person });
  async function handedIn(activity: Activity, task: number) {
    const mia = await city.learner('mia');
    const act = doing(city);
    await act.declare(mia, city.explore);
    return act.submit(mia, activity, task);
  }
  const queueOf = (who: Someone) =>
    listQueue(city.ports, who, ListQueue.parse({ of: { kind: 'organiser', organiser: city.zmaji } }));

  it('is made by a manager, for one activity only: reads what waits there, reviews and overrules; ended, no more', async () => {
    const oto = await city.staff('oto', 'member');
    const peers = await handedIn(city.interview, 0);
    const asked = await handedIn(city.interview, 1);
    const elsewhere: Work = {
      ...peers,
      id: anId(),
      revision: 0,
      activity: city.podcast.id,
      task: taskOf(city.podcast),
    };
    await city.ports.records.keep({ work: [elsewhere] });
    const hosting = { organiser: city.zmaji, activity: city.interview.id, person: oto.person };
    const byVersion = { evidenceVersion: 1, reason: 'I heard her tell it.' };
    const before = await queueOf(oto);

    await Promise.all([1, 2].map(() => retryStale(() => makeHost(city.ports, city.iva, hosting))));
    const host = await now(oto);
    const queue = ok(await queueOf(host)).items.map(({ work }) => work.id);
    const reviewed = await reviewEvidence(
      city.ports,
      host,
      ReviewEvidence.parse({ work: asked.id, evidenceVersion: 1, decision: 'approve' }),
    );
    const overruled = await overruleWork(city.ports, host, { work: peers.id, ...byVersion });
    const foreign = await overruleWork(city.ports, host, { work: elsewhere.id, ...byVersion });
    const ended = ok(await endHost(city.ports, city.iva, hosting));
    const again = ok(await endHost(city.ports, city.iva, hosting));
    const after = await queueOf(await now(oto));

    expect([before.refused?.why, queue, after.refused?.why]).toEqual([
      'not-allowed',
      // Too few peers have joined: the first is offered to hosts too.
      [peers.id, asked.id],
      'not-allowed',
    ]);
    expect([reviewed.done?.work.state, overruled.done?.work.state, foreign.refused?.why]).toEqual([
      'finished',
      'finished',
      'not-allowed',
    ]);
    expect(await city.ports.records.siteRoles.everOf(oto.person)).toEqual([
      { ...ended, role: 'host', on: city.interview.id, givenBy: city.iva.person },
    ]);
    expect([again, ended.endedAt]).toEqual([ended, city.clock.now()]);
  });

  it('has a role at the organiser of the activity, and hosts nothing when it ends', async () => {
    const [oto, mia] = [await city.staff('oto', 'member'), await city.learner('mia')];
    const hosting = { organiser: city.zmaji, activity: city.interview.id, person: oto.person };
    const theirs = anActivity({ organiser: city.school });
    await city.ports.records.keep({ activity: [theirs] });
    const [row] = await city.ports.records.staff.of(oto.person);
    const owner = await city.staff('ana-of-zmaji', 'owner');

    const answers = [
      await makeHost(city.ports, city.iva, { ...hosting, person: mia.person }),
      await makeHost(city.ports, city.iva, { ...hosting, activity: theirs.id }),
      await makeHost(city.ports, city.iva, { ...hosting, organiser: city.school, activity: theirs.id }),
      await makeHost(city.ports, mia, hosting),
      await makeHost(city.ports, oto, hosting),
      await endHost(city.ports, city.iva, hosting),
    ];
    ok(await makeHost(city.ports, city.iva, hosting));
    await endStaff(city.ports, owner, { staff: row?.id ?? anId() });

    expect(answers.map(({ refused }) => refused?.why)).toEqual([
      'not-found',
      'not-found',
      'not-found',
      'not-found',
      'not-allowed',
      'not-found',
    ]);
    expect((await now(oto)).roles).toEqual([]);
    expect((await makeHost(city.ports, city.iva, hosting)).refused).toEqual({ why: 'not-found' });
  });
});

describe('What did not arrive', () => {
  async function setAside() {
    const { organiser, ana } = await opened();
    const [course, other] = [aCommunity({ organiser: organiser.id }), aCommunity()];
    await world.ports.records.keep(
      { community: [course, other] },
      [course, other].map(({ id: community }) =>
        domainEvent({ person: null, seat: { community, as: 'visitor' } }, 'grade.queued', {
          grade: anId(),
          placement: anId(),
          person: anId(),
          round: 1,
        }),
      ),
    );
    const claimed = await world.ports.outbox.claim('test', 10, minuteMs);
    for (const { key } of claimed) await world.ports.outbox.setAside(key, 'test', 'column-deleted: gone');
    const keyIn = (community: CommunityId) =>
      claimed.find(({ event }) => event.community === community)?.key ?? '';
    return { organiser, ana, ours: keyIn(course.id), theirs: keyIn(other.id) };
  }

  it('is listed to who runs the organiser of the course, with its reason', async () => {
    const { organiser, ana, ours } = await setAside();

    const { done: listed } = await listUndelivered(world.ports, ana, organiser.id, page);

    expect(listed?.items).toMatchObject([{ key: ours, trouble: 'column-deleted: gone' }]);
  });

  it('is listed to the operator from everywhere, to others not at all', async () => {
    const { organiser, ana } = await setAside();
    const reviewer = anActor({ roles: [{ role: 'reviewer', on: organiser.id }] });

    const everywhere = await listUndelivered(world.ports, operator, null, page);
    const answers = await Promise.all([
      listUndelivered(world.ports, ana, null, page),
      listUndelivered(world.ports, reviewer, organiser.id, page),
      listUndelivered(world.ports, anActor(), organiser.id, page),
    ]);

    expect(everywhere.done?.items).toHaveLength(2);
    expect(answers.map(({ refused }) => refused?.why)).toEqual(['not-allowed', 'not-allowed', 'not-found']);
  });

  it('is sent again once, and only where it is theirs', async () => {
    const { organiser, ana, ours, theirs } = await setAside();

    const foreign = await deliverAgain(world.ports, ana, organiser.id, theirs);
    const first = await deliverAgain(world.ports, ana, organiser.id, ours);
    const second = await deliverAgain(world.ports, ana, organiser.id, ours);
    const unknown = await deliverAgain(world.ports, operator, null, 'no such key');

    expect(first.done?.key).toBe(ours);
    expect([foreign.refused, second.refused, unknown.refused]).toEqual([
      { why: 'not-found' },
      { why: 'not-found' },
      { why: 'not-found' },
    ]);
    const due = await world.ports.outbox.claim('test', 10, minuteMs);
    expect(due.map(({ key }) => key)).toEqual([ours]);
  });
});

describe('A grant', () => {
  it('is ended by the owner and counts no more from that moment', async () => {
    const { organiser, ana } = await opened();
    const community = aCommunity({ organiser: organiser.id });
    const grant = aGrant({ community: community.id, organiser: organiser.id });
    await world.ports.records.keep({ community: [community], grant: [grant] });
    const seat = { community: community.id, as: 'teacher' } as const;

    const before = await findActor(world.ports, anId(), seat);
    await endGrant(world.ports, ana, { grant: grant.id });
    const after = await findActor(world.ports, anId(), seat);

    expect([before.grants.length, after.grants.length]).toEqual([1, 0]);
  });
});

describe('A location', () => {
  it('described again with the same words is the same', async () => {
    const ljubljana = {
      slug: 'ljubljana',
      kind: 'city',
      openness: 'open',
      name: { original: 'en', in: { en: 'Ljubljana' } },
      country: 'SI',
      zone: 'Europe/Ljubljana',
      languages: ['sl'],
      centre: { lat: 46.05, lon: 14.5 },
      zoom: 12,
      areas: [],
    } as const;
    const input = { ...ljubljana, languages: [...ljubljana.languages], areas: [] };

    const first = await describeLocation(world.ports, operator, input);
    const again = await describeLocation(world.ports, operator, input);
    const moved = await describeLocation(world.ports, operator, { ...input, zoom: 13 });

    expect([first.done, again.done, moved.done].map((one) => [one?.isNew, one?.isSame])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});
