import type { CommunityId, PersonId } from '../ids.ts';
import type { Role, Seat } from '../lists.ts';
import type { Grant } from './grant.ts';

/** Who asks. Surfaces only say who is there; rights follow from the roles and grants on record. */
export interface Actor {
  /** Null: nobody signed in, or the operator at the command line (who is site-admin). */
  readonly person: PersonId | null;
  /** `on` is the id of an organiser, activity or location, or `site`. */
  readonly roles: readonly { readonly role: Role; readonly on: string }[];
  /** Those of the seat's community. */
  readonly grants: readonly Grant[];
  /** That of this LMS launch, or of the server or workspace that somebody writes in; null elsewhere. */
  readonly seat: { readonly community: CommunityId; readonly as: Seat } | null;
}

/** An actor who is a person: not nobody, not the operator. */
export type Someone = Actor & { readonly person: PersonId };

export const nobody: Actor = { person: null, roles: [], grants: [], seat: null };

/** Whoever runs the command line: site-admin, and acts for organisers, on record. */
export const operator: Actor = {
  person: null,
  roles: [{ role: 'site-admin', on: 'site' }],
  grants: [],
  seat: null,
};
