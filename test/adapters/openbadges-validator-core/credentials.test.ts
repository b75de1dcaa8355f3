import { generateKeyPairSync } from 'node:crypto';
import { createValidator } from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { canonical } from '../../../adapters/badges/openbadges-validator-core/signatures.ts';
import { answer, type PaperPage, paperWeb } from '../../support/paper-web.ts';
import { rewritten } from '../../support/rewritten.ts';
import {
  aCredential,
  aStatusList,
  aTestIssuer,
  claimsOf,
  jwsOf,
  listedAt,
  ob3Context,
  signed,
} from '../../support/signed-badges.ts';

const issuer = aTestIssuer();
const other = aTestIssuer('https://other.example/i');
const home: Readonly<Record<string, PaperPage>> = {
  [issuer.id]: issuer.document,
  [other.id]: other.document,
};
const list = 'https://issuer.example/status/1';
const now = Date.parse('2026-01-01T00:00:00Z');

type Json = Readonly<Record<string, unknown>>;
const verify = async (
  badge: Json | string,
  web: Readonly<Record<string, PaperPage>> = {},
  email?: string,
) => {
  const paper = paperWeb({ ...home, ...web });
  const text = typeof badge === 'string' ? badge : JSON.stringify(badge);
  const { report } = await createValidator({ ...paper, now: () => now }).verify(
    text,
    email ? { email } : null,
  );
  const named = (level: string) =>
    report.messages.filter(({ messageLevel }) => messageLevel === level).map(({ name }) => name);
  return {
    verdict: report.verdict,
    errors: named('ERROR'),
    warnings: named('WARNING'),
    report,
    asked: paper.asked,
  };
};
const award = (more: Json = {}) => signed(aCredential(issuer, more), issuer);

