import { decodeJwt } from 'jose';
import { claim } from '../../adapters/lti/schema.ts';
import { passGradeBack } from '../../core/grades/pass-grade-back.ts';
import { sendGrade } from '../../core/grades/send-grade.ts';
import type { ActivityId, PlaylistId } from '../../core/ids.ts';
import { hourMs, minuteMs } from '../../core/instant.ts';
import { anId, anOrganiser, aPlaylist, named, texts } from '../builders/index.ts';
import { choosing, getAs, keepMakers, type Opened, open, postAs } from '../support/course.ts';
import { type ForgedGrades, forgeGrades } from '../support/forged-grades.ts';
import { roles } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';
import { openTab, type Page } from '../support/tab.ts';

let at: Conformance;
let grades: ForgedGrades;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
  grades = forgeGrades(at.app.tool, at.platform);
});
afterAll(() => at.close());

const link = () => ({ [claim.custom]: { col_item: 'p_makers', col_link: anId() } });
const learner = (more: Record<string, unknown> = {}) =>
  open(at, { claims: { sub: anId(), ...link(), ...more } });
const teacher = () => open(at, { claims: { sub: anId(), ...link(), [claim.roles]: [roles.teacher] } });

const get = (opened: Opened, path: string) => getAs(at, opened, path);
const post = (opened: Opened, path: string, fields?: Record<string, string>) =>
  postAs(at, opened, path, fields);

const declare = (name: string) => `/app/playlists/makers/activities/${name}/declare-done`;
const completedBy = async ({ visit }: Opened) => [
  ...(await at.app.ports.records.completions.of(visit.person)),
];

