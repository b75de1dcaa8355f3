import { scopes } from '../../../adapters/practice-lms/index.ts';
import { Caller, Classroom, profiles, rosterClaim, types } from './classroom.ts';
import { recorded, shapeOf } from './recorded.ts';

interface Page {
  id: string;
  context: object;
  members: { user_id: string; name?: string; status: string; roles: string[] }[];
}

let room: Classroom;

beforeEach(async () => {
  room = await Classroom.open();
});
afterEach(() => room.close());

/** The roster's address as a launch tells it, and who may read it. */
async function roster(profile: (typeof profiles)[number]) {
  const [link] = await room.place(profile);
  const launch = await room.launch({ profile, link: link?.id ?? '' });
  const { context_memberships_url: url } = launch[rosterClaim] as { context_memberships_url: string };
  const caller = await Caller.of(room, profile, scopes.memberships);
  const read = async (more: Record<string, string> = {}, at = url) => {
    const address = new URL(at);
    for (const [name, value] of Object.entries(more)) address.searchParams.set(name, value);
    const answer = await caller.get(address.href, types.members);
    return { answer, page: (await answer.json()) as Page };
  };
  return { url, read, caller, link };
}

const relation = (answer: Response, name: string): string | undefined =>
  new RegExp(`<([^>]*)>; rel="${name}"`).exec(answer.headers.get('link') ?? '')?.[1];

describe.each(profiles)('A roster (%s)', (profile) => {
  it('names all of the course and nobody else', async () => {
    const { page } = await (await roster(profile)).read();

    expect(page.members.map(({ name }) => name)).toEqual([
      'Luka Horvat',
      'Mia Novak',
      'Jan Zupan',
      'Eva Golob',
      'Ana Kovač',
    ]);
    expect(page.context).toMatchObject({ id: room.lms.control.course('7').ids[profile], title: 'Class 2.b' });
  });

  it('is read a page at a time', async () => {
    const { read, url } = await roster(profile);
    room.lms.control.addLearners('7', 6);
    const seen: string[] = [];

    let next: string | undefined = `${url}?limit=4`;
    for (let pages = 0; next && pages < 9; pages += 1) {
      const { answer, page } = await read({}, next);
      expect(page.members.length).toBeLessThanOrEqual(4);
      seen.push(...page.members.map(({ user_id }) => user_id));
      next = relation(answer, 'next');
    }

    expect(new Set(seen).size).toBe(11);
    expect(seen).toHaveLength(11);
  });

  it.each(['Learner', 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'])(
    'can be asked for %s',
    async (role) => {
      const { page } = await (await roster(profile)).read({ role });

      expect(page.members).toHaveLength(4);
    },
  );

  it('keeps names to itself where the school wants that', async () => {
    room.lms.control.share('nothing', room.platform(profile).clientId);

    const { page } = await (await roster(profile)).read();

    expect(JSON.stringify(page.members)).not.toMatch(/Luka|luka|@/);
  });

  it('knows who left', async () => {
    const { read } = await roster(profile);
    room.lms.control.setMember('7', 'jan', 'inactive');
    room.lms.control.setMember('7', 'eva', 'deleted');

    const { page } = await read();

    const statuses = page.members.map(({ status }) => status);
    // Moodle's people just vanish.
    expect(statuses.filter((status) => status === 'Active')).toHaveLength(3);
    expect(statuses.filter((status) => status === 'Inactive')).toHaveLength(profile === 'moodle' ? 0 : 1);
  });

  it('can be asked about a link, if it is one', async () => {
    const { read, link } = await roster(profile);

    const known = await read({ rlid: link?.id ?? '' });
    const unknown = await read({ rlid: 'nothing' });

    expect(known.answer.status).toBe(200);
    expect(known.page.members[0]).toHaveProperty('message');
    expect(unknown.answer.status).toBe(profile === 'canvas' ? 400 : 404);
  });

  it('leaves the test student out', async () => {
    await room.launch({ profile, asTestStudent: true, kind: 'navigation' });

    const { page } = await (await roster(profile)).read();

    expect(page.members).toHaveLength(5);
  });
});

it('is told in the shape of the recorded Moodle, with roles in their short form', async () => {
  const { body } = recorded('memberships') as { body: { members: object[] } };

  const { page } = await (await roster('moodle')).read();

  expect(shapeOf(page)).toEqual(shapeOf(body));
  expect(Object.keys(page.members[0] ?? {}).sort()).toEqual(Object.keys(body.members[0] ?? {}).sort());
  expect(page.members.map(({ roles }) => roles.join())).toEqual([
    'Learner',
    'Learner',
    'Learner',
    'Learner',
    'Instructor',
  ]);
});

it('tells by the book what has changed since', async () => {
  const { read } = await roster('by-the-book');
  const { answer } = await read();
  room.lms.control.setMember('7', 'eva', 'deleted');

  const { page } = await read({}, relation(answer, 'differences'));

  expect(page.members).toEqual([expect.objectContaining({ name: 'Eva Golob', status: 'Deleted' })]);
});

it('holds no more than fifty on a page of Canvas, whose pages are numbered', async () => {
  room.lms.control.addLearners('7', 60);
  const { read, url } = await roster('canvas');

  const first = await read({ limit: '500' });
  const second = await read({}, relation(first.answer, 'next'));

  const at = (page: number) => `<${url}?page=${page}&per_page=50>`;
  expect([first.page.members.length, second.page.members.length]).toEqual([50, 15]);
  expect(first.answer.headers.get('link')).toBe(
    `${at(1)}; rel="current",${at(2)}; rel="next",${at(1)}; rel="first",${at(2)}; rel="last"`,
  );
  expect(second.answer.headers.get('link')).toBe(
    `${at(2)}; rel="current",${at(1)}; rel="prev",${at(1)}; rel="first",${at(2)}; rel="last"`,
  );
});

it('has no handler for another media type in Moodle', async () => {
  const { caller, url } = await roster('moodle');

  expect((await caller.get(url, 'application/json')).status).toBe(400);
});
