import type { ActivityId, CommunityId, PersonId, RoomId } from '../ids.ts';
import { type Instant, later, millis, minuteMs, undoMs } from '../instant.ts';

/** Presence that is counted: people check in with a code that changes, and the leader confirms who was there. */
export interface Room {
  readonly id: RoomId;
  readonly revision: number;
  readonly activity: ActivityId;
  readonly leader: PersonId;
  readonly state: 'open' | 'closed' | 'confirmed' | 'cancelled';
  readonly opensAt: Instant;
  /** Null: it is open. */
  readonly closedAt: Instant | null;
  /** 10..300; how long one code is the current one. */
  readonly rotateSeconds: number;
  /** Who was there for less is greyed on the list; 0: being there is enough. */
  readonly minMinutes: number;
  /** Null: opened on the web. */
  readonly community: CommunityId | null;
  /** The voice or stage channel whose minutes count, by the platform's id; null: codes only. */
  readonly channel: string | null;
  readonly attendances: readonly Attendance[];
  /** Who was there by its leader's word, those who had it before among them; undone as a whole; left out or null: none, or it was undone. */
  readonly confirmed?: { readonly persons: readonly PersonId[]; readonly at: Instant } | null;
}

/** Until then the list's confirmation can be undone; null: there is none. */
export const roomUndoUntil = ({ confirmed }: Room): Instant | null =>
  confirmed ? later(confirmed.at, undoMs) : null;

export interface Attendance {
  readonly person: PersonId;
  readonly how: 'scan' | 'voice' | 'hand';
  /** Of earlier stretches. */
  readonly minutes: number;
  /** When the present stretch began; null: they are not there now. */
  readonly since: Instant | null;
}

/** Whole minutes that somebody was there, counted to the end of the room or to now. */
export function minutesOf(
  { minutes, since }: Attendance,
  { closedAt }: Pick<Room, 'closedAt'>,
  now: Instant,
): number {
  const end = closedAt ?? now;
  const present = since && end > since ? Math.floor((millis(end) - millis(since)) / minuteMs) : 0;
  return minutes + present;
}

/** Nobody forgets a room open for ever: after half a day it is over. */
export const longestMs = 12 * 60 * minuteMs;
export const isOver = ({ opensAt, state }: Room, now: Instant): boolean =>
  state !== 'open' || now >= later(opensAt, longestMs);

/** The slot that a moment is in; codes of this and the one before are good. */
export const slotOf = (
  { opensAt, rotateSeconds }: Pick<Room, 'opensAt' | 'rotateSeconds'>,
  now: Instant,
): number => Math.floor((millis(now) - millis(opensAt)) / (rotateSeconds * 1000));
