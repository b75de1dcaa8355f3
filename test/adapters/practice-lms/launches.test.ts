import {
  type PracticeLms,
  type ProfileName,
  startPracticeLms,
} from '../../../adapters/practice-lms/index.ts';
import { TinyTool } from '../../support/tiny-tool.ts';
import { Walker } from './walker.ts';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const profiles: ProfileName[] = ['by-the-book', 'moodle', 'canvas'];

let tool: TinyTool;
let lms: PracticeLms;

beforeEach(async () => {
  tool = await TinyTool.start();
  lms = await startPracticeLms({ dataDir: null, tool: tool.urls });
  tool.trust(...profiles.map((profile) => lms.operatorFacts(profile)));
});

afterEach(async () => {
  await lms.close();
  await tool.close();
});

const items = [
  {
    type: 'ltiResourceLink',
    title: 'Future makers',
    text: 'A playlist',
    custom: { col_item: 'fm', Col_Link: 'one' },
    lineItem: { label: 'Future makers', scoreMaximum: 100, resourceId: 'fm', tag: 'playlist' },
  },
  { type: 'ltiResourceLink', title: 'Podcast', window: { targetName: '_blank' } },
];

async function signedIn(person: string, profile: ProfileName): Promise<Walker> {
  const walker = new Walker();
  await walker.open(`${lms.baseUrl}/`);
  await walker.open(`${lms.baseUrl}/profile`, { profile });
  return walker.open(`${lms.baseUrl}/sign-in`, { person });
}

/** Walks content selection as a teacher does, up to the course page. */
async function choose(walker: Walker, profile: ProfileName, chosen = items): Promise<Walker> {
  await walker.open(`${lms.baseUrl}/courses/7`);
  await walker.follow('add-content');
  await walker.follow('tool');
  const request = tool.launches.at(-1);
  if (!request) throw new Error(`no launch: ${tool.refusals.join()} ${walker.html}`);
  const settings = Object(request['https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings']);
  const jwt = await tool.selection(lms.operatorFacts(profile), request, chosen);
  await walker.open(settings.deep_link_return_url, { JWT: jwt });
  if (walker.html.includes('confirm-content')) await walker.press('confirm-content');
  else await walker.follow('back-to-course');
  return walker;
}

describe.each(profiles)('Under the profile %s', (profile) => {
  it('a teacher chooses content in a frame and it stands in the course', async () => {
    const walker = await signedIn('ana', profile);

    await choose(walker, profile);

    expect(walker.status).toBe(200);
    expect(walker.html).toContain('data-title="Future makers"');
    expect(walker.html).toContain('data-title="Podcast"');
    expect([...lms.control.grades('7', profile).keys()]).toEqual(['Future makers']);
  });

  it('a learner launches what the teacher placed', async () => {
    await choose(await signedIn('ana', profile), profile);
    lms.control.publish(...lms.control.links('7', profile));
    const walker = await signedIn('luka', profile);

    await (await (await walker.open(`${lms.baseUrl}/courses/7`)).follow('open-in-frame')).follow('tool');

    const launch = tool.launches.at(-1) ?? {};
    expect(walker.html).toContain('Hello');
    expect(launch.sub).toBe(lms.control.person('luka').ids[profile]);
    expect(launch[`${claim}message_type`]).toBe('LtiResourceLinkRequest');
    expect(launch[`${claim}resource_link`]).toMatchObject({ title: 'Future makers' });
    expect(launch[`${claim}custom`]).toMatchObject({ col_item: 'fm' });
  });
});
