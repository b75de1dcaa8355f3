import { courseTenant } from '../../adapters/lti/registration.ts';
import { claim } from '../../adapters/lti/schema.ts';
import type { Visit } from '../../adapters/web/index.ts';
import type { ActivityId, PlaylistId } from '../../core/ids.ts';
import { anId, aPlaylist, named } from '../builders/index.ts';
import { keepMakers, titleOf } from '../support/course.ts';
import { type Changes, launch, roles } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';
import type { Page } from '../support/tab.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
});
afterAll(() => at.close());

const told = (page: Page) => (page.code === null ? String(page.status) : `${page.status} ${page.code}`);
const tokenIn = (page: Page) => /Bearer ([\w.-]+)/.exec(page.text)?.[1] ?? '';

/** A launch of somebody new that must succeed, and the visit it opens. */
async function visitOf(claims: Record<string, unknown>, more: Changes = {}): Promise<Visit> {
  const page = await launch(at.app.tool, at.platform, { ...more, claims: { sub: anId(), ...claims } });
  expect(told(page)).toBe('200');
  const visit = await at.app.visits.read(tokenIn(page));
  if (!visit) throw new Error('The page carries no visit');
  return visit;
}
const seatOf = async (some: unknown) => (await visitOf({ [claim.roles]: some })).seat?.as;
const lis = 'http://purl.imsglobal.org/vocab/lis/v2/';

describe.each(['generic', 'moodle', 'canvas'] as const)('Somebody from a %s platform', (family) => {
  beforeAll(async () => {
    await register(at.app, at.platform, { family });
  });

  it.each([
    ['P1 a teacher', [roles.teacher], 'teacher'],
    ['P1 a teaching assistant', [`${lis}membership/Instructor#TeachingAssistant`], 'teacher'],
    ['P1 a maker of content', [`${lis}membership#ContentDeveloper`], 'teacher'],
    ['P1 an administrator of the platform', [`${lis}system/person#Administrator`], 'teacher'],
    ['P1 an administrator of the school', [`${lis}institution/person#Administrator`], 'teacher'],
    ['P2 a student', [roles.learner], 'learner'],
    [
      'P3 with several roles, the highest',
      [roles.learner, `${lis}membership#Mentor`, roles.teacher],
      'teacher',
    ],
    [
      'P3 with the roles of Moodle’s administrator',
      [roles.teacher, `${lis}system/person#Administrator`],
      'teacher',
    ],
    ['P4 by the short name Instructor', ['Instructor'], 'teacher'],
    ['P4 by the short name Learner', ['Learner'], 'learner'],
    ['P5 with an unknown role', ['http://example.org/roles#Wizard'], 'visitor'],
    ['P5 a mentor', [`${lis}membership#Mentor`], 'visitor'],
    ['P5 a student of the school who is none of the course', [`${lis}institution/person#Student`], 'visitor'],
    ['P6 with an empty role', [''], 'visitor'],
    ['P6 with no role', [], 'visitor'],
  ])('%s gets the right seat', async (_name, some, seat) => {
    expect(await seatOf(some)).toBe(seat);
  });
});