describe('A signed credential', () => {
  it('is good when the issuer lists the key and nothing was changed', async () => {
    const { verdict, errors, warnings, asked } = await verify(await award());

    expect([verdict, errors, warnings]).toEqual(['valid', [], []]);
    expect(asked).toEqual([issuer.id]);
  });

  it('stays good by a key that signs no more, as long as the issuer vouches for it', async () => {
    const next = aTestIssuer();
    const document = {
      ...issuer.document,
      verificationMethod: [issuer.document['verificationMethod'], next.document['verificationMethod']].flat(),
      assertionMethod: [`${issuer.id}#key-1`, `${issuer.id}#key-2`],
    };

    expect((await verify(await award(), { [issuer.id]: document })).verdict).toBe('valid');
  });

  it.each([
    ['is no longer for assertions', { assertionMethod: [] }],
    ['was revoked', { verificationMethod: [{ ...methodOf(issuer), revoked: '2025-12-01T00:00:00Z' }] }],
    ['is over', { verificationMethod: [{ ...methodOf(issuer), expires: '2025-12-01T00:00:00Z' }] }],
    [
      'is controlled by somebody else',
      { verificationMethod: [{ ...methodOf(issuer), controller: other.id }] },
    ],
    [
      'is not listed at all',
      {
        verificationMethod: [methodOf(aTestIssuer())].map((one) => ({ ...one, id: `${issuer.id}#key-2` })),
        assertionMethod: [],
      },
      'RESOLVE_VERIFICATION_METHOD',
    ],
  ])('is not believed when its key %s', async (_what, change, name = 'VERIFY_KEY_BINDING') => {
    const { verdict, errors } = await verify(await award(), {
      [issuer.id]: { ...issuer.document, ...change },
    });

    expect([verdict, errors]).toEqual(['unknown', [name]]);
  });

  it('is not believed when a stranger signed it, however well their key is published', async () => {
    const forged = await signed(aCredential(issuer), other, { method: other.method });
    const byDidKey = await signed(aCredential(issuer), other, {
      method: `did:key:${other.multibase}#${other.multibase}`,
    });

    for (const badge of [forged, byDidKey])
      expect(await verify(badge)).toMatchObject({ verdict: 'unknown', errors: ['VERIFY_KEY_BINDING'] });
  });

  it('is good by did:web, with its port, and by did:key', async () => {
    const web = aTestIssuer('did:web:issuer.example%3A8443:b:issuers:1');
    const key = aTestIssuer();
    const did = `did:key:${key.multibase}`;
    const byWeb = await signed(aCredential(web), web);
    const byKey = await signed(aCredential({ id: did }), key, { method: `${did}#${key.multibase}` });

    const document = { 'https://issuer.example:8443/b/issuers/1/did.json': web.document };

    expect((await verify(byWeb, document)).verdict).toBe('valid');
    expect((await verify(byKey)).verdict).toBe('valid');
  });

  it.each([
    ['made for something else', { proof: { proofPurpose: 'authentication' } }],
    ['over', { proof: { expires: '2025-12-01T00:00:00Z' } }],
  ])('is not believed when its proof is %s', async (_what, wish) => {
    expect((await verify(await signed(aCredential(issuer), issuer, wish))).errors).toEqual(['VERIFY_PROOF']);
  });

  it.each([
    ['carries no proof', { proof: undefined }, 'VERIFY_PROOF', 'unknown'],
    [
      'carries five hundred',
      { proof: Array.from({ length: 500 }, () => proofOf()) },
      'PROOF_UNSUPPORTED',
      'unknown',
    ],
    [
      'carries a proof in a chain',
      { proof: { ...proofOf(), previousProof: 'urn:x' } },
      'PROOF_UNSUPPORTED',
      'unknown',
    ],
    ['has a proof without a value', { proof: { ...proofOf(), proofValue: 'z1' } }, 'VERIFY_PROOF', 'changed'],
  ])('is not believed when it %s', async (_what, change, name, verdict) => {
    const result = await verify({ ...(await award()), ...change });

    expect(result.errors[0]).toBe(name);
    expect(result.verdict).toBe(verdict);
  });

  it.each(['x', ['x'], 7, true, [null], {}, [{}], [], null, [['x']]])(
    'is nobody’s word with %j as its proof',
    async (proof) => {
      const { verdict, errors } = await verify({ ...aCredential(issuer), proof });

      expect([verdict, errors.length]).toEqual(['unknown', 1]);
    },
  );

  it('must hold by each of its proofs', async () => {
    const once = await award();
    const [good] = once['proof'] as object[];
    const [wrong] = (await award({ name: 'Another' }))['proof'] as object[];

    expect((await verify({ ...once, proof: [good, wrong] })).verdict).toBe('changed');
    expect((await verify({ ...once, proof: [good, good] })).verdict).toBe('valid');
  });

  it.each([
    ['begins tomorrow', { validFrom: '2026-01-02T00:00:00Z' }, 'unknown'],
    ['ended', { validUntil: '2025-12-31T00:00:00Z' }, 'expired'],
    ['ends before it begins', { validUntil: '2025-01-01T00:00:00Z' }, 'unknown'],
    ['has a date without a zone', { validUntil: '2027-01-01T00:00:00' }, 'unknown'],
  ])('is not good on a day when it %s', async (_what, dates, verdict) => {
    expect(await verify(await award(dates))).toMatchObject({
      verdict,
      errors: ['CREDENTIAL_TIMESTAMP_CHECKS'],
    });
  });
});

