import { z } from 'zod';
import type { Enrolment } from '../activities/enrolment.ts';
import { PlaylistId } from '../ids.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';

export const JoinPlaylist = z.object({ playlist: PlaylistId });
export type JoinPlaylist = z.infer<typeof JoinPlaylist>;

export type JoinPlaylistRefusal =
  | NotFound
  /** A test student, a teacher of the course or a visitor. */
  | NotAllowed
  | { readonly why: 'unpublished' };

/** Joins a playlist; what was done before in any tool counts at once. Twice is once. */
export async function joinPlaylist(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: JoinPlaylist,
): Promise<Outcome<Enrolment, JoinPlaylistRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
