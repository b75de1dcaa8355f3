import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Badge } from '../../../core/badges/badge.ts';
import { emailIdentity } from '../../../core/people/email.ts';
import type { Person } from '../../../core/people/person.ts';
import { aBadge, anAward, anEnrolment, anIdentity, anOrganiser, aPerson, at } from '../../builders/index.ts';
import { aDesk, type Desk } from './desk.ts';

let desk: Desk;
let badge: Badge;
const organiser = anOrganiser({ slug: 'mladi-zmaji' });
beforeEach(async () => {
  desk = aDesk();
  badge = aBadge({ organiser: organiser.id });
  await desk.inStore(({ records }) => records.keep({ organiser: [organiser], badge: [badge] }));
});
afterEach(() => desk.clear());

/** Somebody who takes part in something of theirs, with a verified e-mail. */
async function known(address: string): Promise<Person> {
  const person = aPerson({ emails: [{ address, verifiedAt: at('09:00') }] });
  const identity = anIdentity({ person: person.id, ...emailIdentity(address) });
  const enrolment = anEnrolment({ person: person.id, organiser: organiser.id });
  await desk.inStore(({ records }) =>
    records.keep({ person: [person], identity: [identity], enrolment: [enrolment] }),
  );
  return person;
}

function csv(text: string): string {
  const file = join(desk.dataDir, 'people.csv');
  writeFileSync(file, text);
  return file;
}

describe('col badges issue', () => {
  it('gives a badge to everybody in a table, with a result for each row', async () => {
    await known('luka@example.org');
    const mia = await known('mia@example.org');
    const table = [
      'Ime;E-mail',
      '"Luka; Novak";Luka@Example.org',
      ';luka@example.org',
      'Mia;mia@example.org',
      'Nobody;nobody@example.org',
      'Wrong;not-an-address@',
      '',
    ].join('\r\n');

    const told = await desk.col('badges', 'issue', badge.id, '--csv', csv(table), '--json');
    const again = await desk.col('badges', 'issue', badge.id, '--csv', csv(`person\n${mia.id}`), '--json');

    expect(told.code).toBe(1);
    expect(told.json).toMatchObject([
      { row: 1, given: 'Luka@Example.org', result: 'issued', url: expect.stringContaining('/b/awards/') },
      { row: 2, result: 'repeated', url: null },
      { row: 3, result: 'issued' },
      { row: 4, result: 'unknown', url: null },
      { row: 5, result: 'bad-address', url: null },
    ]);
    expect([again.code, again.json]).toMatchObject([0, [{ result: 'has-it' }]]);
  });

  it('is refused for a badge that is not given by hand, is not there, or without the file', async () => {
    const other = aBadge({ organiser: organiser.id, earnedBy: [{ by: 'code' }] });
    await desk.inStore(({ records }) => records.keep({ badge: [other] }));
    const file = csv('email\nluka@example.org\n');

    const byCode = await desk.col('badges', 'issue', other.id, '--csv', file, '--json');
    const nowhere = await desk.col('badges', 'issue', 'nothing', '--csv', file, '--json');
    const noFile = await desk.col('badges', 'issue', badge.id, '--csv', `${file}.gone`, '--json');

    expect([byCode.code, nowhere.code, noFile.code]).toEqual([1, 1, 1]);
    expect([byCode.json, nowhere.json, noFile.json]).toMatchObject([
      { why: 'not-due' },
      { why: 'not-found' },
      { why: 'file-unreadable' },
    ]);
  });
});

describe('col badges rotate-keys', () => {
  it('makes a new key and shows all, never the private half', async () => {
    const first = await desk.col('badges', 'rotate-keys', '--organiser', 'mladi-zmaji', '--json');
    const second = await desk.col('badges', 'rotate-keys', '--organiser', 'mladi-zmaji', '--json');

    expect(first.json).toMatchObject([{ kind: 'ed25519', state: 'current' }]);
    expect(second.json).toMatchObject([{ state: 'retired' }, { state: 'current' }]);
    expect(JSON.stringify(second.json)).not.toContain('sealed');
  });

  it('marks one as compromised; names those that there are for one that is not', async () => {
    const rotate = ['badges', 'rotate-keys', '--organiser', 'mladi-zmaji', '--json'] as const;
    await desk.col(...rotate);
    const [{ kid }] = (await desk.col(...rotate)).json as [{ kid: string }];

    const unknown = await desk.col(...rotate, '--compromised', 'ed-1999-1');
    const marked = await desk.col(...rotate, '--compromised', kid);
    const nobody = await desk.col('badges', 'rotate-keys', '--organiser', 'nobody', '--json');

    expect([unknown.code, unknown.json]).toMatchObject([1, { why: 'key-unknown', kid: 'ed-1999-1' }]);
    expect(marked.json).toMatchObject([{ kid, state: 'compromised' }, { state: 'current' }]);
    expect(nobody.json).toMatchObject({ why: 'organiser-unknown' });
  });
});

describe('col badges sign-older', () => {
  it('signs what was issued before there were credentials, and then has nothing to do', async () => {
    const person = aPerson();
    const award = anAward({ badge: badge.id, organiser: organiser.id, person: person.id });
    await desk.inStore(({ records }) => records.keep({ person: [person], award: [award] }));

    const first = await desk.col('badges', 'sign-older', '--json');
    const second = await desk.col('badges', 'sign-older', '--json');

    expect([first.json, second.json]).toEqual([
      { signed: 1, all: 1 },
      { signed: 0, all: 0 },
    ]);
  });

  it('names those that it cannot sign, and why', async () => {
    const homeless = anOrganiser({ url: null });
    const person = aPerson();
    const theirs = aBadge({ organiser: homeless.id });
    const award = anAward({ badge: theirs.id, organiser: homeless.id, person: person.id });
    await desk.inStore(({ records }) =>
      records.keep({ organiser: [homeless], badge: [theirs], person: [person], award: [award] }),
    );

    const told = await desk.col('badges', 'sign-older', '--json');

    expect([told.code, told.json]).toEqual([
      1,
      {
        why: 'some-unsigned',
        left: [{ award: award.id, trouble: 'its organiser has no web address or no e-mail' }],
      },
    ]);
  });
});

describe('col badges issue --invite', () => {
  it('mails a personal code to those whom nobody here knows yet, once', async () => {
    const verified = { ...organiser, revision: 1, verification: 'verified' as const };
    await desk.inStore(({ records }) => records.keep({ organiser: [verified] }));
    await known('mia@example.org');
    const file = csv('email,age\nmia@example.org,17\nnew@example.org,17\nzala@example.org,12\nnobody');

    const told = await desk.col('badges', 'issue', badge.id, '--csv', file, '--invite', '--json');
    const again = await desk.col('badges', 'issue', badge.id, '--csv', file, '--invite');

    expect(told.json).toMatchObject([
      { given: 'mia@example.org', result: 'issued' },
      { given: 'new@example.org', result: 'invited' },
      { given: 'zala@example.org', result: 'needs-guardian' },
      { given: 'nobody', result: 'bad-address' },
    ]);
    expect(again.out).toContain('has-it');
    expect(again.out).toContain('already-in');
    const mails = readdirSync(join(desk.dataDir, 'mail')).filter((name) => name.endsWith('.eml'));
    const written = mails.map((mail) => readFileSync(join(desk.dataDir, 'mail', mail), 'utf8'));
    expect(written.map((text) => /^To: (.*)$/m.exec(text)?.[1]).toSorted()).toEqual([
      'mia@example.org',
      'new@example.org',
    ]);
  });
});
