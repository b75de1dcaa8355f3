import { createSecretKey } from 'node:crypto';
import { createLtijsTables } from '../../../adapters/lti/ltijs-tables.ts';
import type { LtijsTables } from '../../../adapters/lti/provider.ts';
import { minuteMs, secondMs } from '../../../core/instant.ts';
import { type OpenPorts, openPorts } from '../../support/ports.ts';

let open: OpenPorts;
let tables: LtijsTables;
const sealed = createSecretKey('a key that only says that it is secret', 'utf8');
const pair = { platformUrl: 'https://lms.example', clientId: 'client-1' };
beforeEach(async () => {
  open = await openPorts();
  tables = createLtijsTables(open.ports);
});
afterEach(() => open.close());

describe('The tables of ltijs', () => {
  it('answer false, never an empty list, when there is nothing', async () => {
    expect(await tables.Get(false, 'platform')).toBe(false);
    expect(await tables.Get(false, 'platform', pair)).toBe(false);
    expect(await tables.Get(sealed, 'privatekey', { kid: 'k' })).toBe(false);
  });

  it('find by what makes a row unique, by a label, or all', async () => {
    await tables.Replace(false, 'platform', pair, { ...pair, kid: 'k1', platformName: 'One' });
    const other = { ...pair, clientId: 'client-2' };
    await tables.Replace(false, 'platform', other, { ...other, kid: 'k2', platformName: 'Two' });

    expect(await tables.Get(false, 'platform', pair)).toMatchObject([{ platformName: 'One' }]);
    expect(await tables.Get(false, 'platform', { kid: 'k2' })).toMatchObject([{ platformName: 'Two' }]);
    expect(await tables.Get(false, 'platform', { platformUrl: pair.platformUrl })).toHaveLength(2);
    expect(await tables.Get(false, 'platform', { ...pair, platformName: 'Other' })).toBe(false);
    expect(await tables.Get(false, 'platform', { ...pair, kid: undefined })).toHaveLength(1);
  });

  it('replace a whole row, and change some fields of one', async () => {
    await tables.Replace(false, 'platform', pair, { ...pair, kid: 'k1', platformName: 'One' });
    await tables.Replace(false, 'platform', pair, { ...pair, kid: 'k1' });
    await tables.Modify(false, 'platform', pair, { authEndpoint: 'https://lms.example/auth' });

    const rows = await tables.Get(false, 'platform');

    expect(rows).toEqual([
      { ...pair, kid: 'k1', authEndpoint: 'https://lms.example/auth', createdAt: expect.any(Number) },
    ]);
  });

  it('delete every row that fits', async () => {
    const index = (kid: string) => ({ ...pair, kid });
    await tables.Insert(sealed, 'publickey', { key: 'pem', kid: 'k1' }, index('k1'));
    await tables.Insert(sealed, 'publickey', { key: 'pem', kid: 'k2' }, index('k2'));

    await tables.Delete('publickey', pair);

    expect(await tables.Get(sealed, 'publickey')).toBe(false);
  });

  it('keep secrets sealed, and give them back with the moment they came, in milliseconds', async () => {
    await tables.Insert(sealed, 'privatekey', { key: 'a private key', kid: 'k1' }, { ...pair, kid: 'k1' });

    const kept = await open.ports.keyValues.find('lti.privatekey', {});

    expect(JSON.stringify(kept)).not.toContain('a private key');
    expect(await tables.Get(sealed, 'privatekey', { kid: 'k1' })).toEqual([
      { key: 'a private key', kid: 'k1', createdAt: Date.parse(open.clock.now()) },
    ]);
  });

  it('hand out copies: what is done to a row stays out of the store', async () => {
    await tables.Replace(false, 'platform', pair, { ...pair, kid: 'k1', authConfig: { method: 'JWK_SET' } });
    const [row] = (await tables.Get(false, 'platform', pair)) || [];

    Object.assign(row ?? {}, { authConfig: { method: 'none' } });

    expect(await tables.Get(false, 'platform', pair)).toMatchObject([{ authConfig: { method: 'JWK_SET' } }]);
  });

  it('keep an access token until a minute before its end', async () => {
    const index = { ...pair, scopes: 'a b' };
    await tables.Replace(
      sealed,
      'accesstoken',
      index,
      { token: { access_token: 't', expires_in: 600 } },
      index,
    );
    const has = async () => (await tables.Get(sealed, 'accesstoken', index)) !== false;

    open.clock.advance(9 * minuteMs - secondMs);
    const justBefore = await has();
    open.clock.advance(2 * secondMs);

    expect([justBefore, await has()]).toEqual([true, false]);
  });

  it('take a nonce once', async () => {
    await tables.Insert(false, 'nonce', { nonce: 'n' });

    await expect(tables.Insert(false, 'nonce', { nonce: 'n' })).rejects.toThrow('NONCE_ALREADY_RECEIVED');
  });

  it.each(['idtoken', 'contexttoken'])('keep no %s: names, e-mail addresses, courses', async (table) => {
    await tables.Replace(
      false,
      table,
      { user: '1' },
      { user: '1', userInfo: { email: 'secret@example.org' } },
    );

    expect(await tables.Get(false, table, { user: '1' })).toBe(false);
    expect(await open.ports.keyValues.find(`lti.${table}`, {})).toEqual([]);
  });

  it('never throw where ltijs does not wait for them', async () => {
    await expect(tables.Delete('state', { state: 'x' })).resolves.toBe(true);
    await expect(tables.Get(false, 'state', { state: 'x' })).resolves.toBe(false);
    await expect(tables.setup()).resolves.toBe(true);
    await expect(tables.Close()).resolves.toBe(true);
  });
});
