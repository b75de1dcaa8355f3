import { claim } from '../../adapters/lti/schema.ts';
import { scope } from '../../adapters/lti/scopes.ts';
import type { Placement } from '../../core/communities/placement.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import { dayMs, type Instant, later, secondMs } from '../../core/instant.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Result } from '../../core/ports/gradebook.ts';
import { anId } from '../builders/index.ts';
import { keepMakers, open } from '../support/course.ts';
import { type ForgedGrades, forgeGrades } from '../support/forged-grades.ts';
import { roles } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

let at: Conformance;
let grades: ForgedGrades;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
  grades = forgeGrades(at.app.tool, at.platform);
});
afterAll(() => at.close());
afterEach(() => {
  grades.odd.length = 0;
  grades.oddTokens.length = 0;
});

interface World {
  readonly placement: Placement;
  readonly learner: Identity;
  readonly subject: string;
  /** Path of the column. */
  readonly column: string;
}

/** A learner of course 7 who launched a link with a column. */
async function learnerWithColumn(more: Record<string, unknown> = {}): Promise<World> {
  const [subject, link] = [anId<string>(), anId<string>()];
  const column = grades.addColumn({ resourceId: link });
  const { visit } = await open(at, {
    claims: {
      sub: subject,
      [claim.resourceLink]: { id: `of-${link}`, title: 'A link' },
      [claim.custom]: { col_item: 'p_makers', col_link: link },
      [claim.grades]: grades.claim(column),
      ...more,
    },
  });
  const { records } = at.app.ports;
  const placement = visit.placement && (await records.placements.byId(visit.placement));
  const learner = await records.identities.find('lti', at.registration, subject);
  if (!placement || !learner) throw new Error('Nothing was bound');
  return { placement, learner, subject, column: new URL(column).pathname };
}

const result = (points: number, asOf: Instant = at.app.clock.now()): Result => ({
  points,
  pointsMaximum: 100,
  state: points === 100 ? 'complete' : 'under-way',
  asOf,
  comment: null,
});

const write = ({ placement, learner }: World, what: Result) =>
  at.app.ports.gradebook.write(placement.id, learner, what);
const storedOf = ({ column, subject }: World) => grades.stored.get(`${column} ${subject}`)?.score;
const codeOf = async (done: Promise<unknown>): Promise<string> => {
  const fault = await done.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (fault instanceof Unreachable) return `unreachable ${fault.retryAfterMs}`;
  if (fault instanceof Declined) return fault.code;
  return fault === null ? 'sent' : String(fault);
};
const scoresOf = ({ subject }: World) => grades.scoreCalls().filter(({ body }) => body['userId'] === subject);

