import { createValidator } from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { answer, type PaperPage, paperWeb } from '../../support/paper-web.ts';
import { aPng } from '../../support/png-pictures.ts';

const at = 'https://badges.example';
const context = 'https://w3id.org/openbadges/v2';
const assertion = {
  '@context': context,
  type: 'Assertion',
  id: `${at}/a`,
  recipient: { type: 'email', hashed: false, identity: 'luka@example.org' },
  badge: `${at}/badge`,
  verification: { type: 'HostedBadge' },
  issuedOn: '2025-05-01T10:00:00Z',
};
const badge = {
  '@context': context,
  type: 'BadgeClass',
  id: `${at}/badge`,
  name: 'Facilitator',
  description: 'Led a room.',
  image: `${at}/b.png`,
  criteria: { narrative: 'Lead one.' },
  issuer: `${at}/issuer`,
};
const issuer = {
  '@context': context,
  type: 'Profile',
  id: `${at}/issuer`,
  name: 'City',
  url: at,
  email: 'o@badges.example',
};
const pages = {
  [`${at}/a`]: assertion,
  [`${at}/badge`]: badge,
  [`${at}/issuer`]: issuer,
  [`${at}/b.png`]: aPng(),
};

const now = Date.parse('2026-01-01T00:00:00Z');
const verify = async (presented: string, more: Readonly<Record<string, PaperPage>> = {}, email?: string) => {
  const web = paperWeb({ ...pages, ...more });
  const { report } = await createValidator({ ...web, now: () => now }).verify(
    presented,
    email ? { email } : null,
  );
  const errors = report.messages
    .filter(({ messageLevel }) => messageLevel === 'ERROR')
    .map(({ name }) => name);
  return { verdict: report.verdict, errors, report, asked: web.asked };
};

