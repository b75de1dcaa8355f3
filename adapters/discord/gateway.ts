import type { EventEmitter } from 'node:events';
import { Client, GatewayIntentBits, Options, Routes } from 'discord.js';
import type {
  APIInteraction,
  GatewayGuildCreateDispatchData,
  GatewayGuildDeleteDispatchData,
  GatewayVoiceState,
} from 'discord-api-types/v10';
import { secondMs } from '../../core/instant.ts';
import type { Leases } from '../../core/ports/engine.ts';
import type { Log } from '../../core/ports/log.ts';
import type { DiscordConfig } from './config.ts';
import type { Handled, Router } from './router.ts';
import type { Voice } from './voice.ts';

export interface GatewayParts {
  readonly config: DiscordConfig;
  readonly router: Router;
  readonly voice: Voice;
  readonly log: Log;
  readonly leases: Leases;
  /** This process, in the lease. */
  readonly holder: string;
  /** We were removed from a server. */
  readonly left: (server: string) => Promise<void>;
  readonly acknowledged: (verb: Handled['verb'], seconds: number) => void;
  readonly heard: (titles: { readonly server: string; readonly title: string }) => void;
}

export interface Gateway {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Connected, or another process is. */
  isReady(): boolean;
}

const lease = 'discord-gateway';
const leaseMs = 30 * secondMs;

/**
 * The line on which Discord tells interactions where no endpoint takes them. One process holds it; another takes over
 * when it is gone. No privileged intents: what is needed comes with each interaction.
 */
export function createGateway(parts: GatewayParts): Gateway {
  const { leases, holder, log, voice } = parts;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isElsewhere = false;

  // Connecting may take longer than the time until the next look: one at a time.
  let looking: Promise<void> | null = null;
  const look = (): Promise<void> => {
    looking ??= keepLease().finally(() => {
      looking = null;
    });
    return looking;
  };
  async function keepLease(): Promise<void> {
    const isOurs = await leases.hold(lease, holder, leaseMs);
    isElsewhere = !isOurs;
    if (isOurs && !client) client = await connect(parts);
    if (!isOurs && client) await leave();
    if (client) await voice.look();
  }
  const told = (fault: unknown) => log.error({ err: fault }, 'The gateway of Discord was not kept');
  async function leave(): Promise<void> {
    await voice.settled();
    await client?.destroy();
    client = null;
  }

  return {
    async start() {
      // A site that Discord does not let in goes on without it, and tries again.
      await look().catch(told);
      timer = setInterval(() => {
        look().catch(told);
      }, leaseMs / 3);
      timer.unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      // Until here it was listened.
      if (client) await voice.look().catch(told);
      await leave();
      await leases.release(lease, holder);
    },
    isReady: () => isElsewhere || (client?.isReady() ?? false),
  };
}

async function connect({
  config,
  router,
  voice,
  log,
  left,
  acknowledged,
  heard,
}: GatewayParts): Promise<Client> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    shards: config.shards === 'auto' ? 'auto' : Array.from({ length: config.shards }, (_, at) => at),
    ...(config.shards === 'auto' ? {} : { shardCount: config.shards }),
    rest: { api: config.apiUrl },
    // Nothing is read from these: what is needed comes with each interaction.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildMemberManager: { maxSize: 1, keepOverLimit: ({ id, client }) => id === client.user.id },
      ThreadManager: 0,
      VoiceStateManager: 0,
    }),
  });
  // Raw payloads by name, as both ways of hearing share one reading; the library's types name only its own events.
  const raw = client.ws as unknown as EventEmitter;
  raw.on('INTERACTION_CREATE', (interaction: APIInteraction) => void answer(client, interaction));
  raw.on('GUILD_CREATE', (server: GatewayGuildCreateDispatchData) => {
    heard({ server: server.id, title: server.name });
    voice.met(server);
  });
  raw.on('VOICE_STATE_UPDATE', (state: GatewayVoiceState) => voice.moved(state));
  raw.on('GUILD_DELETE', ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
    voice.left(id);
    if (!unavailable) left(id).catch((fault: unknown) => log.error({ err: fault }, 'A server was not left'));
  });
  client.on('error', (fault) => log.warn({ err: fault }, 'The gateway of Discord stumbled'));
  try {
    await client.login(config.token);
  } catch (fault) {
    await client.destroy();
    throw fault;
  }
  await isUp(client);
  return client;

  async function answer(client: Client, interaction: APIInteraction): Promise<void> {
    const startedAt = performance.now();
    try {
      const handled = await router.handle(interaction);
      if (!handled) return;
      const { id, token } = interaction;
      await client.rest.post(Routes.interactionCallback(id, token), { body: handled.first, auth: false });
      acknowledged(handled.verb, (performance.now() - startedAt) / 1000);
      await handled.after?.();
    } catch (fault) {
      log.error({ err: fault, interaction: interaction.id }, 'An interaction of Discord was not answered');
    }
  }
}

const isUp = (client: Client): Promise<void> =>
  new Promise((ready) => {
    if (client.isReady()) ready();
    else client.once('clientReady', () => ready());
  });
