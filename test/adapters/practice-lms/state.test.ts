import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPracticeLms, scopes } from '../../../adapters/practice-lms/index.ts';
import { Caller, Classroom, endpointClaim } from './classroom.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-lms-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const tool = {
  loginUrl: 'http://localhost:4000/lti/login',
  launchUrl: 'http://localhost:4000/lti/launch',
  keysUrl: 'http://localhost:4000/lti/keys',
};

describe('What the practice LMS keeps', () => {
  it('is there after a restart: keys, links, columns, grades', async () => {
    const before = await Classroom.open({ dataDir: folder });
    const [link] = await before.place('moodle');
    const launch = await before.launch({ profile: 'moodle', person: 'luka', link: link?.id ?? '' });
    const caller = await Caller.of(before, 'moodle', scopes.score);
    await caller.score((launch[endpointClaim] as { lineitem: string }).lineitem, '5');
    const keys = await (await fetch(before.platform('moodle').keysetUrl)).json();
    await before.close();

    const after = await Classroom.open({ dataDir: folder });

    expect(await (await fetch(after.platform('moodle').keysetUrl)).json()).toEqual(keys);
    expect(after.lms.control.links('7', 'moodle').map(({ title }) => title)).toEqual([
      'Future makers',
      'Podcast',
    ]);
    expect(after.lms.control.grades('7', 'moodle').get('Future makers')).toEqual(new Map([['luka', 50]]));
    const [next] = await after.place('moodle');
    expect(Number(next?.id)).toBeGreaterThan(Number(link?.id) + 1);
    await after.close();
  });

  it('lies in whole files that only the owner reads', () => {
    createPracticeLms({ dataDir: folder, baseUrl: 'http://localhost:4000/practice', tool });

    const files = readdirSync(folder);
    expect(files).toEqual(expect.arrayContaining(['keys.json', 'people.json', 'courses.json', 'tools.json']));
    expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8'))).toHaveLength(9);
  });

  it('is left alone, with a word to the operator, when it is damaged', () => {
    writeFileSync(join(folder, 'links.json'), '[{"id": 7}]');

    expect(() =>
      createPracticeLms({ dataDir: folder, baseUrl: 'http://localhost:4000/practice', tool }),
    ).toThrow(/links\.json is damaged/);
    expect(readFileSync(join(folder, 'links.json'), 'utf8')).toBe('[{"id": 7}]');
  });

  it('knows the same people under the same ids, even after everything was lost', () => {
    const id = () =>
      createPracticeLms({ dataDir: null, baseUrl: 'http://localhost:4000', tool }).control.person('luka').ids;

    expect(id()).toEqual(id());
  });
});

it.each([
  ['baseUrl', { baseUrl: 'practice' }],
  ['tool.loginUrl', { tool: { ...tool, loginUrl: 'javascript:alert(1)' } }],
  ['profile', { profile: 'blackboard' }],
])('names the option %s when it is wrong', (name, change) => {
  const options = { dataDir: null, baseUrl: 'http://localhost:4000', tool, ...change };

  // The profile is wrong on purpose.
  expect(() => createPracticeLms(options as Parameters<typeof createPracticeLms>[0])).toThrow(name);
});

it('tells an operator what to type, with a client id for each profile', () => {
  const lms = createPracticeLms({ dataDir: null, baseUrl: 'http://localhost:4000/practice/', tool });

  expect(lms.operatorFacts('moodle')).toEqual({
    issuer: 'http://localhost:4000/practice',
    clientId: 'PracticeMoodle1',
    authUrl: 'http://localhost:4000/practice/mod/lti/auth.php',
    tokenUrl: 'http://localhost:4000/practice/mod/lti/token.php',
    keysetUrl: 'http://localhost:4000/practice/mod/lti/certs.php',
    deploymentId: '1',
    family: 'moodle',
  });
  expect(
    new Set(
      ['by-the-book', 'moodle', 'canvas'].map((profile) => lms.operatorFacts(profile as never).clientId),
    ).size,
  ).toBe(3);
});
