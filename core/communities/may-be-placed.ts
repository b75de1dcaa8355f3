import type { OrganiserId } from '../ids.ts';
import type { Visibility } from '../lists.ts';

/** As much of an activity or playlist as decides where it may stand. */
export interface Placeable {
  readonly state: 'draft' | 'published' | 'unpublished' | 'archived';
  readonly visibility: Visibility;
  /** Null: learner-made. */
  readonly organiser: OrganiserId | null;
}

/**
 * May a link of this community lead to it? A link can be written by hand, so what is not for everybody
 * stands in communities of its own organiser only.
 * @param host whose community it is; null: nobody's
 */
export function mayBePlaced({ state, visibility, organiser }: Placeable, host: OrganiserId | null): boolean {
  if (state !== 'published') return false;
  if (visibility === 'anyone' || visibility === 'signed-in') return true;
  return visibility === 'organiser-people' && organiser !== null && organiser === host;
}
