import {
  Classroom,
  claim,
  endpointClaim,
  profiles,
  rosterClaim,
  settingsClaim,
  twoItems,
} from './classroom.ts';
import { recorded, shapeOf } from './recorded.ts';
import type { Walker } from './walker.ts';

let room: Classroom;

beforeAll(async () => {
  room = await Classroom.open();
});
afterAll(() => room.close());

/** Walks content selection as a teacher does, up to the course page. */
async function choose(walker: Walker, profile: (typeof profiles)[number]): Promise<Walker> {
  await walker.open(`${room.lms.baseUrl}/courses/7`);
  await walker.follow('add-content');
  await walker.follow('tool');
  const request = room.tool.launches.at(-1) ?? {};
  const settings = request[settingsClaim] as { deep_link_return_url: string };
  const jwt = await room.tool.selection(room.platform(profile), request, twoItems);
  await walker.open(settings.deep_link_return_url, { JWT: jwt });
  return walker.html.includes('confirm-content')
    ? walker.press('confirm-content')
    : walker.follow('back-to-course');
}

describe.each(profiles)('Under the profile %s', (profile) => {
  it('a teacher chooses content in a frame and it stands in the course', async () => {
    const walker = await room.walker('ana', profile);

    await choose(walker, profile);

    expect(walker.html).toContain('data-title="Future makers"');
    expect(walker.html).toContain('data-title="Podcast"');
    expect([...room.lms.control.grades('7', profile).keys()]).toEqual(['Future makers']);
  });

  it('a learner launches what the teacher placed', async () => {
    await room.place(profile);
    const walker = await room.walker('luka', profile);

    await (await (await walker.open(`${room.lms.baseUrl}/courses/7`)).follow('open-in-frame')).follow('tool');

    const launch = room.tool.launches.at(-1) ?? {};
    expect(walker.html).toContain('Hello');
    expect(launch.sub).toBe(room.id('luka', profile));
    expect(launch[`${claim}resource_link`]).toMatchObject({
      title: 'Future makers',
      description: 'A playlist',
    });
    expect(launch[`${claim}custom`]).toMatchObject({ col_item: 'fm' });
  });

  it('a launch in a window of its own says so', async () => {
    await room.place(profile);
    const walker = await room.walker('luka', profile);

    await (await walker.open(`${room.lms.baseUrl}/courses/7`)).follow('open-in-window');

    expect(room.tool.launches.at(-1)?.[`${claim}launch_presentation`]).toMatchObject({
      document_target: 'window',
    });
  });

  it('services are told of as far as scopes were granted', async () => {
    const [graded] = await room.place(profile);

    const launch = await room.launch({ profile, person: 'mia', link: graded?.id ?? '' });

    const endpoint = launch[endpointClaim] as { lineitem: string; lineitems: string; scope: string[] };
    expect(endpoint.scope).toHaveLength(4);
    expect(endpoint.lineitem).toContain(room.lms.baseUrl);
    expect(launch[rosterClaim]).toMatchObject({ context_memberships_url: expect.stringContaining('http') });
  });

  it('a learner of another course is shown nothing', async () => {
    const walker = await room.walker('nika', profile);

    await walker.open(`${room.lms.baseUrl}/courses/7`);

    expect(walker.status).toBe(404);
  });

  it('learners add no content', async () => {
    const { clientId } = room.platform(profile);
    const walker = await room.walker('luka', profile);

    await walker.open(`${room.lms.baseUrl}/courses/7/add/start?tool=${clientId}`);

    expect(walker.status).toBe(403);
  });
});

