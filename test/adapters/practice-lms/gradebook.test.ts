import { type ProfileName, scopes } from '../../../adapters/practice-lms/index.ts';
import { below, Caller, Classroom, endpointClaim, profiles, twoItems, types } from './classroom.ts';
import { recorded, shapeOf } from './recorded.ts';

let room: Classroom;
const callers = new Map<ProfileName, Caller>();
const all = [scopes.lineitem, scopes.score, scopes.resultReadonly];

beforeAll(async () => {
  room = await Classroom.open();
  for (const profile of profiles) callers.set(profile, await Caller.of(room, profile, ...all));
});
afterAll(() => room.close());

const callerOf = (profile: ProfileName): Caller => callers.get(profile) ?? new Caller('');

/** The addresses a launch told of. */
async function told(profile: ProfileName): Promise<{ lineitem: string; lineitems: string }> {
  const [link] = await room.place(profile);
  const launch = await room.launch({ profile, person: 'luka', link: link?.id ?? '' });
  return launch[endpointClaim] as { lineitem: string; lineitems: string };
}

const at = (seconds: number) => ({ timestamp: new Date(1_800_000_000_000 + seconds * 1000).toISOString() });
const pointsOf = (rows: { userId: string; resultScore?: number }[], userId: string) =>
  rows.find((row) => row.userId === userId)?.resultScore;

describe.each(profiles)('Line items (%s)', (profile) => {
  it('are made, read, changed and deleted', async () => {
    const caller = callerOf(profile);
    const { lineitems } = await told(profile);
    const item = { label: 'Maker', scoreMaximum: 100, resourceId: 'pl-maker', tag: 'playlist' };

    const made = await caller.send('POST', lineitems, types.lineItem, item);
    const { id } = (await made.json()) as { id: string };
    const changed = await caller.send('PUT', id, types.lineItem, {
      ...item,
      label: 'Renamed',
      scoreMaximum: 10,
    });
    const read = await caller.get(id, types.lineItem);
    const gone = await caller.remove(id);
    const after = await caller.get(id, types.lineItem);

    expect([made.status, changed.status, read.status, gone.status, after.status]).toEqual([
      201, 200, 200, 204, 404,
    ]);
    expect(await read.json()).toMatchObject({ id, label: 'Renamed', scoreMaximum: 10, tag: 'playlist' });
  });

  it('are two when made twice for the same thing, and found by it', async () => {
    const caller = callerOf(profile);
    const { lineitems } = await told(profile);
    const resourceId = `twice-${profile}`;
    for (const label of ['one', 'two'])
      await caller.send('POST', lineitems, types.lineItem, { label, scoreMaximum: 1, resourceId });

    const url = new URL(lineitems);
    url.searchParams.set('resource_id', resourceId);
    const found = (await (await caller.get(url.href, types.lineItems)).json()) as { label: string }[];

    expect(found.map(({ label }) => label)).toEqual(['one', 'two']);
  });

  it.each([
    ['no label', { scoreMaximum: 1 }],
    ['no maximum', { label: 'x' }],
    ['a maximum of nothing', { label: 'x', scoreMaximum: 0 }],
  ])('are refused with %s', async (_what, item) => {
    const { lineitems } = await told(profile);

    const answer = await callerOf(profile).send('POST', lineitems, types.lineItem, item);

    expect(answer.status).toBe(400);
  });

  it('belong to their course', async () => {
    const { lineitem } = await told(profile);

    const answer = await callerOf(profile).get(lineitem.replace('/7/', '/8/'), types.lineItem);

    expect(answer.status).toBe(404);
  });

  it('cannot be coupled to a link that is not there', async () => {
    const { lineitems } = await told(profile);
    const item = { label: 'x', scoreMaximum: 1, resourceLinkId: '999' };

    const answer = await callerOf(profile).send('POST', lineitems, types.lineItem, item);

    expect(answer.status).toBe(profile === 'moodle' ? 400 : 404);
  });
});

