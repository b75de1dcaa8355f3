import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'node-html-parser';
import { openWebWorld, type WebWorld } from '../../support/web-world.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/badges');
/** Signed by a key that is its own issuer, so that no other site is needed. */
const credential = readFileSync(join(fixtures, 'ob3/dcc/v2OBv3SpecExample.json'));

let world: WebWorld;
// Each test has its own: twenty verifications a minute are all that one address gets.
beforeEach(async () => {
  world = await openWebWorld();
}, 30_000);
afterEach(() => world.close());

const form = (fields: Record<string, string>, file?: { name: string; bytes: Buffer }): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  if (file) data.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
  return data;
};
const send = async (body: FormData | URLSearchParams, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${world.baseUrl}/verify`, { method: 'POST', body, headers });
  const dom = parse(await answer.text());
  const hook = (name: string) => dom.querySelector(`[data-test="${name}"]`);
  return { status: answer.status, dom, hook, verdict: hook('verdict')?.getAttribute('data-verdict') };
};
const asJson = { accept: 'application/json' };

describe('The verify page', () => {
  it('looks into a file: what it says of itself, and who signed it', async () => {
    const answer = await send(form({}, { name: 'badge.json', bytes: credential }));

    expect([answer.status, answer.verdict]).toEqual([200, 'valid']);
    expect(answer.hook('shown')?.text).toContain('Teamwork');
    // Its key is of no site, whatever name and address it gives itself.
    expect(answer.hook('shown')?.text).toContain('by a key alone');
    expect(answer.dom.querySelector('.findings')).toBeNull();
  });

  it('takes the text of a badge, and keeps it in the form', async () => {
    const text = credential.toString().replace('Teamwork', 'Teamwirk');

    const answer = await send(form({ presented: text }));

    expect(answer.verdict).toBe('changed');
    expect(answer.dom.querySelector('#presented')?.text).toBe(text.trim());
    expect(answer.dom.querySelector('.sentences')?.text).toContain(
      'The signature is missing or does not fit',
    );
    expect(answer.dom.querySelector('.findings code')?.text).toBe('VERIFY_PROOF');
  });

  it('says in the words of the reader what a picture without a badge lacks', async () => {
    const picture = readFileSync(join(fixtures, 'ob2/hosted-ok/web/badges.example/b.png'));

    const answer = await send(form({}, { name: 'b.png', bytes: picture }), { 'accept-language': 'sl' });

    expect(answer.verdict).toBe('unknown');
    expect(answer.dom.querySelector('.sentences')?.text).toContain('V sliki ni značke');
  });

  it.each([
    ['asks for something, when nothing came', {}, undefined, 'Paste the address'],
    ['says that a file is too large', {}, { name: 'big.png', bytes: Buffer.alloc(6_000_000) }, 'too large'],
  ])('%s, beside the field', async (_what, fields, file, says) => {
    const answer = await send(form(fields, file));

    expect(answer.status).toBe(422);
    expect(answer.dom.querySelector('.field .error')?.text).toContain(says);
  });

  it('tells whether it is theirs, in small letters where the typed ones do not fit', async () => {
    const jws = readFileSync(join(fixtures, 'own-award/assertion.jws'), 'utf8');
    const check = (email: string) => send(form({ presented: jws, email }));

    const [theirs, not] = [await check('LUKA@example.org'), await check('mia@example.org')];

    expect(theirs.hook('holder')?.text).toBe('It was issued to luka@example.org.');
    expect(not.hook('holder')).toBeNull();
    expect(not.dom.querySelector('.sentences')?.text).toContain('It was not issued to the e-mail address');
  });

  it("calls a good badge good that is somebody else's", async () => {
    const answer = await send(form({ presented: credential.toString(), email: 'mia@example.org' }));

    expect(answer.verdict).toBe('unknown');
    expect(answer.hook('verdict')?.text).toContain(
      'The badge is good, but it was not issued to mia@example.org.',
    );
    expect(answer.dom.querySelector('.sentences')).toBeNull();
  });

  it('shows what strangers wrote as text, and leads to no other address than one of the web', async () => {
    const badge = {
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      id: 'urn:x:1',
      issuer: { id: 'urn:x:2', type: ['Profile'], name: '<b>Bold</b>', url: 'javascript:alert(1)' },
      credentialSubject: { achievement: { name: '<script>alert(1)</script>' } },
    };

    const answer = await send(form({ presented: JSON.stringify(badge) }));

    expect(answer.hook('shown')?.innerHTML).toContain('&lt;script>');
    expect(answer.hook('shown')?.querySelectorAll('script, b, a')).toEqual([]);
  });

  it('goes to no address that is not public', async () => {
    for (const presented of [
      'http://127.0.0.1:9/x',
      'http://[::1]/x',
      'http://10.0.0.1/',
      'http://169.254.169.254/',
    ]) {
      const answer = await send(form({ presented }));
      expect(answer.verdict).toBe('unknown');
    }
  });

  it('takes twenty a minute from one address, and lets everybody look at the page', async () => {
    const statuses: number[] = [];
    for (let sent = 0; sent < 21; sent += 1) statuses.push((await send(form({ presented: 'x' }))).status);
    const asked = await fetch(`${world.baseUrl}/verify?address=x`, { headers: asJson });
    const page = await fetch(`${world.baseUrl}/verify`);

    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect([asked.status, await asked.json()]).toEqual([429, expect.objectContaining({ code: 'TOO_MANY' })]);
    expect(page.status).toBe(200);
  });
});

describe('The verifier for programs', () => {
  it.each([
    ['JSON', { body: JSON.stringify({ presented: credential.toString() }), type: 'application/json' }],
    [
      'a form',
      {
        body: new URLSearchParams({ presented: credential.toString() }).toString(),
        type: 'application/x-www-form-urlencoded',
      },
    ],
  ])('answers %s with the report', async (_what, { body, type }) => {
    const answer = await fetch(`${world.baseUrl}/verify`, {
      method: 'POST',
      body,
      headers: { ...asJson, 'content-type': type },
    });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('json'),
    ]);
    const { report, graph, input } = await answer.json();
    expect(report).toMatchObject({ valid: true, verdict: 'valid', openBadgesVersion: '3.0', errorCount: 0 });
    expect([graph.length, input.input_type]).toEqual([1, 'json']);
  });

  it('takes a picture as a form with a file', async () => {
    const file = { name: 'award.png', bytes: readFileSync(join(fixtures, 'own-award/award.png')) };

    const answer = await fetch(`${world.baseUrl}/verify`, {
      method: 'POST',
      body: form({}, file),
      headers: asJson,
    });

    // Its issuer cannot be reached from here, which is not the picture's fault.
    const { report } = await answer.json();
    expect(report).toMatchObject({ valid: false, verdict: 'unknown', openBadgesVersion: '3.0' });
  });

  it.each([
    ['nothing', '{}', 422, 'NOTHING_TO_VERIFY'],
    ['what is no JSON', '{', 400, 'MALFORMED'],
    ['far too much', JSON.stringify({ presented: 'x'.repeat(2_000_000) }), 413, 'TOO_LARGE'],
  ])('refuses %s with a code', async (_what, body, status, code) => {
    const answer = await fetch(`${world.baseUrl}/verify`, {
      method: 'POST',
      body,
      headers: { ...asJson, 'content-type': 'application/json' },
    });

    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
  });
});