describe('Words of a credential', () => {
  it.each([
    ['that no context defines', { credentialSubject: { ...subject(), favouriteColour: 'blue' } }],
    [
      'of a context that is not bundled',
      { '@context': [...ob3Context, 'https://elsewhere.example/context.json'] },
    ],
    [
      'of the context that gives a meaning to any',
      { '@context': [...ob3Context, 'https://www.w3.org/ns/credentials/undefined-terms/v2'] },
    ],
  ])('are refused %s, without asking anybody', async (_what, change) => {
    const { errors, asked } = await verify({ ...(await award()), ...change });

    expect(errors).toContain('VALIDATE_JSONLD_TERMS');
    expect(asked.filter((url) => url !== issuer.id)).toEqual([]);
  });

  // The proof of each of these still holds: it covers what words mean, and they mean the same.
  it.each([
    [
      'written as an address',
      (badge: Json) =>
        renamed(badge, 'validUntil', 'https://www.w3.org/2018/credentials#validUntil', (value) => ({
          '@value': value,
          '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
        })),
    ],
    [
      'renamed by a context of its own',
      (badge: Json) => ({
        ...renamed(badge, 'validUntil', 'untilThen'),
        '@context': [
          ...ob3Context,
          {
            untilThen: {
              '@id': 'https://www.w3.org/2018/credentials#validUntil',
              '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
            },
          },
        ],
      }),
    ],
    [
      'renamed by a context deep inside',
      (badge: Json) => ({
        ...badge,
        credentialSubject: { ...subject(), '@context': { note: 'https://schema.org/description' } },
      }),
    ],
    [
      'lifted into another node',
      ({ validUntil: _, ...badge }: Json) => ({
        ...badge,
        '@included': [{ id: badge['id'], type: 'VerifiableCredential', validUntil: '2025-12-01T00:00:00Z' }],
      }),
    ],
  ])('are refused %s, so that nothing can be hidden from a reader', async (_what, disguise) => {
    const plain = await award({ validUntil: '2025-12-01T00:00:00Z' });
    const badge = disguise(plain);

    const { errors, verdict } = await verify(badge);

    expect(await meaningOf(badge)).toBe(await meaningOf(plain));
    expect(errors).toContain('VALIDATE_JSONLD_TERMS');
    expect(verdict).not.toBe('valid');
  });

  it('may be added to, each with an address of its own, and that is told', async () => {
    const badge = await award({
      '@context': [...ob3Context, { mood: 'https://issuer.example/words#mood' }],
      mood: 'glad',
    });

    expect(await verify(badge)).toMatchObject({ verdict: 'valid', warnings: ['VALIDATE_CONTEXT'] });
  });

  it.each([
    ['a key twice', (text: string) => text.replace('{', '{"name":"Future maker",')],
    [
      'nested too deep',
      (text: string) => text.replace('"Future maker"', `${'['.repeat(40)}"x"${']'.repeat(40)}`),
    ],
    ['too long', (text: string) => text.replace('Explored', `Explored ${'x'.repeat(1_000_000)}`)],
    ['half a character', (text: string) => text.replace('Explored', '\\ud800')],
    ['a key that changes all objects', (text: string) => text.replace('{', '{"__proto__":{},')],
  ])('are refused with %s, as JSON', async (_what, change) => {
    const { errors, report } = await verify(change(JSON.stringify(await award())));

    expect(errors).toEqual(['DETECT_INPUT_TYPE']);
    expect(report.messages[0]?.result).toContain('This JSON is not taken');
  });
});

