import { z } from 'zod';
import type { Enrolment } from '../activities/enrolment.ts';
import type { BadgeView } from '../badges/badge-view.ts';
import type { Explanation } from '../explanation.ts';
import { PlaylistId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Texts } from '../texts.ts';
import type { Playlist } from './playlist.ts';
import type { Progress } from './progress.ts';
import type { OrganiserSummary, StepView } from './step-view.ts';

/** `preview`: as somebody new would see it, whoever asks. */
export const SeePlaylist = z.object({ playlist: PlaylistId, preview: z.boolean().default(false) });
export type SeePlaylist = z.infer<typeof SeePlaylist>;

export interface PlaylistView {
  readonly playlist: Playlist;
  /** Null: learner-made. */
  readonly organiser: OrganiserSummary | null;
  readonly progress: Progress;
  /** Whole, of the needed steps. */
  readonly percent: number;
  /** Null: never joined. */
  readonly enrolment: Enrolment['state'] | null;
  /** May this person join it? No for its teachers, test students and visitors, and for those who did. */
  readonly canJoin: boolean;
  /** Why nothing counts for this person; null: it does. */
  readonly earnsNothing: Explanation | null;
  /** In order; activities that are gone are left out. */
  readonly steps: readonly StepView[];
  /** Null: it earns none. */
  readonly badge: BadgeView | null;
  /** The playlist that goes on from here, if this person may see it. */
  readonly next: { readonly playlist: PlaylistId; readonly name: Texts } | null;
  /** How much of others' evidence in its steps waits for this person as a peer. */
  readonly peersQueue: number;
}

/** A playlist with everything that its learner's page shows. Seeing it joins nothing and completes nothing. */
export async function seePlaylist(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: SeePlaylist,
): Promise<Outcome<PlaylistView, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
