import type { Placement } from '../communities/placement.ts';
import type { OrganiserId } from '../ids.ts';
import type { Visibility } from '../lists.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import { organiserOf, type Playlist } from '../playlists/playlist.ts';
import type { Enrolment } from './enrolment.ts';
import { enrolmentIn, type Standing } from './standing.ts';

export interface Seen {
  readonly visibility: Visibility;
  readonly state: 'draft' | 'published' | 'unpublished' | 'archived';
  /** Null: learner-made. */
  readonly organiser: OrganiserId | null;
  /** A host of the activity sees it. */
  readonly id: string;
}

/**
 * May somebody see an activity or a playlist? Its staff always; who joined also when it is published no more;
 * everybody else when published, by its visibility, or because it is placed in a community of theirs.
 */
export function maySee(
  thing: Seen,
  who: Actor,
  standing: Standing,
  enrolment: Enrolment | null,
  placed: readonly Placement[],
): boolean {
  if (isStaffOf(thing, who)) return true;
  if (thing.state === 'draft') return false;
  if (enrolment && stillTheirs.has(enrolment.state)) return true;
  if (thing.state !== 'published') return false;
  return placed.length > 0 || isOpenTo(thing, standing);
}

/** Its maker too; and where the playlist, or a step of it, is placed in one of their courses. */
export const maySeePlaylist = (playlist: Playlist, who: Actor, standing: Standing): boolean =>
  ('person' in playlist.madeBy && playlist.madeBy.person === who.person) ||
  maySee(
    { ...playlist, organiser: organiserOf(playlist) },
    who,
    standing,
    enrolmentIn(standing, { kind: 'playlist', id: playlist.id }),
    standing.placements.filter(({ subject, within }) => within === playlist.id || subject.id === playlist.id),
  );

const isStaffOf = ({ id, organiser }: Seen, who: Actor): boolean =>
  (organiser !== null && may.seeOrganiser(who, organiser).verdict === 'yes') ||
  who.roles.some(({ role, on }) => role === 'host' && on === id);

function isOpenTo({ visibility, organiser }: Seen, { person, communities }: Standing): boolean {
  if (visibility === 'anyone') return true;
  if (visibility === 'signed-in') return person !== null;
  if (visibility !== 'organiser-people' || !organiser) return false;
  return communities.some((community) => community.organiser === organiser);
}

const stillTheirs: ReadonlySet<Enrolment['state']> = new Set([
  'invited',
  'requested',
  'joined',
  'completed',
  'left',
]);