describe('The status of a credential', () => {
  const listed = (index: number | string, purpose?: string) =>
    award({ credentialStatus: listedAt(index, purpose) });
  const listing = async (...args: Parameters<typeof aStatusList>) =>
    signed(aStatusList(...args), args[0].id === issuer.id ? issuer : other);

  it.each([0, 7, 94_567, 131_071, '94567'])(
    'is read at place %s, and tells neighbours apart',
    async (index) => {
      const set = { [list]: await listing(issuer, [Number(index)]) };
      const neighbours = {
        [list]: await listing(
          issuer,
          [Number(index) - 1, Number(index) + 1].filter((one) => one >= 0 && one < 131_072),
        ),
      };

      expect(await verify(await listed(index), set)).toMatchObject({
        verdict: 'revoked',
        errors: ['VERIFY_CREDENTIAL_NOT_REVOKED'],
      });
      expect((await verify(await listed(index), neighbours)).verdict).toBe('valid');
    },
  );

  it('may be suspended', async () => {
    const web = { [list]: await listing(issuer, [3], { purpose: 'suspension' }) };

    expect((await verify(await listed(3, 'suspension'), web)).verdict).toBe('revoked');
  });

  it.each([
    ['its place lies outside', 131_072, () => listing(issuer, [])],
    ['its place is none', 'first', () => listing(issuer, [])],
    ['the list is short', 5, () => listing(issuer, [], { bits: 1024 })],
    ['the list is for another purpose', 5, () => listing(issuer, [], { purpose: 'suspension' })],
    ['the list is of another issuer', 5, () => listing(other, [])],
    ['the list is over', 5, () => listing(issuer, [], { more: { validUntil: '2025-12-01T00:00:00Z' } })],
    [
      'the list was changed',
      5,
      async () => ({
        ...(await listing(issuer, [5])),
        credentialSubject: aStatusList(issuer, [])['credentialSubject'],
      }),
    ],
    ['the list is not signed', 5, async () => aStatusList(issuer, [])],
    ['the list is something else', 5, () => award()],
    ['nobody answers', 5, async () => answer(503)],
  ])('cannot be told where %s', async (_what, index, page) => {
    const { verdict, errors } = await verify(await listed(index), { [list]: await page() });

    expect([verdict, errors]).toEqual(['unknown', ['RETRIEVE_STATUS']]);
  });

  it('hides behind no address: a type must be written plainly', async () => {
    const badge = await award({
      credentialStatus: { id: 'https://issuer.example/revocations', type: '1EdTechRevocationList' },
      '@context': [...ob3Context, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
    });
    const type = 'https://purl.imsglobal.org/spec/vcrl/v1p0/context#1EdTechRevocationList';
    const disguised = { ...badge, credentialStatus: { id: 'https://issuer.example/revocations', type } };
    const web = {
      'https://issuer.example/revocations': {
        id: 'https://issuer.example/revocations',
        issuer: issuer.id,
        revokedCredential: [{ id: badge['id'], revoked: true, revocationReason: 'wrong person' }],
      },
    };

    expect((await verify(badge, web)).report).toMatchObject({ verdict: 'revoked', reason: 'wrong person' });
    expect((await verify(disguised, web)).errors).toContain('VALIDATE_SCHEMA');
  });

  it('is found however its words are written: what they mean, and so the proof, stays the same', async () => {
    const web = { [list]: await listing(issuer, [7]) };
    const badge = await listed(7);
    const written = async (change: Json) =>
      verify({ ...badge, credentialStatus: { ...listedAt(7), ...change } }, web);

    expect((await written({ statusPurpose: ['revocation'] })).verdict).toBe('revoked');
    for (const value of [{ '@value': 'revocation' }, [['revocation']]])
      expect((await written({ statusPurpose: value })).errors).toContain('VALIDATE_JSONLD_TERMS');
    const nested = await verify({ ...badge, credentialStatus: [[badge['credentialStatus']]] }, web);
    expect(nested.errors).toContain('VALIDATE_JSONLD_TERMS');
    const unsaid = await verify(
      await award({ credentialStatus: { ...listedAt(7), statusPurpose: [] } }),
      web,
    );
    expect(unsaid.errors).toEqual(['RETRIEVE_STATUS']);
  });

  it('cannot be told where a place is larger than a bit, or a list in a JWT is over', async () => {
    const wide = await award({ credentialStatus: { ...listedAt(7), statusSize: 2 } });
    const jwt = (exp: number) =>
      jwsOf({ ...claimsOf(aStatusList(issuer, [])), exp }, issuer.key, { alg: 'EdDSA', kid: issuer.method });

    expect((await verify(wide, { [list]: await listing(issuer, []) })).errors).toEqual(['RETRIEVE_STATUS']);
    expect((await verify(await listed(7), { [list]: jwt(now / 1000 - 1) })).errors).toEqual([
      'RETRIEVE_STATUS',
    ]);
    expect((await verify(await listed(7), { [list]: jwt(now / 1000 + 9) })).verdict).toBe('valid');
  });

  it('is told to be unknown where only an old kind of list is away', async () => {
    const badge = await award({
      credentialStatus: { id: 'https://issuer.example/revocations', type: '1EdTechRevocationList' },
      '@context': [...ob3Context, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
    });

    expect(await verify(badge)).toMatchObject({ verdict: 'valid', warnings: ['RETRIEVE_STATUS'] });
  });
});

describe('However a credential is written', () => {
  /** All with FULL=1; else each fourteenth. */
  const step = process.env['FULL'] ? 1 : 14;
  const bad = {
    revoked: () => award({ credentialStatus: listedAt(7) }),
    expired: () => award({ validUntil: '2025-12-01T00:00:00Z' }),
    unsigned: async () => aCredential(issuer),
    'of another address': () => award(),
  };

  it.each(Object.entries(bad))(
    'one that is %s is not made good',
    async (name, make) => {
      const web = { [list]: await signed(aStatusList(issuer, [7]), issuer) };
      const email = name === 'of another address' ? 'mia@example.org' : undefined;
      const made = [...rewritten(await make())].filter((_, row) => row % step === 0);

      const good: string[] = [];
      for (const { badge, how } of made) if ((await verify(badge, web, email)).report.valid) good.push(how);

      expect(made.length).toBeGreaterThan(40);
      expect(good).toEqual([]);
    },
    120_000,
  );
});

describe('A newer copy', () => {
  const where = 'https://issuer.example/awards/1/newest';
  const extensions = [...ob3Context, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'];
  const old = (more: Json = {}) =>
    award({
      '@context': extensions,
      refreshService: { id: where, type: '1EdTechCredentialRefresh' },
      ...more,
    });

  it('counts instead, when it holds and is newer', async () => {
    const newer = await award({ validFrom: '2025-11-01T00:00:00Z', validUntil: '2025-12-01T00:00:00Z' });

    expect((await verify(await old(), { [where]: newer })).verdict).toBe('expired');
  });

  it.each([
    [
      'is of another badge',
      () =>
        award({
          id: 'https://issuer.example/awards/2/credential',
          validFrom: '2025-11-01T00:00:00Z',
          validUntil: '2025-12-01T00:00:00Z',
        }),
    ],
    [
      'is signed by somebody else',
      () =>
        signed(
          aCredential(issuer, { validFrom: '2025-11-01T00:00:00Z', validUntil: '2025-12-01T00:00:00Z' }),
          other,
        ),
    ],
    ['is not there', async () => answer(404)],
  ])('counts for nothing when it %s', async (_what, page) => {
    const { verdict, report } = await verify(await old(), { [where]: await page() });

    expect(verdict).toBe('valid');
    expect(report.messages).toMatchObject([{ name: 'REFRESH_CREDENTIAL', messageLevel: 'INFO' }]);
  });

  it('is asked for only after a good proof', async () => {
    const { asked } = await verify({ ...(await old()), name: 'Changed' });

    expect(asked).not.toContain(where);
  });
});

describe('A badge carried by a JWT', () => {
  const { privateKey: rsa, publicKey: rsaPublic } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { privateKey: short, publicKey: shortPublic } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { privateKey: curve, publicKey: curvePublic } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
  });
  const jwkMethod = (name: string, key: typeof rsaPublic) => ({
    id: `${issuer.id}#${name}`,
    type: 'JsonWebKey',
    controller: issuer.id,
    publicKeyJwk: key.export({ format: 'jwk' }),
  });
  const keys = {
    [issuer.id]: {
      ...issuer.document,
      verificationMethod: [
        methodOf(issuer),
        jwkMethod('rsa', rsaPublic),
        jwkMethod('short', shortPublic),
        jwkMethod('ec', curvePublic),
      ],
      assertionMethod: ['key-1', 'rsa', 'short', 'ec'].map((name) => `${issuer.id}#${name}`),
    },
  };
  const kid = (name: string) => `${issuer.id}#${name}`;
  const claims = {
    ...claimsOf(aCredential(issuer, { credentialSubject: { ...subject(), id: 'did:example:1' } })),
    sub: 'did:example:1',
  };

  it.each([
    ['RS256', rsa, 'rsa'],
    ['ES256', curve, 'ec'],
    ['EdDSA', issuer.key, 'key-1'],
  ])('is good with %s, by a key that the issuer lists', async (alg, key, name) => {
    const jwt = jwsOf(claims, key, { alg, kid: kid(name), typ: 'JWT' });

    expect(await verify(jwt, keys)).toMatchObject({ verdict: 'valid', errors: [], warnings: [] });
  });

  it('is good by a key in its header when the issuer lists the same, and by a set that lies with the issuer', async () => {
    const jwk = rsaPublic.export({ format: 'jwk' });
    const set = 'https://issuer.example/jwks.json';

    expect((await verify(jwsOf(claims, rsa, { alg: 'RS256', jwk }), keys)).verdict).toBe('valid');
    expect(
      (await verify(jwsOf(claims, rsa, { alg: 'RS256', kid: set }), { [set]: { keys: [jwk] } })).verdict,
    ).toBe('valid');
    expect((await verify(jwsOf(claims, rsa, { alg: 'RS256', jwk }))).errors).toEqual(['VERIFY_KEY_BINDING']);
    const elsewhere = 'https://elsewhere.example/jwks.json';
    expect(
      (await verify(jwsOf(claims, rsa, { alg: 'RS256', kid: elsewhere }), { [elsewhere]: { keys: [jwk] } }))
        .verdict,
    ).toBe('unknown');
  });

  it('is not good by a set of keys elsewhere on a site where several issuers live, each with a DID', async () => {
    const web = aTestIssuer('did:web:issuer.example:b:issuers:1');
    const set = 'https://issuer.example/b/issuers/2/jwks.json';
    const jwt = jwsOf(
      { ...claims, issuer: { id: web.id, type: ['Profile'], name: 'Web' }, iss: web.id },
      rsa,
      {
        alg: 'RS256',
        kid: set,
      },
    );

    const found = await verify(jwt, {
      [set]: { keys: [rsaPublic.export({ format: 'jwk' })] },
      'https://issuer.example/b/issuers/1/did.json': web.document,
    });

    expect(found).toMatchObject({ verdict: 'unknown', errors: ['RESOLVE_VERIFICATION_METHOD'] });
  });

  it.each([
    ['no algorithm', { alg: 'none', kid: kid('rsa') }, rsa, 'VERIFY_PROOF'],
    ['a shared secret', { alg: 'HS256', kid: kid('rsa') }, rsa, 'VERIFY_PROOF'],
    ['another algorithm than that of its key', { alg: 'ES256', kid: kid('rsa') }, curve, 'VERIFY_PROOF'],
    ['a short key', { alg: 'RS256', kid: kid('short') }, short, 'VERIFY_PROOF'],
    [
      'something that must be understood',
      { alg: 'RS256', kid: kid('rsa'), crit: ['b64'], b64: false },
      rsa,
      'VERIFY_PROOF',
    ],
    ['another kind of token', { alg: 'RS256', kid: kid('rsa'), typ: 'at+jwt' }, rsa, 'VERIFY_PROOF'],
    [
      'a private key in its header',
      { alg: 'RS256', jwk: rsa.export({ format: 'jwk' }) },
      rsa,
      'RESOLVE_VERIFICATION_METHOD',
    ],
    ['no key named', { alg: 'RS256' }, rsa, 'RESOLVE_VERIFICATION_METHOD'],
  ])('is not believed with %s', async (_what, header, key, name) => {
    const jwt = jwsOf(claims, key, header);

    expect((await verify(jwt, keys)).errors).toContain(name);
  });

  it.each([
    ['iss', other.id],
    ['jti', 'urn:x'],
    ['nbf', 1],
    ['exp', 4_000_000_000],
    ['sub', 'did:example:2'],
    ['iss', undefined],
    ['jti', undefined],
    ['nbf', undefined],
  ])('is not believed when its claim %s says %s', async (claim, value) => {
    const jwt = jwsOf({ ...claims, [claim]: value }, rsa, { alg: 'RS256', kid: kid('rsa') });

    expect((await verify(jwt, keys)).errors).toEqual(['VERIFY_JWT_CLAIMS']);
  });

  it('is changed when any part of it is', async () => {
    const [head, , signature] = jwsOf(claims, rsa, { alg: 'RS256', kid: kid('rsa') }).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, name: 'Another' })).toString('base64url');

    expect((await verify(`${head}.${payload}.${signature}`, keys)).verdict).toBe('changed');
    expect((await verify(`${head}.${payload}.`, keys)).verdict).toBe('changed');
    expect((await verify(`${head}.${payload}=.${signature}`, keys)).verdict).not.toBe('valid');
  });
});

