import { join } from 'node:path';
import { openDatabase } from '../../../adapters/store-sqlite/database.ts';
import { aDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = aDesk();
});
afterEach(() => desk.clear());

describe('col config check', () => {
  it('says that all is right, and shows no secret', async () => {
    const secret = 'a secret of thirty-two characters';
    const other = aDesk({ COL_SECRET: secret });

    expect(await desk.col('config', 'check')).toMatchObject({ code: 0, out: 'The configuration is right.' });
    const told = await other.col('config', 'check', '--json');
    expect([told.code, told.json.baseUrl, told.json.secret]).toEqual([0, 'http://localhost:3999', 'set']);
    expect(told.out).not.toContain(secret);
    other.clear();
  });

  it('names every variable that is wrong', async () => {
    const other = aDesk({ PORT: 'eighty', NODE_ENV: 'production', LTI_PRIVATE_HOSTS: 'a b' });

    const told = await other.col('config', 'check', '--json');

    expect([told.code, told.json.why]).toEqual([1, 'config-wrong']);
    expect(told.json.errors.join('\n')).toMatch(/PORT: .*\nLTI_PRIVATE_HOSTS/);
    other.clear();
  });
});

describe('Every command', () => {
  it('refuses to begin with a wrong configuration, in words or as JSON', async () => {
    const other = aDesk({ OPERATOR_NAME: 'Zavod' });

    const words = await other.col('lti', 'platforms');
    const json = await other.col('lti', 'platforms', '--json');

    expect([words.code, words.err]).toEqual([1, expect.stringContaining('OPERATOR_NAME, OPERATOR_EMAIL')]);
    expect([json.code, json.json.why]).toEqual([1, 'config-wrong']);
    other.clear();
  });

  it.each([
    [['dance']],
    [['lti', 'dance']],
    [['organiser', 'add']],
    [['lti', 'platforms', '--dance']],
    [['organiser', 'verify']],
  ])('that is mistyped (%j) is refused: in words with the help, or as JSON', async (args) => {
    const words = await desk.col(...args);
    const json = await desk.col(...args, '--json');

    expect([words.code, words.out, words.err]).toEqual([1, '', expect.stringMatching(/error: /)]);
    expect([json.code, json.json.why, json.err]).toEqual([1, 'usage', '']);
  });

  it('names all that is missing at once, with what it is', async () => {
    const args = ['organiser', 'invite', '--name', 'Tim'];
    const missing = [
      { part: '<slug>', means: expect.any(String) },
      { part: '--role <role>', means: expect.stringContaining('owner, manager') },
    ];

    const words = await desk.col(...args);
    const json = await desk.col(...args, '--json');

    expect(words.err).toMatch(/<slug> +of the organiser\n +--role <role> +what they may do/);
    expect([json.code, json.json]).toEqual([1, { why: 'usage', says: expect.any(String), missing }]);
  });

  it.each([
    [['--help'], 'organiser'],
    [['organiser', 'add', '--help'], '--owner-email'],
    [['--version'], '0.1.0'],
  ])('explains itself (%j)', async (args, says) => {
    expect(await desk.col(...args)).toMatchObject({ code: 0, out: expect.stringContaining(says), err: '' });
  });

  it('that breaks ends with 2 and a reference', async () => {
    const empty = openDatabase(join(desk.dataDir, 'city.db'));
    // Of a release that is newer than any, it says, and there is nothing in it.
    empty.script('pragma user_version = 1000');
    empty.close();

    const told = await desk.col('lti', 'platforms', '--json');

    expect([told.code, told.json]).toEqual([2, { why: 'fault', reference: expect.any(String) }]);
    expect(told.err).toMatch(/^Something broke, .*Reference [0-9A-Z]{10}/);
  });
});
