import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDesk, type Desk } from './desk.ts';

const badges = join(import.meta.dirname, '../../fixtures/badges');
const ownAward = join(badges, 'own-award');
const then = ['--now', '2026-01-01T00:00:00Z'];

let desk: Desk;
beforeEach(() => {
  desk = aDesk();
});
afterEach(() => desk.clear());

describe('col badges verify', () => {
  it('answers 0 and the report alone for a good badge, in the shape that programs know', async () => {
    const { code, json, err } = await desk.col(
      'badges',
      'verify',
      join(ownAward, 'award.png'),
      '--json',
      '--recipient',
      'luka@example.org',
      '--offline',
      join(ownAward, 'web'),
      ...then,
    );

    expect([code, err]).toEqual([0, '']);
    expect(json).toEqual({
      report: {
        valid: true,
        verdict: 'valid',
        reason: null,
        errorCount: 0,
        warningCount: 0,
        messages: [],
        validationSubject: 'https://col.example/b/awards/7QK2MZ0V9T4XH6RD/credential',
        openBadgesVersion: '3.0',
        recipientProfile: { email: 'luka@example.org' },
      },
      graph: expect.arrayContaining([expect.objectContaining({ type: 'Assertion' })]),
      input: { value: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), input_type: 'file' },
    });
  });

  it('answers 1 for one that was revoked, with why', async () => {
    const args = [
      'https://col.example/b/awards/7QK2MZ0V9T4XH6RD',
      '--offline',
      join(ownAward, 'web-revoked'),
    ];

    const told = await desk.col('badges', 'verify', ...args, '--json', ...then);
    const read = await desk.col('badges', 'verify', ...args, ...then);

    expect([told.code, read.code]).toEqual([1, 1]);
    expect(told.json.report).toMatchObject({
      valid: false,
      verdict: 'revoked',
      reason: expect.any(String),
      messages: [{ name: 'VERIFY_HOSTED_ASSERTION_NOT_REVOKED', messageLevel: 'ERROR', success: false }],
    });
    expect(read.out).toMatch(/^revoked: .+\nERROR {3}VERIFY_HOSTED_ASSERTION_NOT_REVOKED: /);
  });

  it('reads what is piped in, and compares an address exactly', async () => {
    const credential = readFileSync(join(ownAward, 'credential.json'));
    const of = (email: string) =>
      desk.pipe(
        credential,
        'badges',
        'verify',
        '-',
        '--json',
        '--recipient',
        email,
        '--offline',
        join(ownAward, 'web'),
        ...then,
      );

    const [theirs, capitals] = [await of('luka@example.org'), await of('Luka@example.org')];

    expect([theirs.code, capitals.code]).toEqual([0, 1]);
    expect(theirs.json.input.input_type).toBe('json');
    expect(capitals.json.report.messages).toMatchObject([{ name: 'VERIFY_RECIPIENT_IDENTIFIER' }]);
  });

  it('says valid only until the day it names', async () => {
    const args = ['badges', 'verify', join(badges, 'ob3/1edtech/endorsement-valid.json'), '--json'];
    const offline = ['--offline', join(badges, 'ob3/web')];

    const before = await desk.col(...args, ...offline, '--now', '2029-12-31T23:59:59Z');
    const after = await desk.col(...args, ...offline, '--now', '2030-01-01T00:00:00Z');

    expect([before.json.report.verdict, after.json.report.verdict]).toEqual(['valid', 'expired']);
  });

  it('needs no network for a badge whose issuer is its key, and keeps to this machine with --offline', async () => {
    const { code, json } = await desk.col(
      'badges',
      'verify',
      join(badges, 'ob3/dcc/v2OBv3SpecExample.json'),
      '--json',
    );

    expect([code, json.report.verdict, json.report.openBadgesVersion]).toEqual([0, 'valid', '3.0']);
  });

  it.each([
    ['a file that is not there', [join(badges, 'nothing.png')], 'file-unreadable'],
    ['a folder', [badges], 'file-unreadable'],
    ['a moment that is none', [join(ownAward, 'award.png'), '--now', 'soon'], 'bad-input'],
  ])('refuses %s', async (_what, args, why) => {
    const { code, json } = await desk.col('badges', 'verify', ...args, '--json');

    expect([code, json.why]).toEqual([1, why]);
  });
});
