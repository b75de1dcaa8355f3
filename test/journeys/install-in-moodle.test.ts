import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PracticeLms, startPracticeLms } from '../../adapters/practice-lms/index.ts';
import { Walker } from '../adapters/practice-lms/walker.ts';
import { anOrganiser } from '../builders/index.ts';
import { type House, openHouse } from '../support/house.ts';
import { onEachEngine } from '../support/mongo.ts';
import { must } from '../support/story.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const [, section = ''] = readme.split('## Install in Moodle\n');
/** What is written slanted, in the steps that are numbered: what stands on buttons and in lists. */
const steps = section
  .split('\n## ')[0]
  ?.split('\n')
  .filter((line) => /^\d\. /.test(line))
  .map((line) => [...line.matchAll(/\*([^*]+)\*/g)].map(([, words]) => words).join(' '));

onEachEngine('Installing in Moodle, as the README tells it', (store) => {
  let house: House;
  let lms: PracticeLms;
  beforeAll(async () => {
    const ltiPrivateHosts: string[] = [];
    house = await openHouse({ ltiPrivateHosts, ...(await store()) });
    lms = await startPracticeLms({ dataDir: null, tool: null });
    ltiPrivateHosts.push(new URL(lms.baseUrl).host);
    await house.app.ports.records.keep({ organiser: [anOrganiser({ slug: 'zmaji' })] });
  });
  afterAll(async () => {
    await lms.close();
    await house.close();
  });

  it('is one link and five clicks, and the teacher finds the tool', async () => {
    const { done } = await house.app.lti.registrations.invite({
      organiser: 'zmaji',
      family: 'moodle',
      audience: 'adults',
    });
    const admin = new Walker();
    await admin.open(`${lms.baseUrl}/profile`, { profile: 'moodle' });
    await admin.open(`${lms.baseUrl}/sign-in`, { person: 'admin' });
    await admin.open(`${lms.baseUrl}/tools`);
    const clicked: string[] = [];

    expect(admin.html).toContain('Tool URL');
    clicked.push(admin.text('register'));
    await admin.open(admin.form('data-test="register"').action, { url: must(done?.url) });
    await admin.follow('tool');
    clicked.push(admin.text('close'));
    await admin.open(`${lms.baseUrl}/tools`);
    clicked.push(admin.text('activate'));
    await admin.press('activate');
    const usage = /<option value="chooser"[^>]*>([^<]+)/.exec(admin.html)?.[1] ?? '';
    clicked.push(`${/<label[^>]*>(Tool conf[^<]*)/.exec(admin.html)?.[1]} ${usage.trim()}`);
    clicked.push(admin.text('save-settings'));
    await admin.open(admin.form('data-test="save-settings"').action, { usage: 'chooser' });

    expect(steps).toEqual(clicked);
    expect(clicked).toHaveLength(5);
    const teacher = new Walker();
    await teacher.open(`${lms.baseUrl}/profile`, { profile: 'moodle' });
    await teacher.open(`${lms.baseUrl}/sign-in`, { person: 'ana' });
    expect((await teacher.open(`${lms.baseUrl}/courses/7`)).html).toContain('data-test="add-content"');
  }, 60_000);
});
