import type { PersonId, RoomId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readNamesFor } from '../read-names.ts';
import type { Activity } from './activity.ts';
import { type Attendance, isOver, minutesOf, type Room } from './room.ts';
import { currentCode } from './room-code.ts';

export interface RoomView {
  readonly room: Room;
  readonly activity: Activity;
  /** What the screen shows now; null: the room is not open. */
  readonly code: string | null;
  /** In the order of coming. */
  readonly list: readonly {
    readonly person: PersonId;
    readonly name: string;
    readonly how: Attendance['how'];
    readonly minutes: number;
    /** Long enough; the others are greyed, and the leader may tick them all the same. */
    readonly isEnough: boolean;
  }[];
}

/** A room as its leader and the organiser's people see it; nobody else knows of it. */
export async function seeRoom(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  by: Someone,
  id: RoomId,
): Promise<Outcome<RoomView, NotFound>> {
  const room = await ports.records.rooms.byId(id);
  const activity = room && (await ports.records.activities.byId(room.activity));
  if (!room || !activity || !leads(by, room, activity)) return refused({ why: 'not-found' });
  const now = ports.clock.now();
  const nameOf = await readNamesFor(
    ports,
    activity.organiser,
    room.attendances.map(({ person }) => person),
  );
  return done({
    room,
    activity,
    code: isOver(room, now) ? null : currentCode(ports, room, now),
    list: room.attendances.map((one) => {
      const minutes = minutesOf(one, room, now);
      const { person, how } = one;
      return { person, name: nameOf(person), how, minutes, isEnough: minutes >= room.minMinutes };
    }),
  });
}

/** Who may confirm for its activity. */
export const leads = (by: Someone, { leader }: Room, { organiser, id }: Activity): boolean =>
  leader === by.person || may.confirm(by, { organiser, activity: id }, { in: [] }).verdict === 'yes';