describe('Like the recorded Moodle', () => {
  it('speaks at login', async () => {
    const [link] = await room.place('moodle');
    const [picking, launching] = recorded('login-initiation') as { params: Record<string, string> }[];

    const login = room.lms.control.startLaunch({ profile: 'moodle', person: 'luka', link: link?.id ?? '' });
    const content = room.lms.control.startLaunch({ profile: 'moodle' });

    expect(login.method).toBe('post');
    expect(shapeOf(login.fields)).toEqual(shapeOf(launching?.params));
    const hint = (text?: string) => shapeOf(JSON.parse(text ?? ''));
    expect(hint(login.fields['lti_message_hint'])).toEqual(hint(launching?.params['lti_message_hint']));
    expect(hint(content.fields['lti_message_hint'])).toEqual(hint(picking?.params['lti_message_hint']));
  });

  it.each([
    ['student', 'luka'],
    ['teacher', 'ana'],
  ])('launches a resource link for a %s', async (kind, person) => {
    const real = recorded(`idtoken-resourcelink-${kind}`) as Record<string, unknown>;
    const [link] = await room.place('moodle', [{ ...twoItems[0], custom: { playlist: 'climate' } }]);

    const launch = await room.launch({ profile: 'moodle', person, link: link?.id ?? '' });

    const { [`${claim}custom`]: realCustom, ...realRest } = real;
    const { [`${claim}custom`]: custom, ...rest } = launch;
    expect(shapeOf(rest)).toEqual(shapeOf(realRest));
    expect(shapeOf(custom)).toEqual(shapeOf({ ...Object(realCustom), context_history: '' }));
    expect(rest[`${claim}roles`]).toEqual(real[`${claim}roles`]);
    expect(Number(rest.exp) - Number(rest.iat)).toBe(60);
  });

  it('asks for content', async () => {
    const { [settingsClaim]: realSettings, ...real } = recorded('idtoken-deeplinking-teacher') as Record<
      string,
      unknown
    >;

    const {
      [settingsClaim]: settings,

      ...request
    } = await room.launch({ profile: 'moodle' });

    expect(shapeOf(request)).toEqual(shapeOf(real));
    expect(shapeOf(settings)).toEqual(shapeOf(realSettings));
  });

  it('publishes its keys', async () => {
    const keys = await (await fetch(room.platform('moodle').keysetUrl)).json();

    expect(shapeOf(keys)).toEqual(shapeOf(recorded('certs')));
  });

  it('lower-cases the keys of custom parameters', async () => {
    const [link] = await room.place('moodle');

    const launch = await room.launch({ profile: 'moodle', person: 'luka', link: link?.id ?? '' });

    expect(launch[`${claim}custom`]).toMatchObject({ col_link: 'one' });
  });

  it('counts ids in small whole numbers', async () => {
    const [link] = await room.place('moodle');

    const launch = await room.launch({ profile: 'moodle', person: 'luka', link: link?.id ?? '' });

    expect([launch.sub, link?.id, Object(launch[`${claim}context`]).id]).toEqual([
      '5',
      expect.stringMatching(/^\d+$/),
      '7',
    ]);
  });

  it('posts itself once more when its Lax cookie stayed at home', async () => {
    const [link] = await room.place('moodle');
    const walker = await room.walker('luka', 'moodle');
    walker.forgetLaxCookies();

    await walker.open(`${room.lms.baseUrl}/courses/7/links/${link?.id}/start`);

    expect(walker.trail.filter((url) => url.includes('/mod/lti/auth.php'))).toHaveLength(2);
    expect(room.tool.refusals.at(-1)).toBe('login_required');
  });

  it('wants a yes before several links are added', async () => {
    const before = room.lms.control.links('7', 'moodle').length;
    const walker = await room.walker('ana', 'moodle');
    await walker.open(`${room.lms.baseUrl}/courses/7/add/start?tool=${room.platform('moodle').clientId}`);
    const request = room.tool.launches.at(-1) ?? {};
    const jwt = await room.tool.selection(room.platform('moodle'), request, twoItems);

    await walker.open(Object(request[settingsClaim]).deep_link_return_url, { JWT: jwt });
    const unconfirmed = room.lms.control.links('7', 'moodle').length;
    await walker.press('confirm-content');

    expect([unconfirmed, room.lms.control.links('7', 'moodle').length]).toEqual([before, before + 2]);
  });
});

