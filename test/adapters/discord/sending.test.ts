import { REST, Routes } from 'discord.js';
import { createInspector } from '../../../adapters/discord/inspect.ts';
import { createMessenger } from '../../../adapters/discord/messenger.ts';
import { createRest } from '../../../adapters/discord/rest.ts';
import { createRoles } from '../../../adapters/discord/roles.ts';
import { firstChatSettings } from '../../../core/communities/chat-settings.ts';
import type { Community } from '../../../core/communities/community.ts';
import type { Post } from '../../../core/communities/post.ts';
import { Declined, Unreachable } from '../../../core/faults.ts';
import type { BadgeId } from '../../../core/ids.ts';
import type { Identity } from '../../../core/people/identity.ts';
import { anIdentity, aPerson } from '../../builders/index.ts';
import { type FakeDiscord, type Person, type Server, startDiscord } from '../../fakes/discord/index.ts';
import { aServer } from '../../support/chatting.ts';
import { type City, openCity } from '../../support/city.ts';
import { stillClock } from '../../support/still-clock.ts';

const rights = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 28n);

describe('Discord, as the core reaches into it', () => {
  let city: City;
  let discord: FakeDiscord;
  let server: Server;
  let community: Community;
  let rest: REST;
  beforeEach(async () => {
    city = await openCity();
    discord = await startDiscord({ clock: city.clock });
    server = discord.addServer({ name: 'Zmaji', channels: ['general', 'reviews'], botRights: rights });
    community = await aServer(city.ports, { organiser: city.zmaji, nativeId: server.id });
    rest = new REST({ version: '10', api: discord.apiUrl, timeout: 2_000, retries: 1 }).setToken(
      discord.token,
    );
  });
  afterEach(async () => {
    await discord.stop();
    await city.close();
    expect(discord.violations).toEqual([]);
  });

  const member = async (who: Person): Promise<Identity> => {
    const person = aPerson();
    const identity = anIdentity({
      kind: 'discord',
      tenant: 'discord',
      subject: who.user.id,
      person: person.id,
    });
    await city.ports.records.keep({ person: [person], identity: [identity] });
    return identity;
  };
  const channel = () => discord.channel(server, 'reviews').id;
  const waiting = (count: number): Post => ({
    kind: 'reviews-wait',
    count,
    oldest: count > 0 ? city.clock.now() : null,
  });
  const post = (what: Post, key: string, where = channel()) =>
    createMessenger(rest, city.ports).post({ community: community.id, channel: where }, what, key);

  describe('the messenger', () => {
    const note = () =>
      ({ kind: 'join-answered', activity: city.explore.id, joined: true, words: null }) as const;

    it('tells somebody in a direct message, once under a key', async () => {
      const mia = discord.person({ name: 'mia', server });
      const identity = await member(mia);
      const messenger = createMessenger(rest, city.ports);

      expect(await messenger.tell(identity, note(), 'a')).toBe('told');
      expect(await messenger.tell(identity, note(), 'a')).toBe('told');

      const direct = [...discord.world.channels.values()].find(
        ({ type, name }) => type === 1 && name === mia.user.id,
      );
      expect(discord.postsIn(direct?.id ?? '')).toHaveLength(1);
    });

    it('says so when somebody takes no direct messages', async () => {
      const identity = await member(discord.person({ name: 'jan', server, takesDirectMessages: false }));

      expect(await createMessenger(rest, city.ports).tell(identity, note(), 'a')).toBe('closed');
    });

    it('keeps one notice of a kind in a channel, up to date, and starts none for nothing', async () => {
      await post(waiting(0), 'a');
      expect(discord.postsIn(channel())).toHaveLength(0);

      await post(waiting(2), 'b');
      await post(waiting(3), 'c');
      expect(discord.postsIn(channel())).toHaveLength(1);
      expect(JSON.stringify(discord.postsIn(channel()))).toContain('3 ');

      await post(waiting(0), 'd');
      expect(discord.postsIn(channel())).toHaveLength(1);
    });

    it('posts anew where somebody deleted the notice', async () => {
      await post(waiting(2), 'a');
      discord.world.messages.clear();

      await post(waiting(3), 'b');

      expect(discord.postsIn(channel())).toHaveLength(1);
    });

    it.each([
      ['a channel that is gone', () => post(waiting(1), 'a', '123'), Declined],
      [
        'a server that it was removed from',
        () => {
          discord.removeBot(server);
          return post(waiting(1), 'a');
        },
        Declined,
      ],
      [
        'Discord being down',
        () => {
          for (let time = 0; time < 3; time += 1)
            discord.inject({ kind: 'server-error', route: /./, status: 502 });
          return post(waiting(1), 'a');
        },
        Unreachable,
      ],
    ] as const)('tells apart %s', async (_what, sending, fault) => {
      await expect(sending()).rejects.toBeInstanceOf(fault);
    });

    it('waits as long as Discord says, and sends then', async () => {
      discord.inject({ kind: 'rate-limited', route: /messages/, seconds: 0.05 });

      await post(waiting(2), 'a');

      expect(discord.postsIn(channel())).toHaveLength(1);
    });
  });

  describe('roles', () => {
    it('are given and taken, once, and only beneath the bot', async () => {
      const [explorer, boss] = [discord.addRole(server, 'Explorer'), discord.addRole(server, 'Boss', 12)];
      const mia = discord.person({ name: 'mia', server });
      const identity = await member(mia);
      const roles = createRoles(rest, city.ports, null);

      const answers = [
        await roles.set(community.id, identity, explorer.id, true),
        await roles.set(community.id, identity, explorer.id, true),
        await roles.set(community.id, identity, boss.id, true),
        await roles.set(community.id, identity, '123', true),
        await roles.set(community.id, { ...identity, subject: '123' }, explorer.id, true),
      ];

      expect(answers).toEqual(['set', 'as-was', 'above-us', 'not-there', 'not-there']);
      expect(mia.holds(explorer)).toBe(true);
      expect(await roles.set(community.id, identity, explorer.id, false)).toBe('set');
      expect(mia.holds(explorer)).toBe(false);
    });
  });

  describe('the check of a set-up', () => {
    it('says what is well, and exactly what to change', async () => {
      const [good, high, strong] = [
        discord.addRole(server, 'Explorer'),
        discord.addRole(server, 'Boss', 12),
        discord.addRole(server, 'Mod', 3, { permissions: 1n << 13n }),
      ];
      const mapped = [good, high, strong].map(({ id }) => ({
        badge: 'badge' as BadgeId,
        role: id,
        broken: null,
      }));
      const channels = { announce: channel(), review: '123', staff: null };
      const [kept] = [{ ...community, chat: { ...firstChatSettings, channels, roles: mapped } }];
      const { inspect, list } = createInspector(rest, discord.applicationId);

      const found = await inspect(kept);

      expect(found.filter(({ part }) => part === 'permission').map(({ trouble }) => trouble)).toEqual([
        null,
        null,
        null,
        null,
      ]);
      expect(found.filter(({ part }) => part !== 'permission')).toEqual([
        { part: 'channel', name: '#reviews', trouble: null },
        { part: 'channel', name: 'review', trouble: 'gone' },
        { part: 'channel', name: 'staff', trouble: 'not-set' },
        { part: 'role', name: 'Explorer', trouble: null },
        { part: 'role', name: 'Boss', trouble: 'above-us' },
        { part: 'role', name: 'Mod', trouble: 'dangerous' },
      ]);
      expect((await list(kept)).roles.map(({ name, trouble }) => [name, trouble])).toContainEqual([
        'Connect',
        'managed',
      ]);
    });

    it('says that the server is gone', async () => {
      discord.removeBot(server);

      expect(await createInspector(rest, discord.applicationId).inspect(community)).toEqual([
        { part: 'link', name: community.title, trouble: 'gone' },
      ]);
    });
  });
});

