import type { Community } from '../communities/community.ts';
import type { PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { IdentityKind } from '../lists.ts';
import type { Ports } from '../ports/ports.ts';
import { retryStale } from '../retry-stale.ts';
import { notePresence } from './note-presence.ts';
import { isOver, type Room } from './room.ts';

/** What a platform hears of the voice channels of one group. */
export interface VoiceHeard {
  readonly group: Pick<Community, 'kind' | 'tenant' | 'nativeId'>;
  /** What its chat users are to us. */
  readonly users: IdentityKind;
  /** Who sits where: chat user → channel. */
  readonly seats: ReadonlyMap<string, string>;
  /** All who sit somewhere are told; else only those who are named came or went. */
  readonly isAll: boolean;
  /** Who left a channel: chat user → the channel. */
  readonly left: ReadonlyMap<string, string>;
  /** When it was last listened, where there was a gap; null: there was none. */
  readonly lastHeard: Instant | null;
}

/** Rooms whose minutes count follow who sits in their voice channel. Who is not known here is not counted. */
export async function followVoice(
  ports: Pick<Ports, 'records' | 'clock'>,
  { group: { kind, tenant, nativeId }, users, seats, isAll, left, lastHeard }: VoiceHeard,
): Promise<{ readonly rooms: number }> {
  const open = await openVoiceRooms(ports);
  const community = open.length > 0 ? await ports.records.communities.find(kind, tenant, nativeId) : null;
  const rooms = open.filter((room) => community !== null && room.community === community.id);

  const personsOf = async (subjects: readonly string[]): Promise<readonly PersonId[]> => {
    const found = await Promise.all(
      subjects.map((subject) => ports.records.identities.find(users, tenant, subject)),
    );
    return found.flatMap((identity) => identity?.person ?? []);
  };
  for (const room of rooms) {
    const there = await personsOf(usersIn(seats, room));
    const seen = await personsOf(usersIn(left, room));
    const counted = room.attendances.filter(({ how, since }) => how === 'voice' && since !== null);
    // Who came by code may sit in the real room: they go only when they were seen leaving.
    const silent = isAll ? counted.map(({ person }) => person).filter((one) => !there.includes(one)) : [];
    const gone = [...seen.filter((one) => !there.includes(one)), ...silent];
    await retryStale(() => notePresence(ports, { room: room.id, there, gone, goneAt: lastHeard }));
  }
  return { rooms: rooms.length };
}

const usersIn = (seats: ReadonlyMap<string, string>, { channel }: Room): readonly string[] =>
  [...seats].filter(([, seat]) => seat === channel).map(([user]) => user);

async function openVoiceRooms({
  records,
  clock,
}: Pick<Ports, 'records' | 'clock'>): Promise<readonly Room[]> {
  const now = clock.now();
  return (await records.rooms.open()).filter((room) => room.channel !== null && !isOver(room, now));
}

/** The groups in which a voice channel counts now. */
export async function listGroupsWithVoice(
  ports: Pick<Ports, 'records' | 'clock'>,
): Promise<readonly Community[]> {
  const ids = (await openVoiceRooms(ports)).flatMap(({ community }) => community ?? []);
  return ids.length > 0 ? ports.records.communities.byIds([...new Set(ids)]) : [];
}
