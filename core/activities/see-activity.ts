import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, PlaylistId } from '../ids.ts';
import { summaryOf } from '../organisers/organiser.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor, Someone } from '../people/actor.ts';
import type { Playlist } from '../playlists/playlist.ts';
import { type Progress, percent, progress } from '../playlists/progress.ts';
import type { BadgedStep, OrganiserSummary } from '../playlists/step-view.ts';
import type { Ports } from '../ports/ports.ts';
import { readBadgeView } from '../read-badge-view.ts';
import { readStep } from '../read-step.ts';
import { readStepViews } from '../read-steps.ts';
import type { Texts } from '../texts.ts';
import type { Activity } from './activity.ts';
import { asNewcomer, earnsNothing, type Standing } from './standing.ts';

/** `preview`: as somebody new would see it. `within` null: it stands alone, unless its course placed it in a playlist. */
export const SeeActivity = z.object({
  activity: ActivityId,
  within: PlaylistId.nullable().default(null),
  preview: z.boolean().default(false),
});
export type SeeActivity = z.infer<typeof SeeActivity>;

export interface ActivityView {
  readonly step: BadgedStep;
  /** Why nothing counts for this person; null: it does. */
  readonly earnsNothing: Explanation | null;
  /** Null: an organiser that is gone. */
  readonly organiser: OrganiserSummary | null;
  /** The playlist whose step this is; null: it stands alone. */
  readonly within: {
    readonly playlist: PlaylistId;
    readonly name: Texts;
    readonly progress: Progress;
    readonly percent: number;
    /** What stands in its steps, since reasons name other steps. */
    readonly activities: readonly Activity[];
  } | null;
}

/** One activity with all that its learner can do there. Opening it completes nothing. */
export async function seeActivity(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: SeeActivity,
): Promise<Outcome<ActivityView, NotFound>> {
  const facts = await readStep(ports, by, input);
  if (!facts) return refused({ why: 'not-found' });
  const { activity, within } = facts;
  const standing = input.preview ? asNewcomer(facts.standing) : facts.standing;

  const own = within?.steps.find((step) => step.activity === activity.id);
  const { isMandatory, position } = own ?? { isMandatory: true, position: null };
  const who = learner(by, input.preview);
  const [organiser, activities, badge, [step]] = await Promise.all([
    ports.records.organisers.byId(activity.organiser),
    ports.records.activities.byIds(within?.steps.map((one) => one.activity) ?? []),
    readBadgeView(ports, who?.person ?? null, activity.badge),
    readStepViews(ports, who, [{ ...facts, standing, isMandatory, position }]),
  ]);
  if (!step) return refused({ why: 'not-found' });
  return done({
    step: { ...step, badge },
    earnsNothing: earnsNothing(standing),
    organiser: organiser && summaryOf(organiser),
    within: within && { ...withinView(within, standing), activities },
  });
}

const learner = (by: Actor, isPreview: boolean): Someone | null =>
  by.person && !isPreview ? { ...by, person: by.person } : null;

function withinView(playlist: Playlist, { completed }: Standing) {
  const sum = progress(playlist, completed);
  return { playlist: playlist.id, name: playlist.name, progress: sum, percent: percent(sum) };
}
