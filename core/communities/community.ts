import type { CommunityId, OrganiserId } from '../ids.ts';
import { dayMs, type Instant, later, minuteMs } from '../instant.ts';
import type { Audience, CommunityKind } from '../lists.ts';
import type { ChatSettings } from './chat-settings.ts';

/** A group in a tool: an LMS course, a chat server, a workspace. Unique by (kind, tenant, nativeId). */
export interface Community {
  readonly id: CommunityId;
  readonly revision: number;
  readonly kind: CommunityKind;
  /** For an LMS course: registration and deployment. Two schools behind one issuer never meet. */
  readonly tenant: string;
  readonly nativeId: string;
  readonly title: string;
  /** Whose community it is; null: nobody's yet. */
  readonly organiser: OrganiserId | null;
  readonly basis: 'organiser' | 'consent';
  readonly audience: Audience;
  readonly since: Instant;
  /** The nearest one that it was copied from and that we knew then; null: none. */
  readonly copiedFrom: CommunityId | null;
  /** Null: its roster was never asked for. */
  readonly roster: RosterState | null;
  /** Of a server or workspace; absent until something was set. */
  readonly chat?: ChatSettings;
}

/** How the reading of who is there stands. */
export interface RosterState {
  /** When it was last read to its end; null: not yet. */
  readonly at: Instant | null;
  /** How many stood on it then, teachers too. */
  readonly members: number;
  /** When reading it was last tried; null: not yet. */
  readonly triedAt: Instant | null;
  /** Code of that try's trouble; null: none. The roster stays as it was. */
  readonly trouble: string | null;
}

export const rosterNotRead: RosterState = { at: null, members: 0, triedAt: null, trouble: null };

/** Day by day; a platform that did not answer is asked again sooner, one that declined is not pressed. */
export function isRosterDue({ triedAt, trouble }: RosterState, now: Instant): boolean {
  return triedAt === null || later(triedAt, trouble === 'unreachable' ? 30 * minuteMs : dayMs) <= now;
}

/** A server or workspace, in which people talk. */
export const isOfChat = ({ kind }: Pick<Community, 'kind'>): boolean => kind !== 'lms-course';
