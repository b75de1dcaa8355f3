import { askToConnect } from '../../../core/communities/connect-community.ts';
import type { PersonId } from '../../../core/ids.ts';
import { minuteMs } from '../../../core/instant.ts';
import { inviteStaff } from '../../../core/organisers/invite-staff.ts';
import { operator } from '../../../core/people/actor.ts';
import { beginInChat } from '../../../core/people/begin-in-chat.ts';
import { linkIdentity } from '../../../core/people/link-identity.ts';
import { openWebWorld, type Shown, shownOf, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());

const known = { kind: 'discord', tenant: 'discord', subject: '42' } as const;

/** Somebody of the organiser's staff, signed in. */
async function staffTab(role: 'owner' | 'manager') {
  const invited = await inviteStaff(world.ports, operator, {
    organiser: world.organiser,
    name: `Iva ${role}`,
    role,
  });
  const person: PersonId | undefined = invited.done?.person.id;
  if (!person) throw new Error(`Not invited: ${JSON.stringify(invited)}`);
  const kept = await world.ports.records.people.byId(person);
  if (kept) await world.ports.records.keep({ person: [{ ...kept, language: 'en' }] });
  const link = await world.signInLink(person);
  const entered = await fetch(`${link}/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: world.baseUrl, 'content-type': 'application/x-www-form-urlencoded' },
  });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = async (path: string, fields?: Record<string, string>): Promise<Shown> =>
    shownOf(
      await fetch(new URL(path, world.baseUrl), {
        redirect: 'manual',
        headers: {
          cookie,
          origin: world.baseUrl,
          ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
      }),
    );
  return { person, ask };
}

describe('The account page', () => {
  it('gives a code for chat, lists the ways in, and lets one be undone', async () => {
    const luka = await world.visit('Luka');
    const made = await luka.post('/me/account/code', {});
    const code = made.dom.querySelector('[data-test=link-code]')?.text.trim() ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);

    await beginInChat(world.ports, known, { language: 'en', atLeast: 13 });
    expect((await linkIdentity(world.ports, known, { typed: code, atLeast: 13 })).done?.merge).toBeTruthy();
    const page = await luka.get('/me/account');
    expect(page.dom.querySelector('[data-test=unlink-discord]')).not.toBeNull();
    expect(page.text).toContain('Joined with');

    const parted = await luka.post('/me/account/undo-merge', {
      merge: page.dom.querySelector('input[name=merge]')?.getAttribute('value') ?? '',
    });
    expect(parted.text).toContain('Undone.');
    expect(parted.dom.querySelector('[data-test=unlink-discord]')).toBeNull();
  });

  it('keeps name, language and wishes', async () => {
    const mia = await world.visit('Mia');

    const saved = await mia.post('/me/account/settings', {
      name: 'Mia',
      language: 'nl',
      wishes: 'celebrate',
    });

    expect(saved.text).toContain('Saved.');
    const person = await world.ports.records.people.byId(mia.person);
    expect(person).toMatchObject({
      displayName: 'Mia',
      language: 'nl',
      settings: { celebrate: true, roles: false },
    });
  });
});

describe('Connecting a server', () => {
  it('takes the yes of an owner, and of nobody else', async () => {
    const group = { kind: 'discord-server', tenant: 'discord', nativeId: '777', title: 'Zmaji' } as const;
    const token = await askToConnect(world.ports, group);
    const manager = await staffTab('manager');
    expect((await manager.ask(`/app/connect/${token}`)).text).toContain('You own no organiser');

    const owner = await staffTab('owner');
    const page = await owner.ask(`/app/connect/${token}`);
    expect(page.text).toContain('Zmaji');
    const agreed = await owner.ask(`/app/connect/${token}/agree`, {
      organiser: world.organiser,
      audience: 'minors',
    });

    expect(agreed.text).toContain('Connected');
    const community = await world.ports.records.communities.find('discord-server', 'discord', '777');
    expect(community).toMatchObject({ organiser: world.organiser, audience: 'minors' });
    expect((await owner.ask(`/app/connect/${token}`)).status).toBe(404);

    const slug = (await world.ports.records.organisers.byId(world.organiser))?.slug ?? '';
    const desk = await owner.ask(`/app/organisers/${slug}/courses`);
    expect(desk.words).toContain('A Discord server.');
    expect(
      (await manager.ask(`/app/organisers/${slug}/courses`)).dom.querySelector('[data-test=disconnect]'),
    ).toBeNull();
    const left = await owner.ask(`/app/organisers/${slug}/courses/disconnect`, {
      community: desk.dom.querySelector('input[name=community]')?.getAttribute('value') ?? '',
    });
    expect(left.text).toContain('Disconnected.');
    expect(left.words).not.toContain('A Discord server.');
  });
});

describe('A room in real life', () => {
  it('shows a code that changes, takes people in from the web, and waits for the leader’s list', async () => {
    const iva = await staffTab('manager');
    const activity = await world.activity('open-space-at-the-library');
    const slug = (await world.ports.records.organisers.byId(world.organiser))?.slug ?? '';
    const opened = await iva.ask(`/app/organisers/${slug}/rooms/open`, { activity });
    const where = opened.headers.get('location') ?? '';
    expect(where).toMatch(/^\/app\/rooms\//);
    const screen = await iva.ask(where);
    const code = screen.dom.querySelector('[data-test=room-code]')?.text.trim() ?? '';
    expect(screen.dom.querySelector('svg.qr')).not.toBeNull();

    const guest = await shownOf(await fetch(`${world.baseUrl}/check-in?code=${code}`));
    expect(guest.text).toContain(`/activity checkin ${code}`);
    const eva = await world.visit('Eva');
    expect(
      (await eva.post('/check-in/here', { code })).dom.querySelector('[data-test=checked-in]'),
    ).not.toBeNull();
    world.clock.advance(2 * minuteMs);
    const late = await world.visit('Late');
    expect((await late.post('/check-in/here', { code })).text).toContain('This code is over.');

    await iva.ask(`${where}/close`, {});
    const list = await iva.ask(where);
    expect(list.dom.querySelectorAll('input[name=persons]')).toHaveLength(1);
    const confirmed = await iva.ask(`${where}/confirm`, { persons: eva.person });
    expect(confirmed.text).toContain('The list is confirmed.');
    expect(confirmed.dom.querySelector('[data-test=undo]')).not.toBeNull();
    const undone = await iva.ask(`${where}/undo`, {});
    expect(undone.text).toContain('Undone. Nothing was counted.');
    world.clock.advance(minuteMs);
    await world.settle();
    expect([...(await world.ports.records.completions.of(eva.person))]).not.toContain(activity);
    await iva.ask(`${where}/confirm`, { persons: eva.person });
    world.clock.advance(minuteMs);
    await world.settle();
    expect([...(await world.ports.records.completions.of(eva.person))]).toContain(activity);
    const tooLate = await iva.ask(`${where}/undo`, {});
    expect(tooLate.text).toContain('The 10 seconds are over');
    expect((await iva.ask(where)).dom.querySelector('[data-test=undo]')).toBeNull();
  });
});
