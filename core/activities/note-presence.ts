import { z } from 'zod';
import { PersonId, RoomId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { isOver, minutesOf, type Room } from './room.ts';

export const NotePresence = z.object({ room: RoomId, person: PersonId, isThere: z.boolean() });
export type NotePresence = z.infer<typeof NotePresence>;

/** Somebody came into the voice channel of a room, or left it; minutes of all stretches add up. Repeats change nothing. */
export async function notePresence(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  { room: id, person, isThere }: NotePresence,
): Promise<void> {
  const room = await records.rooms.byId(id);
  const now = clock.now();
  if (!room || isOver(room, now)) return;
  const before = room.attendances.find((one) => one.person === person) ?? {
    person,
    how: 'voice' as const,
    minutes: 0,
    since: null,
  };
  if ((before.since !== null) === isThere) return;
  const next = isThere
    ? { ...before, since: now }
    : { ...before, minutes: minutesOf(before, room, now), since: null };
  const others = room.attendances.filter((one) => one.person !== person);
  const noted: Room = { ...room, attendances: [...others, next] };
  await records.keep({ room: [noted] });
}
