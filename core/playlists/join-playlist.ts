import { z } from 'zod';
import { joinedPlaylist } from '../activities/enrol.ts';
import type { Enrolment } from '../activities/enrolment.ts';
import { mayNotAct } from '../activities/standing.ts';
import { PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readPlaylist } from '../read-playlist.ts';

export const JoinPlaylist = z.object({ playlist: PlaylistId });
export type JoinPlaylist = z.infer<typeof JoinPlaylist>;

export type JoinPlaylistRefusal =
  | NotFound
  /** A teacher of the course or a visitor. */
  | NotAllowed
  | { readonly why: 'unpublished' };

/** Joins a playlist; what was done before in any tool counts at once. Twice is once. */
export async function joinPlaylist(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  { playlist: id }: JoinPlaylist,
): Promise<Outcome<Enrolment, JoinPlaylistRefusal>> {
  const read = await readPlaylist(ports, by, id);
  if (!read) return refused({ why: 'not-found' });
  const { playlist, standing } = read;
  const because = mayNotAct(standing);
  if (because) return refused({ why: 'not-allowed', because });

  const { own, enrolment, events } = joinedPlaylist(by, playlist, standing, ports.ids, false);
  if (enrolment.length === 0) return done(own);
  if (playlist.state !== 'published') return refused({ why: 'unpublished' });
  await ports.records.keep({ enrolment }, events);
  return done(own);
}
