import type { PersonId, RoomId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import { type Attendance, isOver, minutesOf, type Room } from './room.ts';

export interface NotePresence {
  readonly room: RoomId;
  readonly there: readonly PersonId[];
  readonly gone: readonly PersonId[];
  /** When those who are gone were last known to be there; null: now. */
  readonly goneAt: Instant | null;
}

/** Who came into the voice channel of a room, and who left it; minutes of all stretches add up. Repeats change nothing. */
export async function notePresence(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  { room: id, there, gone, goneAt }: NotePresence,
): Promise<void> {
  const room = await records.rooms.byId(id);
  const now = clock.now();
  if (!room || isOver(room, now)) return;
  const [come, left] = [new Set(there), new Set(gone)];
  const isNew = (person: PersonId) => !room.attendances.some((one) => one.person === person);
  const noted: readonly Attendance[] = [
    ...room.attendances.map((one) =>
      come.has(one.person) ? here(one, now) : left.has(one.person) ? away(one, room, goneAt ?? now) : one,
    ),
    ...[...come].filter(isNew).map((person) => here({ person, how: 'voice', minutes: 0, since: null }, now)),
  ];
  const isSame =
    noted.length === room.attendances.length && noted.every((one, at) => one === room.attendances[at]);
  if (!isSame) await records.keep({ room: [{ ...room, attendances: noted }] });
}

const here = (one: Attendance, now: Instant): Attendance =>
  one.since === null ? { ...one, since: now } : one;

const away = (one: Attendance, room: Room, at: Instant): Attendance =>
  one.since === null ? one : { ...one, minutes: minutesOf(one, room, at), since: null };