describe('Like Canvas', () => {
  it('hides links from learners until they are published', async () => {
    const walker = await room.walker('ana', 'canvas');
    await choose(walker, 'canvas');
    const newest = room.lms.control.links('7', 'canvas').at(-1);
    const learner = await room.walker('eva', 'canvas');

    await learner.open(`${room.lms.baseUrl}/courses/7/links/${newest?.id}/start`);
    const hidden = learner.status;
    await walker.open(`${room.lms.baseUrl}/courses/7/links/${newest?.id}`, { do: 'publish' });
    await learner.open(`${room.lms.baseUrl}/courses/7/links/${newest?.id}/start`);

    expect([hidden, learner.status]).toEqual([404, 200]);
  });

  it('names the course as the link where no link is meant', async () => {
    const launch = await room.launch({ profile: 'canvas', person: 'luka', kind: 'navigation' });

    const { id } = launch[`${claim}context`] as { id: string };
    expect(launch[`${claim}resource_link`]).toMatchObject({ id });
    expect(launch[`${claim}target_link_uri`]).toContain('view=course');
  });

  it('answers variables it knows and leaves others as they stand', async () => {
    const [graded, bare] = await room.place('canvas', [
      {
        ...twoItems[0],
        custom: { course: '$Canvas.course.id', odd: '$Nobody.knows', assignment: '$Canvas.assignment.id' },
      },
      { ...twoItems[1], custom: { assignment: '$Canvas.assignment.id' } },
    ]);

    const one = await room.launch({ profile: 'canvas', person: 'luka', link: graded?.id ?? '' });
    const other = await room.launch({ profile: 'canvas', person: 'luka', link: bare?.id ?? '' });

    expect(one[`${claim}custom`]).toMatchObject({
      course: '7',
      odd: '$Nobody.knows',
      assignment: expect.stringMatching(/^\d+$/),
    });
    expect(other[`${claim}custom`]).toMatchObject({ assignment: '$Canvas.assignment.id' });
  });

  it('forgets the parameters of a lone link without a grade', async () => {
    const item = { ...twoItems[1], custom: { col_item: 'x' } };

    const [lone] = await room.place('canvas', [item], { placement: 'link_selection' });
    const [graded] = await room.place('canvas', [{ ...item, lineItem: { scoreMaximum: 5 } }], {
      placement: 'link_selection',
    });

    expect([lone?.custom, graded?.custom]).toEqual([{}, { col_item: 'x' }]);
  });

  it('takes one item only for an assignment', async () => {
    await expect(room.place('canvas', twoItems, { placement: 'assignment_selection' })).rejects.toThrow(
      'Only one',
    );
  });

  it('makes no column where the tool names no maximum', async () => {
    const before = room.lms.control.columns('7').length;

    await room.place('canvas', [{ ...twoItems[1], lineItem: { label: 'Podcast' } }]);

    expect(room.lms.control.columns('7')).toHaveLength(before);
  });

  it('lets a teacher look with the eyes of a test student', async () => {
    const [link] = await room.place('canvas');
    const walker = await room.walker('ana', 'canvas');
    await walker.open(`${room.lms.baseUrl}/courses/7`);

    await walker.press('as-learner');
    await walker.open(`${room.lms.baseUrl}/courses/7/links/${link?.id}/start`);

    const launch = room.tool.launches.at(-1) ?? {};
    expect(launch[`${claim}roles`]).toContain('http://purl.imsglobal.org/vocab/lti/system/person#TestUser');
    expect(launch.sub).not.toBe(room.id('ana', 'canvas'));
  });

  it('offers storage to tools in a frame', async () => {
    const framed = room.lms.control.startLaunch({ profile: 'canvas' });
    const alone = room.lms.control.startLaunch({ profile: 'canvas', container: 'window' });

    expect(framed.fields['lti_storage_target']).toBe('post_message_forwarding');
    expect(alone.fields['lti_storage_target']).toBeUndefined();
  });
});

it.each([
  ['/courses/7/return', 'by-the-book'],
  ['/mod/lti/return.php', 'moodle'],
  ['/courses/7/external_content/success/external_tool_redirect', 'canvas'],
] as const)('shows what a tool has to say when it sends people back to %s', async (path, profile) => {
  const walker = await room.walker('luka', profile);
  const said = { course: '7', lti_errormsg: 'Not <b>now</b>' };

  await walker.open(`${room.lms.baseUrl}${path}?${new URLSearchParams(said)}`);
  await walker.follow('back-to-course');

  expect(walker.text('message')).toBe('Not <b>now</b>');
  expect(walker.html).not.toContain('<b>now');
});

it('a Moodle teacher who switches role keeps their id', async () => {
  const [link] = await room.place('moodle');

  const launch = await room.launch({ profile: 'moodle', link: link?.id ?? '', asLearner: true });

  expect(launch.sub).toBe(room.id('ana', 'moodle'));
  expect(launch[`${claim}roles`]).toEqual(['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner']);
});

it('a copied course has new ids, the same links and a line of descent', async () => {
  const [link] = await room.place('by-the-book');
  const copy = room.lms.control.copyCourse('7');
  const copied = room.lms.control.links(copy.key, 'by-the-book').find((one) => one.title === link?.title);

  const before = await room.launch({ profile: 'by-the-book', person: 'luka', link: link?.id ?? '' });
  const after = await room.launch({
    profile: 'by-the-book',
    person: 'luka',
    course: copy.key,
    link: copied?.id ?? '',
  });

  const context = (launch: object) => Object(launch)[`${claim}context`].id;
  expect(context(after)).not.toBe(context(before));
  expect(copied?.id).not.toBe(link?.id);
  expect(after[`${claim}custom`]).toMatchObject({ col_item: 'fm', context_history: context(before) });
  expect(room.lms.control.columns(copy.key).map(({ label }) => label)).toContain('Future makers');
});
