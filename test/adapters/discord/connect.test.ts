import { openSession } from '../../../adapters/web/sessions.ts';
import { sessionCookieName } from '../../../adapters/web/visitor.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import type { PersonId } from '../../../core/ids.ts';
import { dayMs } from '../../../core/instant.ts';
import { operator } from '../../../core/people/actor.ts';
import { unlinkIdentity } from '../../../core/people/unlink-identity.ts';
import { anIdentity, aPerson } from '../../builders/index.ts';
import type { Person } from '../../fakes/discord/index.ts';
import { type DiscordWorld, openDiscord } from '../../support/discord-world.ts';

let world: DiscordWorld;
let mia: PersonId;
let onDiscord: Person;
let session: string;

beforeEach(async () => {
  world = await openDiscord('http');
  onDiscord = world.person('mia');
  const person = aPerson({ language: 'en', alias: 'Otter 7' });
  const mailbox = anIdentity({
    kind: 'email',
    tenant: 'email',
    subject: 'mia@example.org',
    person: person.id,
  });
  await world.house.app.ports.records.keep({ person: [person], identity: [mailbox] });
  mia = person.id;
  session = await sessionOf(mia);
}, 30_000);
afterEach(() => world.close());

const sessionOf = async (person: PersonId): Promise<string> =>
  `${sessionCookieName(world.house.baseUrl)}=${await openSession(world.house.app.ports, person)}`;

/** A browser, with the cookies that it has. @returns where it is sent */
const opens = async (path: string, cookies: readonly string[] = []) => {
  const headers = { cookie: cookies.join('; ') };
  const answer = await fetch(new URL(path, world.house.baseUrl), { redirect: 'manual', headers });
  return {
    leads: answer.headers.get('location') ?? '',
    cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
    answer,
  };
};

/** Begins, and says yes on Discord's page. @returns the way back, and the cookie of the browser that began */
async function begins(path: string, cookies: readonly string[] = []) {
  const { leads, cookie } = await opens(path, cookies);
  const back = new URL(onDiscord.approves(leads));
  return { back: `${back.pathname}${back.search}`, cookie, scope: new URL(leads).searchParams.get('scope') };
}

const identity = () => world.house.app.ports.records.identities.find('discord', 'discord', onDiscord.user.id);
const connection = () => world.discord.connectionOf(onDiscord.user.id);

describe('Connecting Discord', () => {
  it('joins the Discord account to the one that is signed in, once, and asks for no more than who it is', async () => {
    const { back, cookie, scope } = await begins('/discord/connect?atLeast=13', [session]);

    const ended = await opens(back, [session, cookie]);
    const again = await opens(back, [session, cookie]);

    expect(scope).toBe('identify');
    expect(ended.leads).toBe('/me/account?discord=connected');
    expect(again.leads).toBe('/sign-in?discord=over');
    expect(await identity()).toMatchObject({ person: mia });
    expect(connection()).toBeNull();
    const page = await (await opens('/me/account?discord=connected', [session])).answer.text();
    expect(page).toContain('Discord is connected.');
    expect(page).toContain('I am at least 13: connect Discord');
  });

  it('goes nowhere from another browser, with somebody else signed in, or after ten minutes', async () => {
    const other = aPerson();
    await world.house.app.ports.records.keep({ person: [other] });
    const led = await begins('/discord/connect?atLeast=13', [session]);
    const victim = await opens(led.back, [await sessionOf(other.id)]);
    const second = await begins('/discord/connect?atLeast=13', [session]);
    const swapped = await opens(second.back, [await sessionOf(other.id), second.cookie]);
    const third = await begins('/discord/connect?atLeast=13', [session]);
    world.house.clock.advance(10 * 60_000 + 1);
    const late = await opens(third.back, [session, third.cookie]);

    expect(victim.leads).toBe('/sign-in?discord=over');
    expect(swapped.leads).toBe('/me/account?discord=over');
    expect(late.leads).toBe('/sign-in?discord=over');
    expect(await identity()).toBeNull();
  });

  it('begins only for who is signed in and old enough', async () => {
    expect((await opens('/discord/connect?atLeast=13')).leads).toBe('/sign-in?to=/me/account');
    expect((await opens('/discord/connect?atLeast=12', [session])).leads).toBe('/me/account');
  });

  it('signs in who is known by a Discord account, and nobody else', async () => {
    const unknown = await begins('/discord/sign-in');
    const refused = await opens(unknown.back, [unknown.cookie]);
    await onDiscord
      .command('playlist join', { playlist: 'Future makers' })
      .then((shown) => shown.press(/^Yes/));
    const known = await begins('/discord/sign-in');
    const entered = await opens(known.back, [known.cookie]);

    expect(refused.leads).toBe('/sign-in?discord=unknown');
    expect(entered.leads).toMatch(/^\/sign-in\/[\w-]+$/);
  });
});