describe('A score', () => {
  it('AGS1 reaches the column that the launch named, as the book says', async () => {
    const world = await learnerWithColumn();
    const now = at.app.clock.now();

    await write(world, result(66, now));

    const [call] = scoresOf(world);
    expect(storedOf(world)).toBe(66);
    expect(call?.path).toBe(`${world.column}/scores?type_id=1`);
    expect(call?.headers['content-type']).toBe('application/vnd.ims.lis.v1.score+json');
    expect(call?.headers['user-agent']).toMatch(/^CoL-Connect\//);
    expect(call?.body).toEqual({
      userId: world.subject,
      scoreGiven: 66,
      scoreMaximum: 100,
      activityProgress: 'InProgress',
      gradingProgress: 'FullyGraded',
      timestamp: `${now.slice(0, 19)}Z`,
    });
  });

  it('says that it is complete, and carries a comment where there is one', async () => {
    const world = await learnerWithColumn();

    await write(world, { ...result(100), comment: 'Future maker' });

    expect(scoresOf(world)[0]?.body).toMatchObject({
      activityProgress: 'Completed',
      comment: 'Future maker',
    });
  });

  it('AGS1 finds the column by the link’s name where no launch named one', async () => {
    const link = anId<string>();
    const column = new URL(grades.addColumn({ resourceId: link, tag: 'playlist' })).pathname;
    const world = await learnerWithColumn();
    const placement: Placement = { ...world.placement, id: anId(), revision: 0, nativeLink: link };
    await at.app.ports.records.keep({ placement: [placement] });

    await write({ ...world, placement }, result(50));

    const search = grades.calls.filter(({ path }) => path.startsWith('/lineitems?')).at(-1);
    expect(storedOf({ ...world, column })).toBe(50);
    expect(search?.path).toBe(`/lineitems?type_id=1&resource_id=${link}&tag=playlist`);
    expect(search?.headers.accept).toBe('application/vnd.ims.lis.v2.lineitemcontainer+json');
  });

  it('AGS1 makes a column when a teacher asks for one, beside its link, and sends there', async () => {
    const world = await learnerWithColumn({
      [claim.grades]: grades.claim(),
      [claim.resourceLink]: { id: 'rl-9' },
    });
    grades.columns.clear();

    await at.app.ports.gradebook.addColumn(world.placement.id, 'Future makers', 100);
    await write(world, result(10));

    const made = [...grades.columns.values()].at(-1);
    expect(made).toMatchObject({
      label: 'Future makers',
      scoreMaximum: 100,
      resourceId: world.placement.nativeLink,
      tag: 'playlist',
      resourceLinkId: 'rl-9',
    });
    expect(grades.stored.get(`${new URL(made?.id ?? '').pathname} ${world.subject}`)?.score).toBe(10);
  });

  it('AGS1 a column is made once, however often and at once it is asked for', async () => {
    const { placement } = await learnerWithColumn({ [claim.grades]: grades.claim() });
    grades.columns.clear();
    const ask = () => at.app.ports.gradebook.addColumn(placement.id, 'Future makers', 100);

    await Promise.all([ask(), ask()]);
    await ask();

    expect(grades.columns.size).toBe(1);
  });

  it('AGS1 a column that the platform has already for the link is taken', async () => {
    const world = await learnerWithColumn({ [claim.grades]: grades.claim() });
    const before = grades.columns.size;

    await at.app.ports.gradebook.addColumn(world.placement.id, 'Future makers', 100);
    await write(world, result(10));

    expect(grades.columns.size).toBe(before);
    expect(storedOf(world)).toBe(10);
  });

  it('AGS1 can be read again, as whole per cent', async () => {
    const world = await learnerWithColumn();

    await write(world, result(66));

    expect(await at.app.ports.gradebook.read(world.placement.id)).toEqual(new Map([[world.subject, 66]]));
  });

  it('is declined where the course has no column for the link', async () => {
    const world = await learnerWithColumn({ [claim.grades]: grades.claim() });
    grades.columns.clear();

    expect(await codeOf(write(world, result(10)))).toBe('column-missing');
  });
});

describe('The time of a score', () => {
  it('is the same on every try', async () => {
    const world = await learnerWithColumn();
    const what = result(40);
    grades.odd.push({ status: 503 });

    await codeOf(write(world, what));
    at.app.clock.advance(60 * secondMs);
    await write(world, what);

    const times = scoresOf(world).map(({ body }) => body['timestamp']);
    expect(new Set(times).size).toBe(1);
    expect(storedOf(world)).toBe(40);
  });

  it('is a second after the last other one, and never in the future', async () => {
    const world = await learnerWithColumn();
    const asOf = at.app.clock.now();
    await write(world, result(40, asOf));

    const tooSoon = await codeOf(write(world, result(50, asOf)));
    at.app.clock.advance(2 * secondMs);
    await write(world, result(50, asOf));

    expect(tooSoon).toMatch(/^(unreachable \d{1,4}|sent)$/);
    const [first, second] = scoresOf(world).map(({ body }) => Date.parse(String(body['timestamp'])));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(storedOf(world)).toBe(50);
  });
});

describe('An access token', () => {
  it('is asked for with one scope, and kept', async () => {
    const world = await learnerWithColumn();
    grades.revokeTokens();
    at.app.clock.advance(2 * 3600 * secondMs);
    const before = grades.tokens.length;

    await write(world, result(1));
    at.app.clock.advance(3 * secondMs);
    await write(world, result(2));

    const asked = grades.tokens.slice(before);
    expect(asked.map((token) => token.scope)).toEqual([scope.score]);
    expect(asked[0]?.claims).toMatchObject({ aud: at.platform.addresses.tokenUrl, jti: expect.any(String) });
  });

  it('AGS2 that is taken no more is renewed once', async () => {
    const world = await learnerWithColumn();
    await write(world, result(1));
    const before = grades.tokens.length;

    grades.revokeTokens();
    at.app.clock.advance(3 * secondMs);
    await write(world, result(2));

    expect(grades.tokens.length - before).toBe(1);
    expect(storedOf(world)).toBe(2);
  });

  it('AGS2 that is never taken stops after the renewal', async () => {
    const world = await learnerWithColumn();
    grades.odd.push({ status: 401 }, { status: 401 });

    expect(await codeOf(write(world, result(1)))).toBe('token-refused');
    expect(scoresOf(world)).toHaveLength(2);
  });

  it.each([
    [400, 'unreachable null'],
    [401, 'unreachable null'],
    [503, 'unreachable null'],
  ])('that is refused with %i, for a platform may only have missed our keys: %s', async (status, code) => {
    const world = await learnerWithColumn();
    grades.revokeTokens();
    at.app.clock.advance(2 * 3600 * secondMs);
    grades.oddTokens.push({ status });

    expect(await codeOf(write(world, result(1)))).toBe(code);
    expect(scoresOf(world)).toEqual([]);
  });

  it('that is refused for its scope alone stops at once, and the scope is named', async () => {
    const world = await learnerWithColumn();
    grades.revokeTokens();
    at.app.clock.advance(2 * 3600 * secondMs);
    grades.oddTokens.push({ status: 400, body: '{"error":"invalid_scope"}' });

    expect(await codeOf(write(world, result(1)))).toBe('scope-missing:score');
    expect(scoresOf(world)).toEqual([]);
  });

  it('is asked for once by many at the same time', async () => {
    const worlds = await Promise.all(Array.from({ length: 6 }, () => learnerWithColumn()));
    at.app.clock.advance(2 * 3600 * secondMs);
    const before = grades.tokens.length;

    await Promise.all(worlds.map((world) => write(world, result(5))));

    expect(grades.tokens.length - before).toBe(1);
    expect(worlds.map(storedOf)).toEqual(Array(6).fill(5));
  });
});

describe('A score that need not go out', () => {
  it('is one that arrived already', async () => {
    const world = await learnerWithColumn();
    const what = result(40);

    const told = [await write(world, what), await write(world, what)];

    expect(told).toEqual(['shown', 'shown']);
    expect(scoresOf(world)).toHaveLength(1);
  });

  it('is one that is older than the last, though it comes later: the newer one stays', async () => {
    const world = await learnerWithColumn();
    const earlier = result(40, later(at.app.clock.now(), -10 * secondMs));

    const told = [await write(world, result(80)), await write(world, earlier)];

    expect(told).toEqual(['shown', 'newer']);
    expect(storedOf(world)).toBe(80);
    expect(scoresOf(world)).toHaveLength(1);
  });

  it('goes out again once there is a new column', async () => {
    const world = await learnerWithColumn();
    const what = result(40);
    await write(world, what);
    grades.columns.delete(world.column);

    await at.app.ports.gradebook.addColumn(world.placement.id, 'Future makers', 100);
    at.app.clock.advance(2 * secondMs);
    await write(world, what);

    const column = new URL([...grades.columns.values()].at(-1)?.id ?? '').pathname;
    expect(grades.stored.get(`${column} ${world.subject}`)?.score).toBe(40);
    expect(scoresOf(world)).toHaveLength(2);
  });
});

describe('What a gradebook answers', () => {
  it('AGS3 409 though it has the same score: the answer was lost, not the score', async () => {
    const world = await learnerWithColumn();
    const what = result(80);
    grades.odd.push({ status: 500, taken: true });

    await codeOf(write(world, what));
    const again = await codeOf(write(world, what));

    expect(again).toBe('sent');
    expect(scoresOf(world)).toHaveLength(2);
    expect(storedOf(world)).toBe(80);
  });

  it('AGS3 409 with another score: it is sent once more, with a later time', async () => {
    const world = await learnerWithColumn();
    const asOf = at.app.clock.now();
    grades.stored.set(`${world.column} ${world.subject}`, {
      score: 10,
      timestamp: later(asOf, 2 * secondMs),
    });
    at.app.clock.advance(10 * secondMs);

    await write(world, result(80, asOf));

    expect(scoresOf(world)).toHaveLength(2);
    expect(storedOf(world)).toBe(80);
  });

  it('AGS3 409 with a time in the future: it waits until then', async () => {
    const world = await learnerWithColumn();
    const ahead = later(at.app.clock.now(), 60 * secondMs);
    grades.stored.set(`${world.column} ${world.subject}`, { score: 10, timestamp: ahead });

    const code = await codeOf(write(world, result(80)));
    at.app.clock.advance(62 * secondMs);
    await write(world, result(80));

    expect(code).toMatch(/^unreachable [56]\d{4}$/);
    expect(storedOf(world)).toBe(80);
  });

  it('AGS3 409 with a time that is hours ahead: no waiting for a clock that is far off', async () => {
    const world = await learnerWithColumn();
    const ahead = later(at.app.clock.now(), dayMs);
    grades.stored.set(`${world.column} ${world.subject}`, { score: 10, timestamp: ahead });

    expect(await codeOf(write(world, result(80)))).toBe('older');
  });

  it('AGS3 Canvas’ 400 for an older time is understood as well', async () => {
    await register(at.app, at.platform, { family: 'canvas' });
    const world = await learnerWithColumn();
    grades.odd.push({ status: 400, body: 'Provided timestamp is not after the last updated timestamp' });

    await write(world, result(70, later(at.app.clock.now(), -5 * secondMs)));

    expect(storedOf(world)).toBe(70);
    expect(scoresOf(world)[0]?.body).toMatchObject({
      'https://canvas.instructure.com/lti/submission': { new_submission: false },
    });
    await register(at.app, at.platform, { family: 'generic' });
  });

  it.each([
    ['AGS4', 'moodle', 400, '[]', 'not-a-learner'],
    ['AGS4', 'canvas', 422, 'User not found in course or is not a student', 'not-a-learner'],
    ['AGS5', 'moodle', 404, '', 'column-deleted'],
    ['-', 'canvas', 422, 'This course has concluded.', 'concluded'],
    ['-', 'canvas', 422, 'Course is not published', 'unpublished'],
    ['-', 'canvas', 422, 'The maximum number of allowed attempts has been reached', 'attempts-used-up'],
    ['-', 'canvas', 422, 'Student must be enrolled in the course as a student', 'not-a-learner'],
    ['-', 'canvas', 422, 'ScoreMaximum must be greater than 0', 'our-fault'],
    ['-', 'canvas', 422, 'Cannot grade this submission at this time', 'not-taken'],
    ['-', 'moodle', 400, 'No handler found for application/json', 'our-fault'],
    ['-', 'generic', 403, '', 'forbidden'],
  ] as const)('%s %s: %i "%s" stops as %s', async (_number, family, status, body, code) => {
    await register(at.app, at.platform, { family });
    const world = await learnerWithColumn();
    grades.odd.push({ status, body });

    expect(await codeOf(write(world, result(30)))).toBe(code);
    expect(scoresOf(world)).toHaveLength(1);
    await register(at.app, at.platform, { family: 'generic' });
  });

  it('AGS5 404 about the learner alone leaves the column where it is', async () => {
    const world = await learnerWithColumn();
    grades.showColumn(world.column);
    grades.odd.push({ status: 404 });

    expect(await codeOf(write(world, result(30)))).toBe('not-a-learner');
    at.app.clock.advance(2 * secondMs);
    await write(world, result(40));
    expect(storedOf(world)).toBe(40);
    expect(grades.calls.filter(({ path }) => path.includes(world.placement.nativeLink))).toEqual([]);
  });

  it('AGS5 after 404 the column is looked for anew', async () => {
    const world = await learnerWithColumn();
    const what = result(30);
    grades.odd.push({ status: 404 });
    await codeOf(write(world, what));
    grades.columns.delete(world.column);
    const made = grades.addColumn({ resourceId: world.placement.nativeLink });

    await write(world, what);

    expect(grades.stored.get(`${new URL(made).pathname} ${world.subject}`)?.score).toBe(30);
  });

  it.each([
    [429, { 'retry-after': '7' }, 'unreachable 7000'],
    [503, {}, 'unreachable null'],
    [500, {}, 'unreachable null'],
  ])('AGS6 %i is tried again later', async (status, headers, code) => {
    const world = await learnerWithColumn();
    const what = result(30);
    grades.odd.push({ status, headers });

    expect(await codeOf(write(world, what))).toBe(code);
    await write(world, what);
    expect(storedOf(world)).toBe(30);
  });

  it('what was tried and answered is kept, in 300 characters, and never logged', async () => {
    const world = await learnerWithColumn();
    grades.odd.push({ status: 503, body: 'x'.repeat(1000) });
    const fault = await write(world, result(30)).catch((caught: unknown) => caught);
    at.app.ports.log.warn({ err: fault }, 'A delivery did not arrive; it is tried again');

    const kept = await at.app.ports.keyValues.read('lti.scores', `${world.placement.id} ${world.subject}`);

    expect(kept).toMatchObject({ tries: 1, status: 503, answer: 'x'.repeat(300) });
    expect(fault).toMatchObject({ said: `503 ${'x'.repeat(300)}` });
    expect(at.app.logged.join()).not.toContain('xxx');
  });
});

describe('Nothing is sent', () => {
  const sentBy = async (world: World, what = result(30)) => {
    const code = await codeOf(write(world, what));
    return `${code}, ${scoresOf(world).length} calls`;
  };

  it('N70 for somebody of another course', async () => {
    const world = await learnerWithColumn();
    const other = await learnerWithColumn({ [claim.context]: { id: 'course-8' } });

    expect(await sentBy({ ...world, learner: other.learner, subject: other.subject })).toBe(
      'not-known-there, 0 calls',
    );
  });

  it('N70 for an identity of another registration', async () => {
    const world = await learnerWithColumn();

    expect(await sentBy({ ...world, learner: { ...world.learner, tenant: 'another' } })).toBe(
      'not-known-there, 0 calls',
    );
  });

  it('AGS8 without the scope for scores, which is named', async () => {
    const claims = { ...grades.claim(grades.addColumn()), scope: [scope.results, scope.readColumns] };

    expect(await sentBy(await learnerWithColumn({ [claim.grades]: claims }))).toBe(
      'scope-missing:score, 0 calls',
    );
    const world = await learnerWithColumn({ [claim.grades]: grades.claim(grades.addColumn()) });
    expect(await sentBy(world)).toBe('sent, 1 calls');
  });

  it('for a teacher who looks at the course as a student, and for a test student', async () => {
    const teacher = await learnerWithColumn({ [claim.roles]: [roles.teacher] });
    const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
    const test = await learnerWithColumn({ [claim.roles]: [roles.learner, testUser] });

    expect([await sentBy(teacher), await sentBy(test)]).toEqual(['sent, 0 calls', 'sent, 0 calls']);
    expect(await write(teacher, result(30))).toBe('not-graded');
  });

  it('to a platform that was switched off', async () => {
    const world = await learnerWithColumn();
    await at.app.lti.registrations.setActive(at.registration, false);

    const told = await sentBy(world);
    await at.app.lti.registrations.setActive(at.registration, true);

    expect(told).toBe('platform-inactive, 0 calls');
  });

  it('to an address in a private network that no operator typed', async () => {
    const claims = { ...grades.claim(), lineitem: 'http://127.0.0.1:1/lineitem' };

    expect(await sentBy(await learnerWithColumn({ [claim.grades]: claims }))).toBe(
      'url-not-allowed, 0 calls',
    );
  });
});

describe('A platform is not overrun', () => {
  it('with more than eight calls at a time', async () => {
    let [running, most] = [0, 0];
    const worlds = await Promise.all(Array.from({ length: 12 }, () => learnerWithColumn()));
    for (const { column } of worlds) {
      const path = `${column}/scores`;
      const route = at.platform.routes.get(path);
      at.platform.routes.set(path, async (req, body, res) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((waited) => setTimeout(waited, 20));
        running -= 1;
        await route?.(req, body, res);
      });
    }

    await Promise.all(worlds.map((world) => write(world, result(20))));

    expect(worlds.map(storedOf)).toEqual(Array(12).fill(20));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('one learner’s scores for one column go one after another', async () => {
    const world = await learnerWithColumn();
    const earlier = later(at.app.clock.now(), -dayMs);

    await Promise.all(
      [1, 2, 3].map((points) => write(world, result(points, later(earlier, points * 10 * secondMs)))),
    );

    expect(scoresOf(world).map(({ body }) => body['scoreGiven'])).toEqual([1, 2, 3]);
    expect(storedOf(world)).toBe(3);
  });
});