describe('A hosted badge', () => {
  it('is good where all its documents agree, each fetched once', async () => {
    const { verdict, errors, asked } = await verify(`${at}/a`);

    expect([verdict, errors]).toEqual(['valid', []]);
    expect(asked.sort()).toEqual(Object.keys(pages).sort());
  });

  it.each([
    [
      'with what is left',
      answer(410, { id: `${at}/a`, revoked: true, revocationReason: 'wrong person' }),
      'wrong person',
    ],
    ['with nothing left', answer(410), null],
  ])('is revoked when its address is gone, %s: one error, and no other', async (_how, page, reason) => {
    const { report, errors } = await verify(`${at}/a`, { [`${at}/a`]: page });

    expect(errors).toEqual(['VERIFY_HOSTED_ASSERTION_NOT_REVOKED']);
    expect(report).toMatchObject({ verdict: 'revoked', reason });
  });

  it('is revoked for whoever holds a copy, too', async () => {
    const { verdict } = await verify(JSON.stringify(assertion), { [`${at}/a`]: answer(410) });

    expect(verdict).toBe('revoked');
  });

  it('has ended, or was taken back, also where that stands in a list of one', async () => {
    const ended = { ...assertion, expires: ['2025-06-01T00:00:00Z'] };
    const revoked = { ...assertion, revoked: [true] };

    expect((await verify(`${at}/a`, { [`${at}/a`]: ended })).verdict).toBe('expired');
    expect((await verify(`${at}/a`, { [`${at}/a`]: revoked })).verdict).toBe('revoked');
  });

  it('that says it is signed is not made good by lying somewhere', async () => {
    const signed = { ...assertion, verification: { type: 'SignedBadge', creator: `${at}/key` } };

    expect((await verify(`${at}/a`, { [`${at}/a`]: signed })).errors).toContain('VERIFY_JWS');
  });

  it('that is an endorsement is nobody’s word where its endorser is gone', async () => {
    const praise = {
      '@context': context,
      type: 'Endorsement',
      id: 'https://evil.example/e',
      claim: { id: `${at}/badge`, endorsementComment: 'Good.' },
      issuer: `${at}/issuer`,
      issuedOn: '2025-05-01T10:00:00Z',
      verification: { type: 'HostedBadge' },
    };
    const found = await verify(praise.id, { [praise.id]: praise, [`${at}/issuer`]: answer(410) });

    expect([found.verdict, found.errors]).toEqual(['unknown', ['FETCH_HTTP_NODE']]);
    const taken = { ...praise, id: `${at}/e`, revoked: true };
    expect((await verify(taken.id, { [taken.id]: taken })).verdict).toBe('revoked');
    const named = { [`${at}/badge`]: { ...badge, endorsement: taken.id }, [taken.id]: taken };
    expect((await verify(`${at}/a`, named)).report).toMatchObject({ verdict: 'valid', warningCount: 1 });
  });

  it('that another site answers for is told: one that leads anywhere lets strangers speak for it', async () => {
    const led = (url: string) => ({ [`${at}/a`]: { ...answer(200, assertion), url } });
    const warned = async (url: string) =>
      (await verify(`${at}/a`, led(url))).report.messages.map(({ result }) => result);

    expect(await warned('https://evil.example/a')).toEqual([expect.stringContaining('evil.example')]);
    expect(await warned('https://www.badges.example/a')).toEqual([]);
  });

  it('is changed when a copy says anything else than the original', async () => {
    const same = await verify(JSON.stringify({ ...assertion, badge: [assertion.badge] }));
    const other = await verify(JSON.stringify({ ...assertion, issuedOn: '2025-05-02T10:00:00Z' }));
    const more = await verify(JSON.stringify({ ...assertion, expires: '2099-01-01T00:00:00Z' }));

    expect(same.verdict).toBe('valid');
    expect([other, more].map(({ verdict, errors }) => [verdict, errors])).toEqual([
      ['changed', ['INPUT_DIFFERS']],
      ['changed', ['INPUT_DIFFERS']],
    ]);
  });

  it('may be written as Moodle writes it', async () => {
    const { verification: _, ...rest } = assertion;
    const moodle = { ...rest, verify: { type: 'hosted', url: `${at}/a` } };

    expect((await verify(`${at}/a`, { [`${at}/a`]: moodle })).verdict).toBe('valid');
    expect((await verify(JSON.stringify(moodle), { [`${at}/a`]: moodle })).verdict).toBe('valid');
    const revoked = answer(410, { id: `${at}/a`, revoked: true });
    expect((await verify(`${at}/a`, { [`${at}/a`]: revoked })).verdict).toBe('revoked');
  });

  it.each([
    ['a page for people', answer(200, '<!doctype html><p>Badge', 'text/html')],
    ['a text', 'badge'],
    ['a list', '[]'],
    ['a document that is far too long', `{"x":"${'x'.repeat(3_000_000)}"}`],
    ['a key twice', JSON.stringify(assertion).replace('{', '{"type":"Assertion",')],
    ['nothing', answer(404)],
    ['a fault', answer(500, assertion)],
  ])('cannot be confirmed where its address answers %s', async (_what, page) => {
    const { verdict, errors } = await verify(`${at}/a`, { [`${at}/a`]: page });

    expect(verdict).toBe('unknown');
    expect(['FETCH_HTTP_NODE', 'DETECT_INPUT_TYPE']).toContain(errors[0]);
  });

  it('cannot be confirmed where nobody answers', async () => {
    const fetch = () => Promise.reject(new Error('refused'));

    const { report } = await createValidator({ fetch }).verify(`${at}/a`);

    expect(report).toMatchObject({ verdict: 'unknown', messages: [{ name: 'FETCH_HTTP_NODE' }] });
    expect(report.messages[0]?.result).not.toContain('refused');
  });

  it('leads to twenty requests at most, however many it names', async () => {
    const endorsement = Array.from({ length: 100 }, (_, n) => `${at}/e/${n}`);
    const chained = Object.fromEntries(
      endorsement.map((id) => [
        id,
        {
          '@context': context,
          type: 'Endorsement',
          id,
          claim: { id: `${at}/a` },
          issuer: `${id}/issuer`,
          issuedOn: '2025-05-01T10:00:00Z',
          verification: { type: 'HostedBadge' },
        },
      ]),
    );
    const { asked } = await verify(`${at}/a`, {
      ...chained,
      [`${at}/a`]: { ...assertion, endorsement },
      [`${at}/badge`]: { ...badge, endorsement },
      [`${at}/issuer`]: { ...issuer, endorsement },
    });

    expect(asked.length).toBeLessThanOrEqual(20);
  });

  it('lies under what its issuer allows, on the very same site', async () => {
    const hosting = (startsWith: string) => ({
      [`${at}/issuer`]: { ...issuer, verification: { startsWith } },
      'https://badges.example.evil.example/a': { ...assertion, id: 'https://badges.example.evil.example/a' },
    });

    const evil = await verify('https://badges.example.evil.example/a', hosting(at));
    const good = await verify(`${at}/a`, hosting(`${at}/`));

    expect([evil.verdict, evil.errors]).toEqual(['unknown', ['HOSTED_ID_IN_VERIFICATION_SCOPE']]);
    expect(good.verdict).toBe('valid');
  });

  it.each([
    ['its badge', `${at}/badge`],
    ['its issuer', `${at}/issuer`],
  ])('cannot be confirmed without %s', async (_what, url) => {
    expect(await verify(`${at}/a`, { [url]: answer(404) })).toMatchObject({
      verdict: 'unknown',
      errors: ['FETCH_HTTP_NODE'],
    });
  });

  it('is not touched by an endorsement that was taken back', async () => {
    const endorsed = { [`${at}/badge`]: { ...badge, endorsement: `${at}/e` }, [`${at}/e`]: answer(410) };

    const { report } = await verify(`${at}/a`, endorsed);

    expect(report).toMatchObject({
      verdict: 'valid',
      messages: [{ name: 'VERIFY_ENDORSEMENT', messageLevel: 'WARNING', node_id: `${at}/e` }],
    });
  });

  it.each([
    ['a badge definition', badge],
    ['an issuer', issuer],
  ])('is not %s', async (_what, document) => {
    expect((await verify(JSON.stringify(document))).errors).toEqual(['DETECT_AND_VALIDATE_NODE_CLASS']);
  });

  it.each([
    [
      'sha256, its hex in capitals',
      `sha256$${'C1EC865F9BDF68DC74FBD55383D32A398E25E6EB154A1E02EC711B249C44EA64'}`,
      's1',
      true,
    ],
    ['of somebody else', `sha256$${'0'.repeat(64)}`, 's1', false],
  ])('belongs to an address by its hash: %s', async (_how, identity, salt, isTheirs) => {
    const recipient = { type: 'email', hashed: true, identity, salt };
    const { report } = await verify(`${at}/a`, { [`${at}/a`]: { ...assertion, recipient } }, 'l@x.org');

    expect(report.recipientProfile !== null).toBe(isTheirs);
    expect(report.valid).toBe(isTheirs);
  });
});

describe('What was fetched', () => {
  it('is told again for a while: documents longer than what may be revoked', async () => {
    let clock = now;
    const web = paperWeb(pages);
    const validator = createValidator({ ...web, now: () => clock });
    await validator.verify(`${at}/a`);
    clock += 61_000;
    web.asked.length = 0;
    web.pages.set(`${at}/a`, answer(410));

    const { report } = await validator.verify(`${at}/a`);

    expect(report.verdict).toBe('revoked');
    expect(web.asked).toEqual([`${at}/a`]);
  });
});