describe('What we keep of somebody', () => {
  const keptOf = async (visit: Visit) => {
    const { records } = at.app.ports;
    const person = await records.people.byId(visit.person);
    const membership = visit.seat && (await records.memberships.one(visit.seat.community, visit.person));
    return { person, membership };
  };
  const email = 'secret@example.org';

  it('P7 with an e-mail only: not that, but an alias', async () => {
    const { person, membership } = await keptOf(await visitOf({ email }));

    expect(JSON.stringify([person, membership, at.app.logged])).not.toContain(email);
    expect(membership?.name).toBeNull();
    expect(person?.alias).not.toBe('');
  });

  it.each([
    [{ name: 'Mia Novak' }, 'Mia Novak'],
    [{ given_name: 'Mia', family_name: 'Novak' }, 'Mia Novak'],
    [{ given_name: 'Mia' }, 'Mia'],
  ])('P8 with names only: the name as shared there %j', async (names, name) => {
    const { person, membership } = await keptOf(await visitOf(names));

    expect(membership?.name).toBe(name);
    // A name in a course is that course's; elsewhere the person is known by the alias.
    expect(person?.displayName).toBeNull();
  });

  it('P9 with neither: a pseudonym', async () => {
    const { person, membership } = await keptOf(await visitOf({}));

    expect(membership?.name).toBeNull();
    expect(person?.alias).toMatch(/\w+/);
  });

  it('P10 with an e-mail and no course: no seat and no e-mail', async () => {
    const visit = await visitOf({ email, [claim.context]: undefined });

    expect(visit.seat).toBeNull();
    expect(JSON.stringify(await keptOf(visit))).not.toContain(email);
  });

  it('P11 with only a resource link it works', async () => {
    const claims = { [claim.context]: undefined, [claim.resourceLink]: { id: 'only' } };

    expect((await visitOf(claims)).seat).toBeNull();
  });

  it('a test student is marked as one', async () => {
    const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';

    const visit = await visitOf({ [claim.roles]: [roles.learner, testUser] });

    expect(visit).toMatchObject({ isTest: true, seat: { as: 'learner' } });
    expect((await keptOf(visit)).membership?.isTest).toBe(true);
  });

  it('the same person of one registration is recognised, that of another is somebody else', async () => {
    await register(at.app, at.platform, { clientId: 'client-2' });

    const [first, second] = [await visitOf({ sub: 'same' }), await visitOf({ sub: 'same' })];
    const third = await visitOf({ sub: 'same', aud: 'client-2' }, { login: { client_id: 'client-2' } });

    expect(second.person).toBe(first.person);
    expect(third.person).not.toBe(first.person);
    expect(third.seat?.community).not.toBe(first.seat?.community);
  });
});

describe('What a launch may carry', () => {
  it('P12 claims that we do not know', async () => {
    await visitOf({ 'https://example.org/claim/odd': { any: ['thing', 1, null] } });
  });

  it('P13 an audience that is a list of one', async () => {
    await visitOf({ aud: [at.platform.clientId] });
  });

  it('P14 several audiences and who of them may act', async () => {
    await visitOf({ aud: [at.platform.clientId, 'another'], azp: at.platform.clientId });
    await visitOf({ aud: ['another', at.platform.clientId], azp: at.platform.clientId });
  });

  it.each([20, 55, -20, -300])('P15 a clock %i seconds ahead of ours', async (ahead) => {
    const now = Math.floor(Date.now() / 1000);

    await visitOf({ iat: now + ahead });
  });

  it('P16 odd custom values', async () => {
    await visitOf({
      [claim.custom]: { number: 7, nothing: null, flag: true, list: [1], deep: { a: 1 }, '': '' },
    });
    await visitOf({ [claim.custom]: 'none' });
  });

  it('P17 Moodle’s booleans in words', async () => {
    await register(at.app, at.platform, { family: 'moodle' });
    const settings = {
      deep_link_return_url: 'https://lms.example/return',
      accept_types: ['ltiResourceLink'],
      accept_multiple: 'true',
    };
    const choosing = (accept_multiple: unknown) =>
      visitOf({
        [claim.messageType]: 'LtiDeepLinkingRequest',
        [claim.resourceLink]: undefined,
        [claim.roles]: [roles.teacher],
        [claim.toolPlatform]: { guid: 'site', family_code: 'moodle', name: 'School' },
        [claim.deepLinking]: { ...settings, accept_multiple },
      });
    const takesSeveral = async (value: unknown) =>
      (await at.app.lti.bridge.picking(await choosing(value)))?.acceptsMultiple;

    expect(await takesSeveral('true')).toBe(true);
    expect(await takesSeveral('false')).toBe(false);
    expect(await takesSeveral(true)).toBe(true);
    expect(await takesSeveral(undefined)).toBe(false);
  });

  it('N65 a value that the platform did not fill in counts as absent', async () => {
    const visit = await visitOf({
      [claim.custom]: {
        col_item: '$ResourceLink.item',
        context_history: '$Context.id.history',
        due_at: '$due',
      },
    });

    expect(visit.placement).toBeNull();
  });

  it.each([
    ['sl', 'sl'],
    ['en_US', 'en-US'],
    ['EN-gb', 'en-gb'],
  ])('the locale %s is read as %s', async (locale, language) => {
    expect((await visitOf({ [claim.launchPresentation]: { locale } })).language).toMatch(
      new RegExp(`^${language}$`, 'i'),
    );
  });
});

