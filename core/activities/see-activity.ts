import { z } from 'zod';
import { ActivityId, PlaylistId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Progress } from '../playlists/progress.ts';
import type { OrganiserSummary, StepView } from '../playlists/step-view.ts';
import type { Ports } from '../ports/ports.ts';
import type { Texts } from '../texts.ts';

/** `preview`: as somebody new would see it. `within` null: it stands alone, unless its course placed it in a playlist. */
export const SeeActivity = z.object({
  activity: ActivityId,
  within: PlaylistId.nullable().default(null),
  preview: z.boolean().default(false),
});
export type SeeActivity = z.infer<typeof SeeActivity>;

export interface ActivityView {
  readonly step: StepView;
  /** Null: an organiser that is gone. */
  readonly organiser: OrganiserSummary | null;
  /** The playlist whose step this is; null: it stands alone. */
  readonly within: {
    readonly playlist: PlaylistId;
    readonly name: Texts;
    readonly progress: Progress;
    readonly percent: number;
  } | null;
}

/** One activity with all that its learner can do there. Opening it completes nothing. */
export async function seeActivity(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: SeeActivity,
): Promise<Outcome<ActivityView, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