describe('Whose a credential is', () => {
  const identified = (identifier: Json) =>
    award({
      credentialSubject: {
        ...subject(),
        identifier: [{ type: 'IdentityObject', identityType: 'emailAddress', ...identifier }],
      },
    });
  const sha = 'sha256$c1ec865f9bdf68dc74fbd55383d32a398e25e6eb154a1e02ec711b249c44ea64';

  it.each([
    ['hashed with salt', { hashed: true, identityHash: sha, salt: 's1' }, 'l@x.org', true],
    [
      'hex in capitals',
      { hashed: true, identityHash: sha.toUpperCase().replace('SHA256', 'sha256'), salt: 's1' },
      'l@x.org',
      true,
    ],
    [
      'hashed without salt',
      { hashed: true, identityHash: 'md5$b58996c504c5638798eb6b511e6f49af' },
      'user@example.com',
      true,
    ],
    ['not hashed', { hashed: false, identityHash: 'l@x.org' }, 'l@x.org', true],
    ['of another', { hashed: true, identityHash: sha, salt: 's1' }, 'm@x.org', false],
    ['in other letters', { hashed: true, identityHash: sha, salt: 's1' }, 'L@x.org', false],
    [
      'no address at all',
      { hashed: false, identityHash: 'l@x.org', identityType: 'ltiUserId' },
      'l@x.org',
      false,
    ],
  ])('is told by its hash: %s', async (_how, identifier, email, isTheirs) => {
    const { report, errors } = await verify(await identified(identifier), {}, email);

    expect(report.recipientProfile).toEqual(isTheirs ? { email } : null);
    expect(errors).toEqual(isTheirs ? [] : ['VERIFY_RECIPIENT_IDENTIFIER']);
  });
});