describe('What a link leads to', () => {
  const opened = async (claims: Record<string, unknown>, more: Changes = {}) => {
    const page = await launch(at.app.tool, at.platform, {
      ...more,
      claims: { sub: anId(), [claim.resourceLink]: { id: anId() }, ...claims },
    });
    const visit = await at.app.visits.read(tokenIn(page));
    const placement = visit?.placement ? await at.app.ports.records.placements.byId(visit.placement) : null;
    return { page, told: told(page), visit, placement, shown: titleOf(page) };
  };

  it('its own fields say which item, and the first launch binds it to this course', async () => {
    const { placement, shown } = await opened({
      [claim.custom]: { col_item: 'a_explore', col_within: 'p_makers', col_link: 'uuid-1' },
    });

    expect(shown).toBe('explore');
    expect(placement).toMatchObject({
      subject: { kind: 'activity', id: 'explore' },
      within: 'makers',
      nativeLink: 'uuid-1',
      gradeColumn: null,
      by: null,
    });
  });

  it('its address says which item', async () => {
    const { placement, shown } = await opened({}, { query: '?item=p_makers&link=uuid-2' });

    expect(shown).toBe('makers');
    expect(placement).toMatchObject({ subject: { kind: 'playlist', id: 'makers' }, nativeLink: 'uuid-2' });
  });

  it('an address encoded twice is understood from Canvas', async () => {
    await register(at.app, at.platform, { family: 'canvas' });
    const target = `${at.app.tool}/lti/launch?item=p_makers&link=uuid%252D3`;

    const { placement } = await opened(
      { [claim.targetLinkUri]: target },
      { query: '?item=p_makers&link=uuid-3' },
    );

    expect(placement?.nativeLink).toBe('uuid-3');
    await register(at.app, at.platform, { family: 'generic' });
  });

  it('a column that the platform names becomes the placement’s, and is not forgotten', async () => {
    const link = { [claim.custom]: { col_item: 'p_makers', col_link: 'uuid-4' } };
    const grades = { scope: [], lineitem: 'https://lms.example/column' };

    const first = await opened({ ...link, [claim.grades]: grades });
    const later = await opened(link);

    expect(first.placement?.gradeColumn).toEqual({ max: 100 });
    expect(later.placement).toEqual(first.placement);
  });

  it('a link changed by its teacher leads to the new item', async () => {
    const link = { [claim.resourceLink]: { id: 'by-hand' } };

    const before = await opened({ ...link, [claim.custom]: { col_item: 'p_makers' } });
    const after = await opened({ ...link, [claim.custom]: { col_item: 'a_explore' } });

    expect(before.shown).toBe('makers');
    expect(after.shown).toBe('explore');
    expect(after.placement?.id).toBe(before.placement?.id);
  });

  it('what a teacher exchanged stands, whatever the link still carries', async () => {
    const link = { [claim.custom]: { col_item: 'p_makers', col_link: 'uuid-5' } };
    const before = await opened(link);
    if (!before.placement) throw new Error('Nothing was bound');
    await at.app.ports.records.keep({
      placement: [{ ...before.placement, subject: { kind: 'activity', id: named<ActivityId>('explore') } }],
    });

    expect((await opened(link)).shown).toBe('explore');
  });

  it('a copied course binds its own placement, to what its original leads to', async () => {
    const link = {
      [claim.custom]: { col_item: 'p_makers', col_link: 'uuid-5', context_history: 'course-7' },
    };

    const copy = await opened({ ...link, [claim.context]: { id: 'course-7-copied', title: 'Class 2.c' } });

    expect(copy.shown).toBe('explore');
    const original = await at.app.ports.records.communities.find(
      'lms-course',
      courseTenant(at.registration, at.platform.deploymentId),
      'course-7',
    );
    expect(copy.placement?.community).not.toBe(original?.id);
  });

  it('a copied course without history binds what its links carry', async () => {
    const link = { [claim.custom]: { col_item: 'p_makers', col_link: 'uuid-5' } };

    expect((await opened({ ...link, [claim.context]: { id: 'course-9' } })).shown).toBe('makers');
  });

  it('a deadline that the platform tells stands with the placement', async () => {
    const custom = { col_item: 'p_makers', col_link: 'uuid-6', due_at: '2026-12-24T18:00:00+01:00' };

    expect((await opened({ [claim.custom]: custom })).placement?.deadline).toBe('2026-12-24T17:00:00.000Z');
  });

  it('without an item a teacher chooses one, and a learner reads that nothing is chosen', async () => {
    expect((await opened({ [claim.roles]: [roles.teacher] })).shown).toBe('Choose what learners will do');
    expect((await opened({})).shown).toBe('Nothing has been chosen here yet');
  });

  it('the course view is asked for by the address', async () => {
    expect((await opened({}, { query: '?view=course' })).shown).toBe('Class 2.b');
  });

  it('from Canvas’ navigation, which names no link, the course is shown', async () => {
    await register(at.app, at.platform, { family: 'canvas' });

    const { shown, placement } = await opened({ [claim.resourceLink]: { id: 'course-7' } });

    expect([shown, placement]).toEqual(['Class 2.b', null]);
    await register(at.app, at.platform, { family: 'generic' });
  });

  it('outside of a course an item is shown and nothing is bound', async () => {
    const claims = { [claim.context]: undefined, [claim.custom]: { col_item: 'p_makers' } };

    expect(await opened(claims)).toMatchObject({ shown: 'makers', placement: null });
  });

  describe('N64 refuses with the same page', () => {
    it.each([
      ['an item that is not there', 'p_nowhere'],
      ['an item that is none', 'nonsense'],
      ['an item of another tenant', 'p_of-another'],
      ['an item that is not published', 'p_draft'],
      ['a step of a playlist that does not hold it', 'a_explore&within=p_of-another'],
    ])('%s', async (_name, item) => {
      const { records } = at.app.ports;
      if (!(await records.playlists.byId(named<PlaylistId>('draft')))) {
        const another = aPlaylist({ id: named<PlaylistId>('of-another'), visibility: 'organiser-people' });
        const draft = aPlaylist({ id: named<PlaylistId>('draft'), state: 'draft' });
        await records.keep({ playlist: [another, draft] });
      }

      const refused = await opened({}, { query: `?item=${item}` });

      expect(refused.told).toBe('404 ITEM_UNKNOWN');
    });

    it('and creates nothing', async () => {
      await at.launch({ query: '?item=p_nowhere' });

      expect(await at.keptAnything()).toBe(false);
    });
  });
});

