import { generateKeyPairSync } from 'node:crypto';
import type { SafeFetch } from '../../../adapters/fetch/index.ts';
import { createKeySets, type KeySets } from '../../../adapters/lti/jwks.ts';
import type { Registration } from '../../../adapters/lti/registration.ts';
import { hourMs, minuteMs, secondMs } from '../../../core/instant.ts';
import { type StillClock, stillClock } from '../../support/still-clock.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const jwk = (kid: string, key = publicKey) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' });

let clock: StillClock;
let sets: KeySets;
let asked = 0;
/** What the platform answers; null: nothing. */
let answer: string | null;
const keys = (...some: object[]) => JSON.stringify({ keys: some });
beforeEach(() => {
  clock = stillClock();
  asked = 0;
  answer = keys(jwk('one'));
  const fetch = async () => {
    asked += 1;
    if (answer === null) throw new Error('No answer');
    return { status: 200, text: answer };
  };
  // Of what a fetch is, a key set uses the answer's status and text.
  sets = createKeySets(fetch as unknown as SafeFetch, [], clock);
});

// Of a registration, a key set uses these.
const registration = {
  id: 'r',
  keysetUrl: 'https://lms.example/keys',
  typedHosts: [],
} as unknown as Registration;
const find = async (kid: string) => {
  const found = await sets.keyOf(registration, kid);
  return typeof found === 'string' ? found : found.type;
};

describe('The key set of a platform', () => {
  it('is fetched once for all who come within ten minutes, and again after', async () => {
    const seen = await Promise.all(Array.from({ length: 5 }, () => find('one')));
    clock.advance(10 * minuteMs - 1);
    seen.push(await find('one'));
    expect([seen, asked]).toEqual([Array(6).fill('public'), 1]);

    clock.advance(1);
    expect([await find('one'), asked]).toEqual(['public', 2]);
  });

  it('that cannot be had is not asked for again at every launch: once in ten seconds', async () => {
    answer = null;
    const seen = await Promise.all(Array.from({ length: 20 }, () => find('one')));
    clock.advance(10 * secondMs - 1);
    seen.push(await find('one'));
    expect([seen, asked]).toEqual([Array(21).fill('away'), 1]);

    answer = keys(jwk('one'));
    clock.advance(1);
    expect([await find('one'), asked]).toEqual(['public', 2]);
  });

  it.each([
    ['no JSON', '<html>'],
    ['no set', '{}'],
    ['no list', '{"keys":7}'],
  ])('that is none counts as not to be had: %s', async (_what, text) => {
    answer = text;

    expect([await find('one'), await find('one'), asked]).toEqual(['away', 'away', 1]);
  });

  it('stays good for an hour when it cannot be fetched again, and no longer', async () => {
    await find('one');
    answer = null;
    clock.advance(hourMs);
    const within = await find('one');
    clock.advance(minuteMs);

    expect([within, await find('one'), asked]).toEqual(['public', 'away', 3]);
  });

  it('is fetched again for a name that is not in it, five times a minute', async () => {
    await find('one');
    answer = keys(jwk('two'));
    const rolled = [await find('two'), await find('one')];
    for (let tries = 0; tries < 10; tries += 1) await find(`nobody-${tries}`);
    expect([rolled, asked]).toEqual([['public', 'unknown'], 6]);

    clock.advance(minuteMs);
    expect([await find('nobody'), asked]).toEqual(['unknown', 7]);
  });

  it('is used for what it has of RSA keys for signatures, 2048 bits or more', async () => {
    answer = keys(
      7 as unknown as object,
      { kid: 'odd', kty: 'RSA', n: 7 },
      { kid: 'ec', kty: 'EC' },
      jwk('small', small),
      {
        ...jwk('for-secrets'),
        use: 'enc',
      },
      jwk('one'),
    );

    const seen = [];
    for (const kid of ['one', 'odd', 'ec', 'small']) seen.push(await find(kid));
    clock.advance(minuteMs);
    seen.push(await find('for-secrets'));

    expect(seen).toEqual(['public', ...Array(4).fill('unknown')]);
  });
});