describe.each(profiles)('Scores (%s)', (profile) => {
  it('stand in the gradebook', async () => {
    const { lineitem } = await told(profile);

    const answer = await callerOf(profile).score(lineitem, room.id('luka', profile), {
      comment: 'Well done',
    });

    expect(answer.ok).toBe(true);
    expect(await callerOf(profile).results(lineitem)).toEqual([
      expect.objectContaining({
        userId: room.id('luka', profile),
        resultScore: 50,
        resultMaximum: 100,
        comment: 'Well done',
      }),
    ]);
    const walker = await room.walker('ana', profile);
    await walker.open(`${room.lms.baseUrl}/courses/7/gradebook`);
    expect(walker.html).toMatch(/data-test="grade" data-person="luka"[^>]*title="Well done"[^>]*>50</);
  });

  it('are scaled to the maximum of the column', async () => {
    const { lineitem } = await told(profile);

    await callerOf(profile).score(lineitem, room.id('mia', profile), { scoreGiven: 0.8, scoreMaximum: 1 });

    expect(pointsOf(await callerOf(profile).results(lineitem), room.id('mia', profile))).toBe(80);
  });

  it('without points take the grade away', async () => {
    const caller = callerOf(profile);
    const { lineitem } = await told(profile);
    const luka = room.id('luka', profile);
    await caller.score(lineitem, luka, at(1));

    await caller.score(lineitem, luka, { scoreGiven: undefined, scoreMaximum: undefined, ...at(2) });

    expect(pointsOf(await caller.results(lineitem), luka)).toBeUndefined();
  });

  it('that are older than the kept one are refused', async () => {
    const caller = callerOf(profile);
    const { lineitem } = await told(profile);
    const luka = room.id('luka', profile);
    await caller.score(lineitem, luka, at(10));

    const older = await caller.score(lineitem, luka, { scoreGiven: 1, ...at(5) });

    expect(older.status).toBe(profile === 'canvas' ? 400 : 409);
    expect(pointsOf(await caller.results(lineitem), luka)).toBe(50);
  });

  it.each([
    ['a teacher', () => room.id('ana', profile)],
    ['a learner of another course', () => room.id('nika', profile)],
    ['nobody we know', () => '99999'],
  ])('are refused for %s', async (_whom, userId) => {
    const { lineitem } = await told(profile);

    const answer = await callerOf(profile).score(lineitem, userId());

    expect(answer.status).toBe({ 'by-the-book': 404, moodle: 400, canvas: 422 }[profile]);
  });

  it.each([
    ['no time', { timestamp: undefined }],
    ['a time that is none', { timestamp: 'yesterday' }],
    ['an unknown progress', { activityProgress: 'Dreaming' }],
  ])('are refused with %s', async (_what, change) => {
    const { lineitem } = await told(profile);

    const answer = await callerOf(profile).score(lineitem, room.id('luka', profile), change);

    expect(answer.status).toBe(400);
  });

  it('for a deleted column find nothing', async () => {
    const { lineitem } = await told(profile);
    const walker = await room.walker('ana', profile);
    await walker.open(`${room.lms.baseUrl}/courses/7`);
    const [, id] = /(?:lineitems|line[-_]items)\/([^/?]+)/.exec(lineitem) ?? [];
    await walker.open(`${room.lms.baseUrl}/courses/7/columns/${id}`, {});

    const answer = await callerOf(profile).score(lineitem, room.id('luka', profile));

    expect(answer.status).toBe(404);
  });
});

it.each([
  ['by-the-book', 50],
  ['moodle', undefined],
  ['canvas', 50],
] as const)('%s leaves %s where a score is not fully graded', async (profile, left) => {
  const caller = callerOf(profile);
  const { lineitem } = await told(profile);
  const luka = room.id('luka', profile);
  await caller.score(lineitem, luka, at(1));

  const answer = await caller.score(lineitem, luka, { scoreGiven: 10, gradingProgress: 'Pending', ...at(2) });

  expect(answer.ok).toBe(true);
  expect(pointsOf(await caller.results(lineitem), luka)).toBe(left);
});

