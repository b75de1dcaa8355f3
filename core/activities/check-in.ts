import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readStep } from '../read-step.ts';
import type { Activity } from './activity.ts';
import { enrolled } from './enrol.ts';
import { judgeJoining } from './judge-joining.ts';
import { isOver, type Room } from './room.ts';
import { isGoodCode, wasGoodCode } from './room-code.ts';
import { enrolmentIn, isJoined, mayNotAct } from './standing.ts';

export const CheckIn = z.object({ code: z.string().trim().min(4).max(12) });
export type CheckIn = z.infer<typeof CheckIn>;

/** `room-code-over`: it was good, and has changed since: look at the screen again. */
export type CheckInRefusal = { readonly why: 'room-code-over' } | { readonly why: 'room-code-unknown' };

export interface CheckedIn {
  readonly room: Room;
  readonly activity: Activity;
}

/** Somebody is in the room: they typed or scanned the code that it shows now. Nothing counts before the leader confirms. */
export async function checkIn(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets'>,
  by: Someone,
  { code }: CheckIn,
): Promise<Outcome<CheckedIn, CheckInRefusal>> {
  const now = ports.clock.now();
  const open = (await ports.records.rooms.open()).filter((room) => !isOver(room, now));
  const room = open.find((one) => isGoodCode(ports, one, now, code));
  if (!room) {
    const wasGood = open.some((one) => wasGoodCode(ports, one, now, code));
    return refused({ why: wasGood ? 'room-code-over' : 'room-code-unknown' });
  }
  const facts = await readStep(ports, by, { activity: room.activity, within: null });
  const activity = facts?.activity ?? (await ports.records.activities.byId(room.activity));
  if (!activity) return refused({ why: 'room-code-unknown' });
  if (room.attendances.some(({ person }) => person === by.person)) return done({ room, activity });

  const here: Room = {
    ...room,
    attendances: [...room.attendances, { person: by.person, how: 'scan', minutes: 0, since: now }],
  };
  const existing = facts && enrolmentIn(facts.standing, { kind: 'activity', id: activity.id });
  const joins =
    facts && !isJoined(existing) && !mayNotAct(facts.standing) && judgeJoining(facts).verdict === 'yes';
  const joining = joins ? enrolled(by, facts, ports.ids) : null;
  await ports.records.keep(
    { room: [here], enrolment: joining?.enrolment ?? [], activity: joining?.activity ?? [] },
    [
      ...(joining?.events ?? []),
      domainEvent(by, 'room.attended', { room: room.id, activity: activity.id, person: by.person }),
    ],
  );
  return done({ room: { ...here, revision: here.revision + 1 }, activity });
}
