import type { PersonId } from '../../../core/ids.ts';
import { minuteMs } from '../../../core/instant.ts';
import { openWebWorld, type Shown, shownOf, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.mailer.sent.splice(0);
  world.clock.advance(16 * minuteMs);
});

const own = { 'sec-fetch-site': 'same-origin' };
const ask = async (address: string, init: RequestInit = {}): Promise<Shown> =>
  shownOf(await fetch(new URL(address, world.baseUrl), { redirect: 'manual', ...init }));
const askFor = (email: string, more: Record<string, string> = {}, headers: Record<string, string> = own) =>
  ask('/sign-in', { method: 'POST', headers, body: new URLSearchParams({ email, ...more }) });
const cookieOf = (shown: Shown): string => (shown.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

async function mailedLink(email: string, more: Record<string, string> = {}): Promise<string> {
  await askFor(email, more);
  await world.settle();
  const note = world.mailer.sent.at(-1)?.note;
  if (note?.kind !== 'sign-in') throw new Error('No link was mailed');
  return note.link;
}
const enter = (link: string, fields: Record<string, string> = {}) =>
  ask(`${link}/enter`, { method: 'POST', headers: own, body: new URLSearchParams(fields) });

async function personAt(email: string): Promise<PersonId | null> {
  const identity = await world.ports.records.identities.find('email', 'mail', email);
  return identity?.person ?? null;
}

describe('Signing in by e-mail', () => {
  it('mails a link; who uses it first becomes a person under an alias, and begins with their badges', async () => {
    const link = await mailedLink('Petra@Example.org');
    expect(world.mailer.sent.map(({ to }) => to)).toEqual(['petra@example.org']);
    expect(await personAt('petra@example.org')).toBeNull();

    const entered = await enter(link);

    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/me/badges']);
    const id = await personAt('petra@example.org');
    const person = id && (await world.ports.records.people.byId(id));
    expect(person?.emails.map(({ address }) => address)).toEqual(['petra@example.org']);
    expect(person?.displayName).toBeNull();
  });

  it('finds the same person again, however the address was typed', async () => {
    await enter(await mailedLink('oto@example.org'));
    const first = await personAt('oto@example.org');

    const again = await enter(await mailedLink(' OTO@example.ORG '));

    expect(again.status).toBe(303);
    expect(await personAt('oto@example.org')).toBe(first);
  });

  it('works once and for 15 minutes, and looking uses nothing up', async () => {
    const link = await mailedLink('once@example.org');
    expect([(await ask(link)).status, (await ask(link)).status]).toEqual([200, 200]);

    const answers = await Promise.all([enter(link), enter(link)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);

    const late = await mailedLink('late@example.org');
    world.clock.advance(15 * minuteMs);
    expect((await enter(late)).status).toBe(410);
    expect(await personAt('late@example.org')).toBeNull();
  });

  it('says the same of every address, also when it had too many mails', async () => {
    await enter(await mailedLink('known@example.org'));
    world.clock.advance(16 * minuteMs);
    world.mailer.sent.splice(0);

    const said = [];
    for (const email of ['known@example.org', 'never@example.org', ...Array(4).fill('known@example.org')]) {
      said.push((await askFor(email)).words.replaceAll(email, 'X'));
    }
    await world.settle();

    expect(new Set(said).size).toBe(1);
    expect(world.mailer.sent.filter(({ to }) => to === 'known@example.org')).toHaveLength(3);
  });

  it('sends nothing for a page of somebody else', async () => {
    await askFor(
      'victim@example.org',
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    );
    await askFor('victim@example.org', {}, {});
    await world.settle();

    expect(world.mailer.sent).toEqual([]);
  });

  it('names what is wrong beside the field, and keeps what was typed', async () => {
    const wrong = await askFor('petra at example');

    expect(wrong.status).toBe(422);
    expect(wrong.words).toContain('This is no e-mail address');
    expect(wrong.dom.querySelector('[name=email]')?.getAttribute('value')).toBe('petra at example');
  });

  it('asks the new ones whether they are 18 or over; who says nothing counts as under 18', async () => {
    const link = await mailedLink('grown@example.org');
    expect((await ask(link)).dom.querySelector('[name=adult]')).not.toBeNull();

    await enter(link, { adult: 'yes' });
    await enter(await mailedLink('young@example.org'));

    const [grown, young] = await Promise.all(['grown@example.org', 'young@example.org'].map(personAt));
    const ageOf = async (id: PersonId | null | undefined) =>
      id ? (await world.ports.records.people.byId(id))?.age : null;
    expect(await ageOf(grown)).toEqual({ band: 'adult', statedBy: 'self' });
    expect(await ageOf(young)).toEqual({ band: 'unknown', statedBy: null });
  });

  it('leads back to where somebody came from, and to no other site', async () => {
    const back = await enter(await mailedLink('back@example.org', { to: '/claim/K7QW4MDX' }));
    expect(back.headers.get('location')).toBe('/claim/K7QW4MDX');

    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a\r\nX: y']) {
      const page = await ask(`/sign-in?to=${encodeURIComponent(to)}`);
      expect(page.dom.querySelector('[name=to]')).toBeNull();
    }
  });

  it('never takes an address that a school or an operator wrote down for proof', async () => {
    const claimed = (await world.visit('Claims to be Tim')).person;
    const person = await world.ports.records.people.byId(claimed);
    if (!person) throw new Error('Nobody came in');
    const emails = [{ address: 'tim@example.org', verifiedAt: null }];
    await world.ports.records.keep({ person: [{ ...person, emails }] });

    await enter(await mailedLink('tim@example.org'));

    expect(await personAt('tim@example.org')).not.toBe(claimed);
  });

  it('ends by signing out', async () => {
    const cookie = cookieOf(await enter(await mailedLink('leaves@example.org')));
    const mine = () => ask('/app', { headers: { cookie } });
    expect((await mine()).status).toBe(200);

    await ask('/sign-out/now', { method: 'POST', headers: { cookie, ...own } });

    expect((await mine()).status).toBe(401);
  });
});