describe('An endorsement inside', () => {
  const endorsement = (more: Json = {}) => ({
    '@context': ob3Context,
    id: 'https://other.example/e/1',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsement',
    issuer: { id: other.id, type: ['Profile'], name: 'Other' },
    validFrom: '2025-10-20T00:00:00Z',
    credentialSubject: { id: issuer.id, type: ['EndorsementSubject'], endorsementComment: 'Good work.' },
    ...more,
  });

  it('that holds says nothing', async () => {
    expect(await verify(await award({ endorsement: [await signed(endorsement(), other)] }))).toMatchObject({
      verdict: 'valid',
      errors: [],
    });
  });

  it.each([
    ['is over', endorsement({ validUntil: '2025-12-01T00:00:00Z' })],
    ['was taken back', endorsement({ credentialStatus: listedAt(7) })],
  ])('that %s since is told, and says nothing against the badge', async (_what, made) => {
    const web = { [list]: await signed(aStatusList(other, [7]), other) };
    const found = await verify(await award({ endorsement: [await signed(made, other)] }), web);

    expect(found).toMatchObject({ verdict: 'valid', errors: [], warnings: ['VERIFY_ENDORSEMENT'] });
    const forged = { ...(await signed(made, other)), name: 'Praise' };
    expect((await verify(await award({ endorsement: [forged] }), web)).errors).toContain('VERIFY_PROOF');
  });

  it('takes no word of the badge into it: it would mean the same, and be overlooked', async () => {
    const end = '2025-12-01T00:00:00Z';
    const badge = await award({ validUntil: end });
    const { validUntil: _, ...rest } = badge;
    const moved = { ...rest, relatedTo: [{ id: badge['id'], validUntil: end }] };

    expect((await verify(badge)).verdict).toBe('expired');
    expect((await verify(moved)).report.messages[0]?.result).toContain('further inside');
  });

  it.each([
    [
      'was changed',
      async () => ({ ...(await signed(endorsement(), other)), name: 'Praise' }),
      'VERIFY_PROOF',
    ],
    [
      'praises something else',
      () =>
        signed(
          endorsement({ credentialSubject: { id: 'urn:other-badge', type: ['EndorsementSubject'] } }),
          other,
        ),
      'VERIFY_ENDORSEMENT',
    ],
    ['is only named', async () => 'https://other.example/e/1', 'VERIFY_ENDORSEMENT'],
  ])('that %s is told by its id, and says nothing of the badge itself', async (_what, make, name) => {
    const { report, errors } = await verify(await award({ endorsement: [await make()] }));

    expect(report.verdict).toBe('unknown');
    expect(errors).toEqual(expect.arrayContaining(['VERIFY_ENDORSEMENT', name]));
    expect(new Set(report.messages.map(({ node_id }) => node_id))).toEqual(
      name === 'VERIFY_ENDORSEMENT' ? expect.anything() : new Set(['https://other.example/e/1']),
    );
  });
});

const meaningOf = ({ proof: _, ...badge }: Json): Promise<string> => canonical(badge);

function methodOf({ document }: { readonly document: Json }): Json {
  const [method] = document['verificationMethod'] as Json[];
  return method ?? {};
}

function proofOf(): Json {
  return {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2025-10-15T16:05:00Z',
    verificationMethod: issuer.method,
    proofPurpose: 'assertionMethod',
    proofValue: 'z1',
  };
}

function subject(): Json {
  return aCredential(issuer)['credentialSubject'] as Json;
}

function renamed(
  badge: Json,
  from: string,
  to: string,
  as: (value: unknown) => unknown = (value) => value,
): Json {
  return Object.fromEntries(
    Object.entries(badge).map(([key, value]) => (key === from ? [to, as(value)] : [key, value])),
  );
}