describe('The token of a visit', () => {
  it('stands in the page and nowhere else: no address, no cookie, no log', async () => {
    const { page, token } = await learner();

    const signature = token.split('.')[2] ?? '';
    expect(page.text.split(token)).toHaveLength(2);
    expect(page.headers.getSetCookie().join()).not.toContain(signature);
    expect(page.headers.get('location')).toBeNull();
    expect(at.app.logged.join('\n')).not.toContain(signature);
    for (const [, address] of page.text.matchAll(/(?:href|src|action|hx-get|hx-post)="([^"]*)"/g)) {
      expect(address).not.toContain(signature);
    }
  });

  it('comes in a page that only the platform may frame, that is not kept, and whose scripts carry a nonce', async () => {
    const { page } = await learner();

    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-ancestors ${at.platform.issuer}`);
    expect(policy).toMatch(/script-src 'nonce-[^']+'(;|$)/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-frame-options')).toBeNull();
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
    for (const [script] of page.text.matchAll(/<script[^>]*>/g)) expect(script).toContain('nonce=');
  });
});

describe('A visit', () => {
  it('N66 that is over asks to open the activity again', async () => {
    const opened = await learner();

    at.app.clock.advance(2 * hourMs + minuteMs);
    const page = await get(opened, '/app/playlists/makers');

    expect(page.status).toBe(401);
    expect(page.text).toContain('SESSION_ENDED');
    expect(page.text).toContain('from your course');
  });

  it('N66 that was altered is over', async () => {
    const opened = await learner();
    const altered = { ...opened, token: `${opened.token.slice(0, -3)}AAA` };

    expect((await get(altered, '/app/playlists/makers')).status).toBe(401);
  });

  it('N67 of another tenant finds nothing', async () => {
    const other = anOrganiser({ slug: 'other-school' });
    const own = aPlaylist({
      id: named<PlaylistId>('of-the-other'),
      name: texts('Of the other school'),
      madeBy: { organiser: other.id },
      visibility: 'organiser-people',
      steps: [{ activity: named<ActivityId>('explore'), isMandatory: true, position: 1 }],
    });
    await at.app.ports.records.keep({ organiser: [other], playlist: [own] });
    await register(at.app, at.platform, { clientId: 'other-client', organiser: 'other-school' });
    const theirs = await open(at, {
      login: { client_id: 'other-client' },
      claims: { sub: anId(), aud: 'other-client', [claim.custom]: { col_item: 'p_of-the-other' } },
    });

    const ours = await get(await learner(), '/app/playlists/of-the-other');

    expect(theirs.page.text).toContain('Of the other school');
    expect(ours.status).toBe(404);
    expect(ours.text).not.toContain('Of the other school');
  });

  it('N68 of a learner cannot do what a teacher may', async () => {
    const opened = await learner();
    const fields = { activity: 'explore', persons: opened.visit.person };

    const pages: Page[] = [
      await get(opened, '/app/class'),
      await post(opened, '/app/class/confirm-attendance', fields),
      await post(opened, '/app/class/confirm-completion', fields),
    ];

    expect(pages.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await completedBy(opened)).toEqual([]);
  });

  it('N68 of a teacher does nothing in another course', async () => {
    const elsewhere = await open(at, {
      claims: { sub: anId(), ...link(), [claim.context]: { id: 'course-8' }, [claim.roles]: [roles.teacher] },
    });
    const opened = await learner();

    const page = await post(elsewhere, '/app/class/confirm-completion', {
      activity: 'explore',
      persons: opened.visit.person,
    });

    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(await completedBy(opened)).toEqual([]);
  });

  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from nowhere', {}],
    ['from our own site, without the token', { 'sec-fetch-site': 'same-origin' }],
  ])('N69 is nobody’s in a POST without the header, %s', async (_name, headers) => {
    const opened = await learner();

    const page = await openTab(at.app.tool).post(declare('explore'), {}, headers);

    expect(page.status).toBe(401);
    expect(await completedBy(opened)).toEqual([]);
  });

  it('N71 to choose content sends what the platform gave, whatever a form says', async () => {
    const opened = await open(at, { claims: choosing() });
    const forged = {
      mode: 'whole',
      data: 'forged',
      deep_link_return_url: 'https://evil.example/',
      action: 'https://evil.example/',
    };

    const page = await post(opened, '/app/picker/playlists/makers/place', forged);

    const form = /<form[^>]*action="([^"]+)"/.exec(page.text.replace(/<form[^>]*action="\/[^"]*"/g, ''))?.[1];
    const jwt = /name="JWT" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect(form).toBe('https://lms.example/return?sesskey=abc');
    expect(decodeJwt(jwt)['https://purl.imsglobal.org/spec/lti-dl/claim/data']).toBe('kept by the platform');
    expect(page.text).not.toContain('evil.example');
  });

  it('to choose content may post its answer to the platform only', async () => {
    const { page } = await open(at, { claims: choosing() });

    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://lms.example");
  });
});

describe('A learner’s way to a grade', () => {
  const withColumn = () => {
    const name = anId<string>();
    const column = grades.addColumn({ resourceId: name });
    // A course of its own: a column shows what every learner of its course has done.
    const claims = {
      [claim.context]: { id: anId() },
      [claim.custom]: { col_item: 'p_makers', col_link: name },
      [claim.grades]: grades.claim(column),
    };
    return { column: new URL(column).pathname, claims };
  };
  const callsFor = (column: string, sub: string) =>
    grades.scoreCalls().filter(({ path, body }) => path.startsWith(column) && body['userId'] === sub);
  const scoreOf = (column: string, sub: string) => grades.stored.get(`${column} ${sub}`)?.score;

  it('AGS1 each completed step moves the column', async () => {
    const { column, claims } = withColumn();
    const sub = anId<string>();
    const opened = await learner({ ...claims, sub });

    await post(opened, declare('explore'));
    at.app.clock.advance(minuteMs);
    await at.app.settle();
    const half = scoreOf(column, sub);
    await post(opened, declare('interview'));
    at.app.clock.advance(minuteMs);
    await at.app.settle();

    expect([half, scoreOf(column, sub)]).toEqual([50, 100]);
  });

  it('AGS6 after an outage the score arrives, once', async () => {
    const { column, claims } = withColumn();
    const sub = anId<string>();
    const opened = await learner({ ...claims, sub });
    grades.odd.push({ status: 503 }, { status: 500 });

    await post(opened, declare('explore'));
    for (let tries = 0; tries < 4; tries += 1) {
      at.app.clock.advance(6 * minuteMs);
      await at.app.settle();
    }

    const calls = callsFor(column, sub);
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map(({ body }) => body['timestamp'])).size).toBe(1);
    expect(scoreOf(column, sub)).toBe(50);
  });

  it('AGS7 the same domain event twice makes one score', async () => {
    const { column, claims } = withColumn();
    const sub = anId<string>();
    const opened = await learner({ ...claims, sub });
    await post(opened, declare('explore'));
    at.app.clock.advance(minuteMs);
    await at.app.settle();
    const { ports } = at.app;
    const mine = opened.visit.placement && (await ports.records.placements.byId(opened.visit.placement));
    const grade = mine && (await ports.records.grades.one(mine.id, opened.visit.person));
    if (!mine || !grade) throw new Error('No grade was kept');
    const told = { id: anId<string>(), at: ports.clock.now(), by: null, community: mine.community };

    const { id, round, placement, person } = grade;
    const payload = { grade: id, placement, person, round };
    await sendGrade(ports, { ...told, name: 'grade.queued', payload }, `${told.id}/send-grade`, 0);
    await passGradeBack(ports, {
      ...told,
      name: 'activity.completed',
      payload: { person: opened.visit.person, activity: named<ActivityId>('explore') },
    });
    await at.app.settle();

    expect(callsFor(column, sub)).toHaveLength(1);
  });

  it('a click on a link completes nothing and sends nothing', async () => {
    const { column, claims } = withColumn();
    const sub = anId<string>();
    const opened = await learner({ ...claims, sub });
    await get(opened, '/app/playlists/makers/activities/explore');
    at.app.clock.advance(minuteMs);
    await at.app.settle();

    expect(await completedBy(opened)).toEqual([]);
    expect(callsFor(column, sub)).toEqual([]);
  });

  it('a teacher’s own clicks earn nothing', async () => {
    const opened = await teacher();

    await post(opened, declare('explore'));

    expect(await completedBy(opened)).toEqual([]);
  });
});
