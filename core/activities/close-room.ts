import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { PersonId, RoomId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Confirmations, ConfirmRefusal } from './confirm.ts';
import { confirmByHand } from './confirm-by-hand.ts';
import { minutesOf, type Room } from './room.ts';
import { leads } from './see-room.ts';
import { type UndoConfirmationRefusal, undoConfirmation } from './undo-confirmation.ts';

export const CloseRoom = z.object({ room: RoomId });
export type CloseRoom = z.infer<typeof CloseRoom>;

/** No code is good any more; the list waits for the leader's word. Twice is once. */
export async function closeRoom(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { room: id }: CloseRoom,
): Promise<Outcome<Room, NotFound>> {
  const room = await readLed({ records }, by, id);
  if (!room) return refused({ why: 'not-found' });
  if (room.state !== 'open') return done(room);
  const now = clock.now();
  const closed: Room = {
    ...room,
    state: 'closed',
    closedAt: now,
    attendances: room.attendances.map((one) => ({
      ...one,
      minutes: minutesOf(one, { closedAt: now }, now),
      since: null,
    })),
  };
  await records.keep({ room: [closed] }, [
    domainEvent(by, 'room.closed', { room: room.id, activity: room.activity }),
  ]);
  return done({ ...closed, revision: closed.revision + 1 });
}

export const ConfirmRoom = z.object({ room: RoomId, persons: z.array(PersonId).min(1).max(200) });
export type ConfirmRoom = z.infer<typeof ConfirmRoom>;

export type ConfirmRoomRefusal = ConfirmRefusal | { readonly why: 'room-open' };

/** The leader's word on who was there: attendance from now on. Until then nothing is issued. */
export async function confirmRoom(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  { room: id, persons }: ConfirmRoom,
): Promise<Outcome<Confirmations, ConfirmRoomRefusal>> {
  const room = await readLed(ports, by, id);
  if (!room) return refused({ why: 'not-found' });
  if (room.state === 'open') return refused({ why: 'room-open' });
  const there = persons.filter((person) => room.attendances.some((one) => one.person === person));
  if (there.length === 0) return refused({ why: 'not-found' });
  const at = ports.clock.now();
  const confirmed = await confirmByHand(
    ports,
    by,
    { activity: room.activity, persons: there, wereSeen: true },
    'attendance',
  );
  if (confirmed.refused || room.state === 'confirmed') return confirmed;
  const word = { persons: confirmed.done.rows.filter(isThere).map(({ person }) => person), at };
  await ports.records.keep({ room: [{ ...room, state: 'confirmed', confirmed: word }] }, [
    domainEvent(by, 'room.confirmed', { room: room.id, activity: room.activity }),
  ]);
  return confirmed;
}

export const UndoRoom = z.object({ room: RoomId });
export type UndoRoom = z.infer<typeof UndoRoom>;

/** Takes the word about everybody on the list back within 10 s, before anything followed; the list waits again. */
export async function undoRoom(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { room: id }: UndoRoom,
): Promise<Outcome<Room, UndoConfirmationRefusal>> {
  const room = await readLed(ports, by, id);
  if (!room) return refused({ why: 'not-found' });
  if (!room.confirmed) return done(room);
  const persons = await confirmedSince(ports, room, room.confirmed);
  if (persons.length > 0) {
    const undone = await undoConfirmation(ports, by, { activity: room.activity, persons });
    if (undone.refused) return refused(undone.refused);
  }
  const waiting: Room = { ...room, state: 'closed', confirmed: null };
  await ports.records.keep({ room: [waiting] });
  return done({ ...waiting, revision: waiting.revision + 1 });
}

const isThere = ({ result }: Confirmations['rows'][number]): boolean =>
  result === 'confirmed' || result === 'has-it';

/** Who had it before has it by another word. */
async function confirmedSince(
  { records }: Pick<Ports, 'records'>,
  { activity }: Room,
  { persons, at }: NonNullable<Room['confirmed']>,
): Promise<PersonId[]> {
  const subject = { kind: 'activity', id: activity } as const;
  const enrolments = await Promise.all(persons.map((person) => records.enrolments.one(person, subject)));
  return enrolments.flatMap((one) => (one?.confirmed && one.confirmed.at >= at ? [one.person] : []));
}

async function readLed({ records }: Pick<Ports, 'records'>, by: Someone, id: RoomId): Promise<Room | null> {
  const room = await records.rooms.byId(id);
  const activity = room && (await records.activities.byId(room.activity));
  return room && activity && leads(by, room, activity) ? room : null;
}
