import type { Origin } from '../activities/activity.ts';
import type { ActivityId, BadgeId, LocationId, OrganiserId, PersonId, PlaylistId } from '../ids.ts';
import type { Visibility } from '../lists.ts';
import type { Texts } from '../texts.ts';

/** A pathway of activities. */
export interface Playlist {
  readonly id: PlaylistId;
  readonly revision: number;
  readonly name: Texts;
  readonly about: Texts | null;
  readonly sequence: 'fixed' | 'flexible';
  /** 1..50, by position. */
  readonly steps: readonly Step[];
  /** Null: it earns none. */
  readonly badge: BadgeId | null;
  readonly next: PlaylistId | null;
  readonly madeBy: { readonly organiser: OrganiserId } | { readonly person: PersonId };
  readonly location: LocationId | null;
  readonly visibility: Visibility;
  readonly state: 'draft' | 'published' | 'unpublished' | 'archived';
  readonly version: number;
  readonly origin: Origin | null;
}

export interface Step {
  readonly activity: ActivityId;
  readonly isMandatory: boolean;
  /** Counts from 1. */
  readonly position: number;
}

/** Null: learner-made. */
export const organiserOf = ({ madeBy }: Pick<Playlist, 'madeBy'>): OrganiserId | null =>
  'organiser' in madeBy ? madeBy.organiser : null;
