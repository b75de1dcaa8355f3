import type { ActivityId, OrganiserId, PlaylistId } from '../../core/ids.ts';
import type { Playlist, Step } from '../../core/playlists/playlist.ts';
import { anId, named } from './ids.ts';
import { texts } from './texts.ts';

/** `steps('explore!', 'podcast')`: a step per activity in this order; `!` is mandatory. */
export const steps = (...names: string[]): readonly Step[] =>
  names.map((name, index) => ({
    activity: named<ActivityId>(name.replace(/!$/, '')),
    isMandatory: name.endsWith('!'),
    position: index + 1,
  }));

/** Published, of an organiser, seen by anyone. `aPlaylist('fixed', 'explore!', 'podcast')`, or with what differs. */
export function aPlaylist(sequence: Playlist['sequence'], ...names: string[]): Playlist;
export function aPlaylist(more?: Partial<Playlist>): Playlist;
export function aPlaylist(
  first: Playlist['sequence'] | Partial<Playlist> = {},
  ...names: string[]
): Playlist {
  const more = typeof first === 'string' ? { sequence: first, steps: steps(...names) } : first;
  return {
    id: anId<PlaylistId>(),
    revision: 0,
    name: texts('River guardians'),
    about: null,
    sequence: 'fixed',
    steps: steps('explore!'),
    badge: null,
    next: null,
    madeBy: { organiser: anId<OrganiserId>() },
    location: null,
    visibility: 'anyone',
    state: 'published',
    version: 1,
    origin: null,
    ...more,
  };
}

/** What the builder called the steps. */
export const namesOf = (some: readonly Step[]): readonly string[] => some.map((step) => step.activity);
