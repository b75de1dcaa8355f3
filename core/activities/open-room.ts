import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, newId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { CompletedBy } from './activity.ts';
import { isOver, type Room } from './room.ts';

export const OpenRoom = z.object({
  activity: ActivityId,
  /** Null: as the activity says. */
  minMinutes: z.number().int().min(0).max(480).nullable().default(null),
  rotateSeconds: z.number().int().min(10).max(300).default(30),
  channel: z.string().min(1).max(64).nullable().default(null),
});
export type OpenRoom = z.infer<typeof OpenRoom>;

export type OpenRoomRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'other-way'; readonly way: CompletedBy['way'] };

/** Opens a room for an activity that is completed by being there. Who opened one finds it open. */
export async function openRoom(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  { activity: id, minMinutes, rotateSeconds, channel }: OpenRoom,
): Promise<Outcome<Room, OpenRoomRefusal>> {
  const activity = await records.activities.byId(id);
  if (activity?.state !== 'published') return refused({ why: 'not-found' });
  const allowed = may.confirm(by, { organiser: activity.organiser, activity: id }, { in: [] });
  if (allowed.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, activity.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because: allowed }) : refused({ why: 'not-found' });
  }
  const { completedBy } = activity;
  if (completedBy.way !== 'attendance') return refused({ why: 'other-way', way: completedBy.way });

  const now = clock.now();
  const open = (await records.rooms.of(id)).find((room) => !isOver(room, now));
  if (open) return done(open);
  const room: Room = {
    id: newId(ids),
    revision: 0,
    activity: id,
    leader: by.person,
    state: 'open',
    opensAt: now,
    closedAt: null,
    rotateSeconds,
    minMinutes: minMinutes ?? completedBy.minMinutes,
    community: by.seat?.community ?? null,
    channel,
    attendances: [],
  };
  await records.keep({ room: [room] }, [domainEvent(by, 'room.opened', { room: room.id, activity: id })]);
  return done({ ...room, revision: 1 });
}
