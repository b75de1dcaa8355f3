import type { OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Audience } from '../lists.ts';

export const platformFamilies = ['moodle', 'canvas', 'generic'] as const;
export type PlatformFamily = (typeof platformFamilies)[number];

/** One school, or one installation of the tool, behind a platform: it comes in only by the organiser's word. */
export interface PlatformSchool {
  readonly id: string;
  readonly status: 'approved' | 'pending' | 'blocked';
  readonly firstSeen: Instant;
  /** What it calls itself; null: it did not say. */
  readonly name: string | null;
  /** The course that it was first opened from; null: not opened yet, or from none. */
  readonly course: string | null;
  /** Another site that opens us as if it were this one, since then: a copy of it, or itself after a move. Null: none. */
  readonly otherSite: { readonly name: string | null; readonly firstSeen: Instant } | null;
}

/** A learning platform that is connected with an organiser. */
export interface ConnectedPlatform {
  readonly id: string;
  /** The web address by which it is known. */
  readonly address: string;
  readonly clientId: string;
  readonly family: PlatformFamily;
  readonly isActive: boolean;
  /** Those that wait first, then by the moment they were first seen. */
  readonly schools: readonly PlatformSchool[];
}

/** Which learning platforms are connected, and which schools behind them are let in. Judges nobody's rights. */
export interface Platforms {
  of(organiser: OrganiserId): Promise<readonly ConnectedPlatform[]>;
  decide(platform: string, school: string, status: 'approved' | 'blocked'): Promise<void>;
  /** The other site is the one that we know from now on. */
  takeOver(platform: string, school: string): Promise<void>;
  switchTo(platform: string, isActive: boolean): Promise<void>;
  /** An address by which one platform connects itself, once. Shown only here. */
  invite(
    organiser: OrganiserId,
    family: PlatformFamily,
    audience: Audience,
  ): Promise<{ readonly url: string; readonly expiresAt: Instant }>;
}
