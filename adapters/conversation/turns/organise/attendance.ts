import { z } from 'zod';
import { closeRoom } from '../../../../core/activities/close-room.ts';
import { openRoom } from '../../../../core/activities/open-room.ts';
import { ActivityId, PersonId, RoomId } from '../../../../core/ids.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal } from '../../refuse.ts';

import { confirmed, confirmForm, undone } from './confirm-list.ts';
import { roomShown } from './room-card.ts';

export const AttendanceSaid = z.object({
  activity: z.union([ActivityId, RoomId]),
  minutes: z.coerce.number().int().min(0).max(480).optional(),
  persons: z.array(PersonId).optional(),
});
type AttendanceSaid = z.infer<typeof AttendanceSaid>;

/** Room mode: opens it, shows its code, closes it, and takes the leader's word on who was there. */
export const attendance: Turn<AttendanceSaid, KnownAsker> = async (ports, asker, said) => {
  const extra = asker.on?.extra ?? null;
  if (extra === null) {
    const opened = await openRoom(ports, asker.me, {
      activity: ActivityId.parse(said.activity),
      minMinutes: said.minutes ?? null,
      rotateSeconds: 30,
      channel: asker.from.voice ?? null,
    });
    if (opened.refused) return refusal(ports, asker, opened.refused);
    return roomShown(ports, asker, opened.done.id);
  }
  const room = RoomId.parse(said.activity);
  if (extra === 'undo') return undone(ports, asker, room);
  if (extra === 'close') {
    const closed = await closeRoom(ports, asker.me, { room });
    if (closed.refused) return refusal(ports, asker, closed.refused);
  }
  if (extra === 'confirm' && asker.via === 'form') return confirmed(ports, asker, room, said.persons ?? []);
  if (extra === 'confirm') return confirmForm(ports, asker, room);
  return roomShown(ports, asker, room);
};
