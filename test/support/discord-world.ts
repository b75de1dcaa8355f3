import { loadDemoCity } from '../../adapters/assemble.ts';
import type { Config } from '../../adapters/config.ts';
import { DiscordVariables, discordConfigOf } from '../../adapters/discord/index.ts';
import type { Community } from '../../core/communities/community.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import { type FakeDiscord, type Person, type Server, startDiscord } from '../fakes/discord/index.ts';
import { aServer } from './chatting.ts';
import { forwardClock, type House, openHouse } from './house.ts';
import type { StillClock } from './still-clock.ts';

export type DiscordMode = 'http' | 'gateway';

/** The house with the demo city, and a Discord of our own whose server *Zmaji* is connected with *Mladi zmaji*. */
export interface DiscordWorld {
  readonly house: House;
  readonly discord: FakeDiscord;
  readonly server: Server;
  readonly community: Community;
  readonly zmaji: Organiser;
  person(
    name: string,
    more?: { locale?: string; channel?: string; server?: Server | null; takesDirectMessages?: boolean },
  ): Person;
  /** Ends it: nothing was logged as an error, and no rule of Discord's was broken. */
  close(): Promise<void>;
}

/** Takes a violation that a test is about away. */
export function broke({ violations }: Pick<FakeDiscord, 'violations'>, rule: string): boolean {
  const at = violations.findIndex((one) => one.rule === rule);
  return at >= 0 && violations.splice(at, 1).length === 1;
}

export function discordConfig(discord: FakeDiscord, mode: DiscordMode): Config['discord'] {
  return discordConfigOf(
    DiscordVariables.parse({
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_TOKEN: discord.token,
      DISCORD_MODE: mode,
      DISCORD_PUBLIC_KEY: discord.publicKey,
      DISCORD_CLIENT_SECRET: discord.clientSecret,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_AUTHORIZE_URL: `${discord.url}/oauth2/authorize`,
      DISCORD_CDN_HOSTS: discord.cdnHost,
    }),
  );
}

/** A Discord of our own, to put beside any house: its configuration first, then who listens. */
export interface OnDiscord {
  readonly discord: FakeDiscord;
  readonly server: Server;
  readonly clock: StillClock;
  readonly config: Config['discord'];
  person: DiscordWorld['person'];
  /** Interactions go there, and the server is *Mladi zmaji*'s. */
  connect(house: House): Promise<{ readonly community: Community; readonly zmaji: Organiser }>;
  /** Ends it: no rule of Discord's was broken. */
  close(): Promise<void>;
}

export async function onDiscord(mode: DiscordMode, identifiesAtOnce = 1): Promise<OnDiscord> {
  const clock = forwardClock();
  const discord = await startDiscord({ clock, identifiesAtOnce });
  const server = discord.addServer({
    name: 'Zmaji',
    channels: ['general', 'news', 'reviews', 'staff'],
    voiceChannels: ['Studio', 'Lounge'],
    stages: ['Stage'],
    botRights: (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 28n),
  });
  return {
    discord,
    server,
    clock,
    config: discordConfig(discord, mode),
    person: (name, more = {}) => discord.person({ name, server, ...more }),
    async connect({ app, baseUrl }) {
      const { ports } = app;
      const found = await ports.records.organisers.bySlug('mladi-zmaji');
      if (!found) throw new Error('The demo city has no Mladi zmaji');
      // Without a home city it has no language of its own, so that an English client is answered in English.
      const zmaji = { ...found, home: null };
      await ports.records.keep({ organiser: [zmaji] });
      const facts = {
        organiser: zmaji.id,
        nativeId: server.id,
        title: server.name,
        audience: 'adults',
      } as const;
      const community = await aServer(ports, facts);
      if (mode === 'http') discord.sendTo(`${baseUrl}/discord/interactions`, `${baseUrl}/discord/events`);
      await app.discord?.start();
      return { community, zmaji };
    },
    async close() {
      await discord.stop();
      expect(discord.violations).toEqual([]);
    },
  };
}

export async function openDiscord(mode: DiscordMode, config: Partial<Config> = {}): Promise<DiscordWorld> {
  const chat = await onDiscord(mode);
  const house = await openHouse({ ...config, discord: chat.config }, { clock: chat.clock });
  await loadDemoCity(house.app.ports);
  const { community, zmaji } = await chat.connect(house);
  return {
    house,
    discord: chat.discord,
    server: chat.server,
    community,
    zmaji,
    person: chat.person,
    async close() {
      await house.close();
      await chat.close();
      expect(house.errors).toEqual([]);
    },
  };
}
