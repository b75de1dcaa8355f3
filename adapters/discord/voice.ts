import type { GatewayGuildCreateDispatchData, GatewayVoiceState } from 'discord-api-types/v10';
import { followVoice, listGroupsWithVoice } from '../../core/activities/follow-voice.ts';
import { dayMs, type Instant, later } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';

type Wanted = Pick<Ports, 'records' | 'keyValues' | 'clock' | 'log'>;

/** Who sits in the voice and stage channels of the servers that this process hears, and the rooms that count it. */
export interface Voice {
  /** A server as it is told at every new connection: who sits there now. */
  met(server: Pick<GatewayGuildCreateDispatchData, 'id' | 'voice_states'>): void;
  moved(state: GatewayVoiceState): void;
  left(server: string): void;
  /** The channel that somebody sits in; null: in none that we know of. */
  seatOf(server: string, user: string): string | null;
  /** A room may have been opened, or somebody become known: those who sit there are counted from now on. */
  look(): Promise<void>;
  /** Until everything that was heard is noted. */
  settled(): Promise<void>;
}

type Seats = Map<string, string>;
type Told = Pick<Parameters<typeof followVoice>[1], 'seats' | 'isAll' | 'left' | 'lastHeard'>;

const namespace = 'discord.voice-heard';
const nobody: Seats = new Map();

export function createVoice(ports: Wanted): Voice {
  const servers = new Map<string, Seats>();
  const queues = new Map<string, Promise<void>>();
  const groupOf = (nativeId: string) => ({ kind: 'discord-server', tenant: 'discord', nativeId }) as const;

  /** One after another in each server: who comes and goes at once is gone. */
  function inTurn(server: string, work: () => Promise<void>): Promise<void> {
    const before = queues.get(server) ?? Promise.resolve();
    const next = before.then(work).catch((fault: unknown) => {
      ports.log.error({ err: fault, server }, 'Who sits in a voice channel was not noted');
    });
    queues.set(server, next);
    void next.then(() => queues.get(server) === next && queues.delete(server));
    return next;
  }

  async function follow(server: string, told: Told): Promise<void> {
    const { rooms } = await followVoice(ports, { group: groupOf(server), users: 'discord', ...told });
    const now = ports.clock.now();
    if (rooms > 0) await ports.keyValues.put(namespace, server, now, { until: later(now, dayMs) });
  }

  return {
    met({ id, voice_states }) {
      const seats = seatsOf(voice_states);
      servers.set(id, seats);
      void inTurn(id, async () => {
        // Who left while nobody listened was there for as long as we know.
        const lastHeard = await ports.keyValues.read<Instant>(namespace, id);
        await follow(id, { seats, isAll: true, left: nobody, lastHeard });
      });
    },
    moved({ guild_id: server, user_id: user, channel_id: channel }) {
      if (!server) return;
      const seats = servers.get(server) ?? new Map<string, string>();
      servers.set(server, seats);
      const before = seats.get(user) ?? null;
      if (channel) seats.set(user, channel);
      else seats.delete(user);
      // A microphone went on or off.
      if (before === channel) return;
      void inTurn(server, () =>
        follow(server, {
          seats: channel ? new Map([[user, channel]]) : nobody,
          isAll: false,
          left: before ? new Map([[user, before]]) : nobody,
          lastHeard: null,
        }),
      );
    },
    left: (server) => void servers.delete(server),
    seatOf: (server, user) => servers.get(server)?.get(user) ?? null,
    async look() {
      const groups = await listGroupsWithVoice(ports);
      await Promise.all(
        groups.map(async ({ nativeId }) => {
          const seats = servers.get(nativeId);
          if (!seats) return;
          const told = { seats, isAll: true, left: nobody, lastHeard: null };
          await inTurn(nativeId, () => follow(nativeId, told));
        }),
      );
    },
    async settled() {
      await Promise.all(queues.values());
    },
  };
}

function seatsOf(states: readonly Pick<GatewayVoiceState, 'user_id' | 'channel_id'>[] = []): Seats {
  return new Map(
    states.flatMap(({ user_id, channel_id }) => (channel_id ? [[user_id, channel_id] as const] : [])),
  );
}
