import type { Award } from '../../../core/badges/award.ts';
import { type AwardId, type FileId, newId } from '../../../core/ids.ts';
import { minuteMs } from '../../../core/instant.ts';
import { anAward } from '../../builders/index.ts';
import { aPng } from '../../support/png-pictures.ts';
import { openWebWorld, type Shown, shownOf, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let learners = 0;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.mailer.sent.splice(0);
  world.clock.advance(16 * minuteMs);
});

const ask = async (address: string, init: RequestInit = {}): Promise<Shown> =>
  shownOf(await fetch(new URL(address, world.baseUrl), { redirect: 'manual', ...init }));

const newcomer = (): Promise<VisitTab> => {
  learners += 1;
  return world.visit(`Learner ${learners}`);
};

/** Somebody new who earned the badge of the first step. */
async function earner(course = world.course): Promise<{ tab: VisitTab; award: () => Promise<Award> }> {
  learners += 1;
  const tab = await world.visit(`Learner ${learners}`, { course });
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  const award = async () => {
    const { items } = await world.ports.records.awards.heldBy(tab.person, { size: 1, after: null });
    const [one] = items;
    if (!one) throw new Error('Nothing was earned');
    return one;
  };
  return { tab, award };
}

async function mailedCode(tab: VisitTab, email: string): Promise<string> {
  await tab.post('/me/badges/email', { email });
  await world.settle();
  const note = world.mailer.sent.at(-1)?.note;
  if (note?.kind !== 'email-code') throw new Error('No code was mailed');
  return note.code;
}

/** As a form that takes files sends it. */
function formOf(fields: Record<string, string>, file?: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file) form.set('files', file);
  return form;
}

describe('The wallet', () => {
  it('tells who has no badge yet how one gets some', async () => {
    const tab = await newcomer();

    const page = await tab.get('/me/badges');

    expect(page.status).toBe(200);
    expect(page.dom.querySelector('[data-test=no-badges]')).not.toBeNull();
    expect(tab.first.dom.querySelector('[data-test=my-badges]')?.getAttribute('href')).toBe('/me/badges');
  });

  it('shows what was earned, and what waits with its reason', async () => {
    const { tab, award } = await earner();
    const earned = await award();
    await world.ports.records.keep({
      award: [
        anAward({
          id: newId<AwardId>(world.ports.ids),
          badge: earned.badge,
          organiser: earned.organiser,
          person: tab.person,
          round: 2,
          state: 'waiting',
          issuedAt: null,
          waitsFor: [{ for: 'prerequisites', reached: 1, need: 2 }],
        }),
      ],
    });

    const page = await tab.get('/me/badges');

    expect(page.dom.querySelectorAll('[data-test=badge]')).toHaveLength(1);
    expect(page.dom.querySelector('[data-test=waiting]')?.textContent).toMatch(/1 of 2/);
  });

  it('is nobody’s without a visit or a session', async () => {
    expect((await ask('/me/badges')).status).toBe(401);
  });
});