describe('Linked Roles', () => {
  const linked = async () => {
    const { back, cookie } = await begins('/discord/connect?atLeast=13&roles=on', [session]);
    await opens(back, [session, cookie]);
  };
  /** What follows an answer is not waited for by who asked. */
  const followed = async (isSo: () => boolean) => {
    for (let turn = 0; turn < 100 && !isSo(); turn += 1) await new Promise((done) => setTimeout(done, 20));
  };

  it('are told for who ticked it: counts, under an alias', async () => {
    await linked();

    expect(connection()).toMatchObject({
      platform_username: 'Otter 7',
      metadata: { badges: '0', playlists: '0', organiser: '0' },
    });
  });

  it('follow what somebody does, with a new token where the old is over', async () => {
    await linked();
    await onDiscord.command('playlist join', { playlist: 'Future makers' });
    await onDiscord.command('activity done', { activity: 'Explore skills' });
    world.house.clock.advance(8 * dayMs);
    await world.house.settle(11_000);

    await followed(() => JSON.stringify(connection()).includes('"badges":"1"'));

    expect(connection()).toMatchObject({ metadata: { badges: '1' } });
  });

  it('follow a badge that is taken back, without a word of its holder', async () => {
    await linked();
    await onDiscord.command('playlist join', { playlist: 'Future makers' });
    await onDiscord.command('activity done', { activity: 'Explore skills' });
    await world.house.settle(11_000);
    const { ports } = world.house.app;
    const held = await ports.records.awards.heldBy(mia, { size: 5, after: null });
    expect(connection()).toMatchObject({ metadata: { badges: '1' } });

    const address = held.items[0]?.address ?? '';
    await revokeAward(ports, operator, { address, reason: 'Given by mistake.' });
    await world.house.settle();

    expect(connection()).toMatchObject({ metadata: { badges: '0' } });
  });

  it('know nothing any more of who parted their accounts, or took it back', async () => {
    await linked();
    const held = await identity();
    const me = { person: mia, roles: [], grants: [], seat: null };
    if (held) await unlinkIdentity(world.house.app.ports, me, { identity: held.id });

    await onDiscord.command('help');
    await followed(() => JSON.stringify(connection()) === '{"metadata":{}}');
    expect(connection()).toEqual({ metadata: {} });

    await linked();
    await world.discord.event('APPLICATION_DEAUTHORIZED', { user: { id: onDiscord.user.id } });
    const { keyValues } = world.house.app.ports;
    await followed(() => false);
    expect(await keyValues.read('discord.linked-roles', onDiscord.user.id)).toBeNull();
  });

  it('keep their tokens sealed', async () => {
    await linked();

    const kept = await world.house.app.ports.keyValues.read('discord.linked-roles', onDiscord.user.id);

    expect(JSON.stringify(kept)).toContain('sealed');
    expect(JSON.stringify(kept)).not.toContain('access-');
  });
});