describe('Who may frame the pages of a visit', () => {
  it('the platform, its login, and where verified launches return to; nobody else', async () => {
    const presentation = { return_url: 'https://frames.example/course?id=7' };

    const visit = await visitOf({ [claim.launchPresentation]: presentation });

    // The second is where P17 of this file would have returned to.
    expect(visit.framedBy).toEqual([at.platform.issuer, 'https://lms.example', 'https://frames.example']);
  });

  it('at most 20 more for a registration', async () => {
    for (let count = 0; count < 22; count += 1) {
      await visitOf({ [claim.launchPresentation]: { return_url: `https://frame-${count}.example/` } });
    }

    expect((await visitOf({})).framedBy).toHaveLength(21);
  });
});

describe('A platform that rolls its key', () => {
  it('P19 is let in after one more look at its key set, and then only so often', async () => {
    await visitOf({});
    const before = at.platform.keysetFetches();

    await at.platform.rollKey('second');
    const pages = [await launch(at.app.tool, at.platform), await launch(at.app.tool, at.platform)];
    const afterRolling = at.platform.keysetFetches() - before;
    for (let count = 0; count < 7; count += 1) {
      await launch(at.app.tool, at.platform, { header: { kid: `unknown-${count}` } });
    }

    expect(pages.map(told)).toEqual(['200', '200']);
    expect(afterRolling).toBe(1);
    expect(at.platform.keysetFetches() - before).toBe(5);
  });
});