describe('Like the recorded Moodle', () => {
  const caller = () => callerOf('moodle');

  it('lists line items', async () => {
    const { lineitem } = await told('moodle');
    const { body } = recorded('lineitems') as { body: object[] };

    const list = (await (await caller().get((await told('moodle')).lineitems, types.lineItems)).json()) as {
      id: string;
    }[];

    const mine = list.find(({ id }) => id === lineitem);
    expect(Object.keys(mine ?? {})).toEqual(Object.keys(body[0] ?? {}));
    expect(shapeOf(mine)).toEqual(shapeOf(body[0]));
  });

  it('lists results', async () => {
    const { lineitem } = await told('moodle');
    const { body } = recorded('results') as { body: object[] };

    await caller().score(lineitem, room.id('luka', 'moodle'), {
      comment: 'Badge earned: Climate walker',
      ...at(0),
    });

    const [mine] = await caller().results(lineitem);
    expect(Object.keys(mine ?? {})).toEqual(Object.keys(body[0] ?? {}));
    expect(shapeOf(mine)).toEqual(shapeOf(body[0]));
    expect(mine).toMatchObject({
      id: lineitem.replace('lineitem?', 'lineitem/results?').concat('&user_id=5'),
      timestamp: '2027-01-15T08:00:00+00:00',
    });
  });

  it('tells nothing but the user where there is no grade', async () => {
    const { lineitem } = await told('moodle');

    await caller().score(lineitem, room.id('luka', 'moodle'), { gradingProgress: 'Pending' });

    expect(await caller().results(lineitem)).toEqual([{ id: expect.any(String), userId: '5' }]);
  });

  it('takes a score with an empty answer', async () => {
    const { lineitem } = await told('moodle');

    const answer = await caller().score(lineitem, room.id('luka', 'moodle'));

    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('counts in whole seconds and refuses a second score within one', async () => {
    const { lineitem } = await told('moodle');
    const send = (timestamp: string) => caller().score(lineitem, room.id('luka', 'moodle'), { timestamp });
    await send('2027-01-15T08:00:00.100Z');

    const same = await send('2027-01-15T08:00:00.900Z');
    const next = await send('2027-01-15T08:00:01.000Z');

    expect(same.status).toBe(409);
    expect(same.statusText).toMatch(/^Refusing score with an earlier timestamp for item \d+ and user 5$/);
    expect(next.status).toBe(200);
  });

  it('takes a time without a zone, and one of another zone', async () => {
    const { lineitem } = await told('moodle');
    const send = (timestamp: string) => caller().score(lineitem, room.id('luka', 'moodle'), { timestamp });

    const bare = await send('2027-01-15T08:00:00');
    const zoned = await send('2027-01-15T10:00:00+02:00');

    expect([bare.status, zoned.status]).toEqual([200, 409]);
  });

  it('says in the status line whose score it does not want', async () => {
    const { lineitem } = await told('moodle');

    const answer = await caller().score(lineitem, room.id('ana', 'moodle'));

    expect([answer.status, await answer.text()]).toEqual([400, '[]']);
    expect(answer.statusText).toMatch(/^Incorrect score received\{"userId":"3"/);
  });

  it.each(['application/xml', 'application/json'])('has no handler for %s', async (accept) => {
    const { lineitems } = await told('moodle');

    const answer = await caller().get(lineitems, accept);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      status: 400,
      reason: `No handler found for /7/lineitems ${accept} `,
      request: { method: 'GET', url: '/mod/lti/services.php/7/lineitems?type_id=1', accept },
    });
  });

  it('has no handler for a score of another type', async () => {
    const { lineitem } = await told('moodle');

    const answer = await caller().send('POST', below(lineitem, 'scores'), 'application/json', {});

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      request: { contentType: 'application/json', accept: '*/*' },
    });
  });

  it('has scores in the path only, not behind the query', async () => {
    const { lineitem } = await told('moodle');

    const answer = await caller().send('POST', `${lineitem}/scores`, types.score, {});

    expect(answer.status).not.toBe(200);
  });

  it('writes Link headers nobody can follow', async () => {
    const other = await Classroom.open();
    await other.place('moodle', [twoItems[0] ?? {}, twoItems[0] ?? {}]);
    const mine = await Caller.of(other, 'moodle', scopes.lineitem);
    const list = `${other.lms.baseUrl}/mod/lti/services.php/7/lineitems`;

    const answer = await mine.get(`${list}?type_id=1&limit=1`, types.lineItems);

    const link = Buffer.from(answer.headers.get('link') ?? '', 'latin1').toString('utf8');
    const page = (from: number) => `<${list}?type_id=1&amp;limit=1&amp;from=${from}>`;
    expect(link).toBe(
      `${page(0)}; rel=“first”, ${page(0)}; rel=“canonical”, ${page(1)}; rel=“next”, ${page(2)}; rel=“last”`,
    );
    expect(await answer.json()).toHaveLength(1);
    await other.close();
  });

  it('puts a backslash before slashes', async () => {
    const { lineitems } = await told('moodle');

    expect(await (await caller().get(lineitems, types.lineItems)).text()).toContain('http:\\/\\/');
  });
});

describe('Like Canvas', () => {
  const caller = () => callerOf('canvas');
  const noAttempt = { 'https://canvas.instructure.com/lti/submission': { new_submission: false } };

  it('counts every score as an attempt, unless told that it is none', async () => {
    const { lineitem } = await told('canvas');
    const column = lineitem.split('/').at(-1) ?? '';
    const luka = room.id('luka', 'canvas');

    await caller().score(lineitem, luka, at(1));
    await caller().score(lineitem, luka, { ...noAttempt, ...at(2) });

    expect(room.lms.control.gradeOf(column, 'luka')?.attempts).toBe(1);
  });

  it('wants a maximum beside the points', async () => {
    const { lineitem } = await told('canvas');

    const answer = await caller().score(lineitem, room.id('luka', 'canvas'), { scoreMaximum: undefined });

    expect(answer.status).toBe(422);
  });

  it('wants no score for what is not published', async () => {
    const { lineitem } = await told('canvas');
    const [link] = room.lms.control.links('7', 'canvas').slice(-2);
    room.lms.control.unpublish(link?.id ?? '');

    const answer = await caller().score(lineitem, room.id('luka', 'canvas'));

    expect([answer.status, await answer.json()]).toEqual([
      422,
      { errors: expect.objectContaining({ type: 'unprocessable_entity' }) },
    ]);
  });

  it('deletes no column that belongs to a link', async () => {
    const { lineitem } = await told('canvas');

    expect((await caller().remove(lineitem)).status).toBe(401);
  });

  it('turns away who names no User-Agent', async () => {
    const { lineitems } = await told('canvas');
    const token = await room.tool.token(room.platform('canvas'), scopes.lineitem);

    const answer = await withoutUserAgent(lineitems, token);

    expect(answer).toBe(403);
  });
});

/** fetch always names one; a bare request does not. */
async function withoutUserAgent(url: string, token: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, accept: types.lineItems };
    request(url, { headers }, (answer) => resolve(answer.statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}