describe('The line to Discord', () => {
  let discord: FakeDiscord;
  let said: string[];
  beforeEach(async () => {
    discord = await startDiscord({ clock: stillClock() });
    said = [];
  });
  afterEach(() => discord.stop());
  const lineWith = (token: string, most?: number) =>
    createRest(
      { apiUrl: discord.apiUrl, token },
      {
        log: { info() {}, warn() {}, error: (_data, sentence) => void said.push(sentence) },
        meter: { delivery() {}, platformCall() {}, acknowledged() {}, repeated() {} },
      },
      most,
    );
  const asks = (rest: REST, times: number) =>
    Promise.allSettled(Array.from({ length: times }, () => rest.get(Routes.guild('1'))));

  it('tries a token that was refused no more, and says so once', async () => {
    const rest = lineWith('nobody.knows.this-token');

    await asks(rest, 1);
    await asks(rest, 3);

    expect(discord.calls).toHaveLength(1);
    expect(said).toEqual(['Discord refuses the token: nothing is sent any more']);
  });

  it('pauses when very many calls were refused', async () => {
    const rest = lineWith(discord.token, 2);
    for (let nth = 0; nth < 4; nth += 1)
      discord.inject({ kind: 'rate-limited', route: /guilds/, seconds: 0.01 });

    await asks(rest, 4);

    const calls = discord.calls.length;
    await asks(rest, 2);
    expect(calls).toBeLessThanOrEqual(4);
    expect(discord.calls).toHaveLength(calls);
    expect(said).toContain('Discord refused very many calls: sending pauses');
  });
});