describe('Who sees a badge', () => {
  it('is set for the badge and for what was done for it, each apart', async () => {
    const { tab, award } = await earner();
    const { id, address } = await award();
    await tab.send(`/app/awards/${id}/later`, formOf({ name: 'A film', text: 'What came of it' }));

    await tab.post(`/app/awards/${id}/visibility`, { badge: 'anyone', evidence: 'nobody' });
    const hidden = await ask(`/b/awards/${address}`, { headers: { accept: 'text/html' } });
    await tab.post(`/app/awards/${id}/visibility`, { badge: 'anyone', evidence: 'anyone' });
    const shown = await ask(`/b/awards/${address}`, { headers: { accept: 'text/html' } });

    expect([hidden.status, hidden.words.includes('What came of it')]).toEqual([200, false]);
    expect([shown.status, shown.words.includes('What came of it')]).toEqual([200, true]);
    expect(shown.words).toContain('not reviewed');
    const now = await award();
    expect([now.badgeVisibility, now.evidenceVisibility]).toEqual(['anyone', 'anyone']);
    expect(now.releasedAt).not.toBeNull();
  });

  it('is not anyone while its holder counts as under 18', async () => {
    const minors = await world.anotherCourse('minors-1', 'minors');
    const { tab, award } = await earner(minors);
    const { id, address, ...before } = await award();

    const page = await tab.get(`/app/awards/${id}`);
    const answer = await tab.post(`/app/awards/${id}/visibility`, { badge: 'anyone', evidence: 'signed-in' });

    expect(page.dom.querySelectorAll('#see-badge option[value=anyone]')).toHaveLength(0);
    expect(answer.status).toBe(409);
    expect((await award()).badgeVisibility).toBe(before.badgeVisibility);
    expect((await ask(`/b/awards/${address}`, { headers: { accept: 'text/html' } })).status).toBe(404);
  });

  it('is nobody’s business but its holder’s', async () => {
    const [{ award }, other] = [await earner(), await newcomer()];
    const { id } = await award();

    const answers = await Promise.all([
      other.post(`/app/awards/${id}/visibility`, { badge: 'anyone', evidence: 'anyone' }),
      other.send(`/app/awards/${id}/later`, formOf({ name: 'Mine', text: 'no' })),
      other.post(`/app/awards/${id}/download`, { form: 'json2' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('What came later', () => {
  it('is added once, however often the form is sent, and taken away again', async () => {
    const { tab, award } = await earner();
    const { id } = await award();
    const later = { name: 'A film', url: 'https://films.example/kite' };

    await tab.send(`/app/awards/${id}/later`, formOf(later));
    const page = await tab.send(`/app/awards/${id}/later`, formOf(later));
    expect((await award()).laterEvidence).toHaveLength(1);
    expect(page.words).toContain('films.example');

    const [kept] = (await award()).laterEvidence ?? [];
    await tab.post(`/app/awards/${id}/remove-later`, { evidence: kept?.id ?? '' });
    expect((await award()).laterEvidence).toEqual([]);
  });

  it('may be a file: kept once, opened by its holder and by who may see what was done, and gone when taken away', async () => {
    const { tab, award } = await earner();
    const { id, address } = await award();
    const poster = new File([Uint8Array.from(aPng())], 'poster.png', { type: 'image/png' });
    const send = () =>
      tab.send(
        `/app/awards/${id}/later`,
        formOf({ name: 'A poster', alt: 'A kite', key: 'form-0001' }, poster),
      );

    await send();
    const again = await send();
    const [kept] = (await award()).laterEvidence ?? [];
    const path = `/b/awards/${address}/files/${kept?.file?.file}`;
    const hidden = await ask(path);
    await tab.post(`/app/awards/${id}/visibility`, { badge: 'anyone', evidence: 'anyone' });
    const page = await ask(`/b/awards/${address}`, { headers: { accept: 'text/html' } });
    const open = await fetch(new URL(path, world.baseUrl));
    const own = await tab.post(`/app/awards/${id}/open-file`, { file: kept?.file?.file ?? '' });
    await tab.post(`/app/awards/${id}/remove-later`, { evidence: kept?.id ?? '' });

    expect([again.status, (await award()).laterEvidence]).toEqual([200, []]);
    expect(kept).toMatchObject({ name: 'A poster', file: { medium: 'image', alt: 'A kite' } });
    expect(hidden.status).toBe(404);
    expect(page.dom.querySelector('[data-test=evidence-file]')?.getAttribute('href')).toBe(path);
    expect([open.status, open.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(open.headers.get('content-security-policy')).toContain('sandbox');
    expect(own.headers.get('hx-redirect')).toContain(path);
    expect((await ask(path)).status).toBe(404);
    expect(await world.ports.files.read(kept?.file?.file as FileId)).toBeNull();
  });

  it('says what is missing beside the form', async () => {
    const { tab, award } = await earner();
    const { id } = await award();

    const empty = await tab.send(`/app/awards/${id}/later`, formOf({ name: 'A film' }));
    const bad = await tab.send(
      `/app/awards/${id}/later`,
      formOf({ name: 'A film', url: 'javascript:alert(1)' }),
    );

    expect([empty.status, bad.status]).toEqual([409, 422]);
    expect(empty.words).toContain('Write something, give a link, or choose a file.');
  });
});

describe('An e-mail in the wallet', () => {
  it('is verified by a mailed code; badges are then issued to it, and it signs in', async () => {
    const { tab, award } = await earner();
    expect((await award()).recipient.type).toBe('url');

    const code = await mailedCode(tab, 'Mia@Example.org');
    const page = await tab.post('/me/badges/code', {
      email: 'Mia@Example.org',
      code: ` ${code.toLowerCase()} `,
    });
    await world.settle();

    expect(page.words).toContain('mia@example.org');
    expect((await award()).recipient.type).toBe('email');
    const identity = await world.ports.records.identities.find('email', 'mail', 'mia@example.org');
    expect(identity?.person).toBe(tab.person);
  });

  it('takes five wrong codes, then no more for 15 minutes', async () => {
    const { tab } = await earner();
    const code = await mailedCode(tab, 'wrong@example.org');
    const type = (typed: string) => tab.post('/me/badges/code', { email: 'wrong@example.org', code: typed });

    for (const typed of ['1', '2', '3', '4', '5'])
      expect((await type(typed)).words).toContain('not the code');
    const right = await type(code);

    expect([right.status, right.words.includes('five wrong codes')]).toEqual([409, true]);
    expect(right.dom.querySelector('[name=code]')).not.toBeNull();
  });

  it('of somebody else goes on signing in somebody else', async () => {
    const [first, second] = [await newcomer(), await newcomer()];
    for (const tab of [first, second]) {
      await tab.post('/me/badges/code', {
        email: 'both@example.org',
        code: await mailedCode(tab, 'both@example.org'),
      });
    }

    const identity = await world.ports.records.identities.find('email', 'mail', 'both@example.org');

    expect(identity?.person).toBe(first.person);
    expect((await world.ports.records.people.byId(second.person))?.emails).toHaveLength(1);
    expect((await first.get('/me/badges')).dom.querySelector('[data-test=another]')).toBeNull();
    expect((await second.get('/me/badges')).dom.querySelector('[data-test=another]')).not.toBeNull();
  });

  it('joins two accounts of one mailbox after they are shown and confirmed, within an hour of the code', async () => {
    const [{ tab: older, award }, fresh] = [await earner(), await newcomer()];
    const email = 'two@example.org';
    for (const tab of [older, fresh]) {
      await tab.post('/me/badges/code', { email, code: await mailedCode(tab, email) });
    }
    const held = () => world.ports.records.awards.heldBy(fresh.person, { size: 5, after: null });
    world.clock.advance(61 * minuteMs);
    expect((await fresh.post('/me/badges/join', { email })).status).toBe(409);
    expect((await held()).items).toEqual([]);

    await fresh.post('/me/badges/code', { email, code: await mailedCode(fresh, email) });
    const joined = await fresh.post('/me/badges/join', { email });

    expect(joined.words).toContain('Explore skills');
    expect((await held()).items.map(({ id }) => id)).toEqual([expect.any(String)]);
    await expect(award()).rejects.toThrow();
    expect((await fresh.post('/me/badges/join', { email })).status).toBe(404);
    const stranger = await newcomer();
    expect((await stranger.post('/me/badges/join', { email })).status).toBe(404);
  });

  it('is taken off again', async () => {
    const tab = await newcomer();
    await tab.post('/me/badges/code', {
      email: 'off@example.org',
      code: await mailedCode(tab, 'off@example.org'),
    });

    await tab.post('/me/badges/forget-email', { email: 'off@example.org' });

    expect(await world.ports.records.identities.find('email', 'mail', 'off@example.org')).toBeNull();
    expect((await world.ports.records.people.byId(tab.person))?.emails).toEqual([]);
  });
});

describe('A private link', () => {
  const linkIn = (page: Shown): string =>
    page.dom.querySelector('[data-test=private-link]')?.getAttribute('href') ?? '';

  it('reads one’s badges without a sign-in, and a new one ends it', async () => {
    const { tab } = await earner();
    const first = linkIn(await tab.post('/me/badges/link', {}));
    const read = await ask(first);
    const second = linkIn(await tab.post('/me/badges/link', {}));

    expect([read.status, read.headers.get('referrer-policy')]).toEqual([200, 'same-origin']);
    expect(read.dom.querySelectorAll('[data-test=badge]')).toHaveLength(1);
    expect(read.headers.getSetCookie()).toEqual([]);
    expect([(await ask(first)).status, (await ask(second)).status]).toEqual([404, 200]);

    await tab.post('/me/badges/end-link', {});
    expect((await ask(second)).status).toBe(404);
  });

  it('lies in the store as a digest only', async () => {
    const tab = await newcomer();
    const token =
      linkIn(await tab.post('/me/badges/link', {}))
        .split('/')
        .at(-1) ?? '';

    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    for (const { key, value } of await world.ports.keyValues.find('web.wallet-links', {})) {
      expect(`${key} ${JSON.stringify(value)}`).not.toContain(token);
    }
  });

  it('saves files, from our own page only, and changes nothing else', async () => {
    const { tab, award } = await earner();
    const address = linkIn(await tab.post('/me/badges/link', {}));
    const { id } = await award();
    const send = (path: string, headers: Record<string, string>) =>
      ask(`${address}/${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ award: id, form: 'json2' }),
      });

    expect((await send('download', { origin: 'https://evil.example' })).status).toBe(404);
    expect((await award()).releasedAt).toBeNull();
    const saved = await send('download', { origin: world.baseUrl });
    expect(saved.status).toBe(303);
    expect((await send('visibility', { origin: world.baseUrl })).status).toBe(404);
    const paper = await ask(`${address}/certificate`, {
      method: 'POST',
      headers: { origin: world.baseUrl },
      body: new URLSearchParams({ award: id, name: 'Mia' }),
    });
    const certificate = await fetch(new URL(paper.headers.get('location') ?? '', world.baseUrl));
    expect(certificate.headers.get('content-type')).toBe('application/pdf');

    const file = await fetch(new URL(saved.headers.get('location') ?? '', world.baseUrl));
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(await file.json()).toMatchObject({ type: 'Assertion' });
  });
});

describe('A badge of another site', () => {
  it('is asked for on a page of its own, and one that is not good stays outside, with why', async () => {
    const { tab, award } = await earner();
    const { id, address } = await award();
    await tab.post(`/app/awards/${id}/share`, {});
    const bring = (presented: string) => {
      const form = new FormData();
      form.append('presented', presented);
      form.append('file', new Blob([]), '');
      return tab.send('/me/badges/import', form);
    };

    const [empty, nonsense, ours] = [
      await bring(''),
      await bring('hello'),
      await bring(`${world.baseUrl}/b/awards/${address}`),
    ];

    expect([empty.status, nonsense.status, ours.status]).toEqual([422, 409, 409]);
    expect(nonsense.words).toContain('It was not taken in: Cannot be confirmed.');
    expect(ours.words).toContain('This badge is from here');
    expect((await tab.get('/me/badges')).dom.querySelector('[data-test=import]')).not.toBeNull();
  });
});

describe('Taking a badge along', () => {
  it('makes its documents answer from then on, says so before, and leaves its page closed', async () => {
    const { tab, award } = await earner();
    const { id, address } = await award();
    const json = () =>
      fetch(`${world.baseUrl}/b/awards/${address}`, { headers: { accept: 'application/json' } });
    expect((await tab.get(`/app/awards/${id}`)).words).toContain('Make it checkable and save');
    expect((await json()).status).toBe(404);

    await tab.post(`/app/awards/${id}/download`, { form: 'json2' });
    const first = (await award()).releasedAt;
    await tab.post(`/app/awards/${id}/download`, { form: 'json2' });

    expect((await json()).status).toBe(200);
    expect((await award()).releasedAt).toBe(first);
    expect((await ask(`/b/awards/${address}`, { headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await tab.get(`/app/awards/${id}`)).words).not.toContain('Make it checkable');
  });

  it.each([
    ['png', 'image/png'],
    ['json3', 'application/json'],
    ['json2', 'application/json'],
  ])('saves it as %s, issued to the address that was verified', async (form, type) => {
    const { tab, award } = await earner();
    await tab.post('/me/badges/code', {
      email: `${form}@example.org`,
      code: await mailedCode(tab, `${form}@example.org`),
    });
    await world.settle();
    const { id } = await award();

    const saved = await tab.post(`/app/awards/${id}/download`, { form });
    const file = await fetch(new URL(saved.headers.get('hx-redirect') ?? '', world.baseUrl));
    const bytes = new Uint8Array(await file.arrayBuffer());

    expect(file.headers.get('content-type')).toContain(type);
    const presented = form === 'png' ? { picture: bytes } : { document: new TextDecoder().decode(bytes) };
    const { report } = await world.ports.badgeVerifier.verify(presented, { email: `${form}@example.org` });
    expect(report.recipientProfile?.email).toBe(`${form}@example.org`);
  });

  it('offers LinkedIn and a QR code once it is shared', async () => {
    const { tab, award } = await earner();
    const { id, address } = await award();

    const page = await tab.post(`/app/awards/${id}/share`, {});

    const linkedIn = new URL(page.dom.querySelector('[data-test=linkedin]')?.getAttribute('href') ?? '');
    expect(linkedIn.searchParams.get('certUrl')).toBe(`${world.baseUrl}/b/awards/${address}`);
    expect(linkedIn.searchParams.get('organizationName')).toBe('Mladi zmaji');
    expect(page.dom.querySelector('svg.qr path')).not.toBeNull();
  });
});
