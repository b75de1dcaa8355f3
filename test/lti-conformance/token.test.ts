import { createPublicKey } from 'node:crypto';
import { generateKeyPair, importJWK, SignJWT } from 'jose';
import jwt from 'jsonwebtoken';
import { claim } from '../../adapters/lti/schema.ts';
import {
  type Changes,
  finishLogin,
  openForgingPlatform,
  type StartedLogin,
  startLogin,
} from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance, stranger } from '../support/refused-launches.ts';
import type { Page } from '../support/tab.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
});
afterAll(() => at.close());
afterEach(async () => {
  // A refused launch creates nothing.
  expect(await at.keptAnything()).toBe(false);
});

const told = (page: Page) => `${page.status} ${page.code}`;
const seconds = (ahead: number) => Math.floor(Date.parse(at.app.clock.now()) / 1000) + ahead;

/** A launch whose token is made from the good one by hand. */
async function launchWith(
  make: (good: string, login: StartedLogin) => Promise<string> | string,
): Promise<Page> {
  const login = await startLogin(at.app.tool, at.platform);
  const claims = { sub: stranger.sub, [claim.context]: { id: stranger.course } };
  const good = await at.platform.idToken(login, { claims });
  return finishLogin(at.platform, login, { idToken: await make(good, login) });
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe.each(['generic', 'moodle', 'canvas'] as const)(
  'A launch from a %s platform is refused',
  (family) => {
    beforeAll(async () => {
      await register(at.app, at.platform, { family });
    });

    it('N10 without a key id', async () => {
      expect(told(await at.launch({ header: { kid: undefined } }))).toBe('401 BAD_HEADER');
    });

    it('N11 with an unknown key id, after one more look at the key set', async () => {
      const before = at.platform.keysetFetches();

      const page = await at.launch({ header: { kid: `unknown-${family}` } });

      expect(told(page)).toBe('401 KEY_NOT_FOUND');
      // The first launch of this file fetches the set for the first time as well.
      expect(at.platform.keysetFetches() - before).toBeLessThanOrEqual(2);
      expect(at.platform.keysetFetches() - before).toBeGreaterThanOrEqual(1);
    });

    it('N12 when it is signed by another key under the same key id', async () => {
      const { privateKey } = await generateKeyPair('RS256');

      expect(told(await at.launch({ key: privateKey }))).toBe('401 BAD_SIGNATURE');
    });

    it('N12 when what it says was changed after signing', async () => {
      const page = await launchWith((good) => {
        const [header, , signature] = good.split('.');
        return `${header}.${part({ ...claimsOf(good), [claim.roles]: ['Instructor'] })}.${signature}`;
      });

      expect(told(page)).toBe('401 BAD_SIGNATURE');
    });

    it.each(['none', 'None', 'nOnE'])('N13 with the algorithm %s', async (alg) => {
      const unsigned = await launchWith((good) => `${part({ alg, kid: 'first' })}.${part(claimsOf(good))}.`);
      const signed = await launchWith(
        (good) => `${part({ alg, kid: 'first' })}.${good.split('.').slice(1).join('.')}`,
      );

      expect([told(unsigned), told(signed)]).toEqual(['401 BAD_HEADER', '401 BAD_HEADER']);
    });

    it('N14 with HS256 and the public key as its secret', async () => {
      const { keys } = await (await fetch(at.platform.addresses.keysetUrl)).json();
      const pem = createPublicKey({ key: keys[0], format: 'jwk' }).export({ type: 'spki', format: 'pem' });

      const page = await launchWith((good) =>
        new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(Buffer.from(pem)),
      );

      expect(told(page)).toBe('401 BAD_HEADER');
    });

    it.each(['RS512', 'ES256'])('N15 with the algorithm %s', async (alg) => {
      const { privateKey } = await generateKeyPair(alg);

      expect(told(await at.launch({ key: privateKey, header: { alg } }))).toBe('401 BAD_HEADER');
    });

    it.each([
      '',
      'x',
      'a.b.c',
      'a.b',
      '...',
      'not a token',
      `${'a'.repeat(1000)}.b.c`,
      'e30.e30.e30.e30',
      'W10.W10.W10',
    ])('N16 when it is no token but "%.20s"', async (idToken) => {
      expect(told(await at.launch({ idToken }))).toBe('401 MALFORMED_JWT');
    });

    it('N16 when it is no token and an old token of ours comes along, in whatever place', async () => {
      // ltijs signs its own tokens with this key; guarded, none of them leaves the server.
      const key = at.app.ports.secrets.digest('signing key', 'lti.engine');
      const ltik = jwt.sign(
        { platformUrl: at.platform.issuer, clientId: at.platform.clientId, user: '1' },
        key,
      );
      const tries: Changes[] = [
        { form: { ltik } },
        { headers: { authorization: `Bearer ${ltik}` } },
        { headers: { authorization: `LTIK-AUTH-V1 Token=${ltik}` } },
      ];

      for (const more of tries) {
        expect(told(await at.launch({ idToken: 'garbage', ...more }))).toBe('401 MALFORMED_JWT');
      }
      const login = await startLogin(at.app.tool, at.platform);
      const fields = { state: login.state, id_token: 'garbage' };
      const page = await login.tab.post(`/lti/launch?ltik=${ltik}`, fields, { accept: 'application/json' });
      expect(told(page)).toBe('401 MALFORMED_JWT');
    });

    it('N17 when it is a token of something else than LTI', async () => {
      const page = await launchWith(async (good) => {
        const { iss, aud, sub, iat, exp, nonce } = claimsOf(good);
        return at.platform.idToken({ nonce, target: '' } as StartedLogin, {
          claims: {
            ...Object.fromEntries(Object.values(claim).map((name) => [name, undefined])),
            ...{ iss, aud, sub, iat, exp },
          },
        });
      });

      expect(told(page)).toMatch(/^401 BAD_/);
    });

    it.each([
      ['N18 when it has expired long ago', { iat: 11111, exp: 22222 }, 'BAD_EXP'],
      ['N19 when it never expires', { exp: undefined }, 'BAD_EXP'],
      ['N19 when its end is a word', { exp: 'tomorrow' }, 'BAD_EXP'],
      ['N20 when it does not say when it was made', { iat: undefined }, 'BAD_IAT'],
    ])('%s', async (_name, claims, code) => {
      expect(told(await at.launch({ claims }))).toBe(`401 ${code}`);
    });

    it.each([
      [
        'N18 when it expired more than a minute ago',
        () => ({ iat: seconds(-200), exp: seconds(-62) }),
        'BAD_EXP',
      ],
      ['N21 when it was made more than a minute ahead of us', () => ({ iat: seconds(65) }), 'BAD_IAT'],
      ['N22 when it is more than ten minutes old', () => ({ iat: seconds(-605) }), 'BAD_IAT'],
      ['N23 when it is not valid yet', () => ({ nbf: seconds(300) }), 'BAD_NBF'],
    ])('%s', async (_name, claims, code) => {
      expect(told(await at.launch({ claims: claims() }))).toBe(`401 ${code}`);
    });

    it('N24 when it names no issuer', async () => {
      expect(told(await at.launch({ claims: { iss: undefined } }))).toBe('401 BAD_ISS');
    });

    it('N25 when its issuer is not registered', async () => {
      expect(told(await at.launch({ claims: { iss: 'https://elsewhere.example' } }))).toBe('401 BAD_ISS');
    });

    it.each([
      ['N27 for nobody', { aud: undefined }, 'BAD_AUD'],
      ['N27 for an empty list', { aud: [] }, 'BAD_AUD'],
      ['N28 for somebody else', { aud: 'another' }, 'BAD_AUD'],
      ['N28 for several others', { aud: ['another', 'third'], azp: 'another' }, 'BAD_AUD'],
      ['N29 for several, without saying which may act', { aud: ['client-1', 'another'] }, 'BAD_AZP'],
      [
        'N30 for several, of whom another may act',
        { aud: ['client-1', 'another'], azp: 'another' },
        'BAD_AZP',
      ],
      ['N31 for us, though another may act', { azp: 'another' }, 'BAD_AZP'],
    ])('%s', async (_name, claims, code) => {
      expect(told(await at.launch({ claims }))).toBe(`401 ${code}`);
    });

    it('N32 without a nonce', async () => {
      expect(told(await at.launch({ claims: { nonce: undefined } }))).toBe('401 BAD_NONCE');
    });

    it('N33 with a nonce that we never made', async () => {
      expect(told(await at.launch({ claims: { nonce: 'invented' } }))).toBe('401 BAD_NONCE');
    });

    it('N34 with the nonce of another login', async () => {
      const other = await startLogin(at.app.tool, at.platform);

      expect(told(await at.launch({ claims: { nonce: other.nonce } }))).toBe('401 BAD_NONCE');
    });
  },
);

describe('Two registered platforms', () => {
  it('N26 a token of one for a login of the other is refused', async () => {
    const other = await openForgingPlatform(at.app.clock, { clientId: 'client-2' });
    await register(at.app, other);
    const login = await startLogin(at.app.tool, at.platform);

    const page = await finishLogin(other, login, { claims: { sub: stranger.sub } });

    expect(told(page)).toBe('401 BAD_ISS');
    other.close();
  });
});

describe('The key set of a platform', () => {
  it('is fetched again for five unknown keys a minute, and not for the sixth', async () => {
    await at.launch({ header: { kid: 'first-of-many' } });
    const before = at.platform.keysetFetches();

    for (let count = 0; count < 8; count += 1) await at.launch({ header: { kid: `many-${count}` } });

    expect(at.platform.keysetFetches() - before).toBeLessThanOrEqual(5);
  });

  it('that does not answer refuses the launch', async () => {
    const other = await openForgingPlatform(at.app.clock, { clientId: 'client-3' });
    await register(at.app, other);
    const login = await startLogin(at.app.tool, other);
    other.routes.set('/keys', (_req, _body, res) => void res.writeHead(500).end());

    expect(told(await finishLogin(other, login))).toBe('401 KEY_NOT_FOUND');
    other.close();
  });

  it('may hold a key that signs nothing: it is not used', async () => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const other = await openForgingPlatform(at.app.clock, { clientId: 'client-4' });
    await register(at.app, other);
    const login = await startLogin(at.app.tool, other);
    const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'first', alg: 'RS256' };
    other.routes.set('/keys', (_req, _body, res) => void res.end(JSON.stringify({ keys: [jwk] })));

    expect(told(await finishLogin(other, login))).toBe('401 KEY_NOT_FOUND');
    await expect(importJWK(jwk, 'RS256')).rejects.toThrow();
    other.close();
  });
});

describe('No token is ever logged', () => {
  it('neither of a good launch nor of a refused one', async () => {
    const login = await startLogin(at.app.tool, at.platform);
    const token = await at.platform.idToken(login, { claims: { sub: stranger.sub, exp: 1 } });

    await finishLogin(at.platform, login, { idToken: token });

    const log = at.app.logged.join('\n');
    for (const secret of [token.split('.')[2] ?? '', login.nonce, login.state, 'message-1']) {
      expect(log).not.toContain(secret);
    }
  });
});
