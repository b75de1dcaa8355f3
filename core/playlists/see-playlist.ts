import { z } from 'zod';
import type { Enrolment } from '../activities/enrolment.ts';
import {
  asNewcomer,
  earnsNothing,
  enrolmentIn,
  isJoined,
  mayNotAct,
  placementsOf,
  type Standing,
} from '../activities/standing.ts';
import type { BadgeView } from '../badges/badge-view.ts';
import type { Explanation } from '../explanation.ts';
import { PlaylistId } from '../ids.ts';
import { summaryOf } from '../organisers/organiser.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor, Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readBadgeView } from '../read-badge-view.ts';
import { readPlaylist } from '../read-playlist.ts';
import { seesActivity, takenPlaces } from '../read-step.ts';
import { readStepViews } from '../read-steps.ts';
import type { Texts } from '../texts.ts';
import { organiserOf, type Playlist } from './playlist.ts';
import { type Progress, percent, progress } from './progress.ts';
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
  { playlist: id, preview }: SeePlaylist,
): Promise<Outcome<PlaylistView, NotFound>> {
  const read = await readPlaylist(ports, by, id);
  if (!read) return refused({ why: 'not-found' });
  const { playlist } = read;
  const standing = preview ? asNewcomer(read.standing) : read.standing;
  const who = by.person && !preview ? { ...by, person: by.person } : null;

  const [steps, organiser, badge, next] = await Promise.all([
    readSteps(ports, by, who, playlist, standing),
    readOrganiser(ports, playlist),
    readBadgeView(ports, who?.person ?? null, playlist.badge),
    readNext(ports, by, playlist),
  ]);
  const sum = progress(playlist, standing.completed);
  const enrolment = enrolmentIn(standing, { kind: 'playlist', id });
  return done({
    playlist,
    organiser,
    progress: sum,
    percent: percent(sum),
    enrolment: enrolment?.state ?? null,
    canJoin: mayNotAct(standing) === null && playlist.state === 'published' && !isJoined(enrolment),
    earnsNothing: earnsNothing(standing),
    steps,
    badge,
    next,
    peersQueue: steps.reduce((total, { peersQueue }) => total + peersQueue, 0),
  });
}

/** Steps that this person may not see are left out, and so are activities that are gone. */
async function readSteps(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  who: Someone | null,
  playlist: Playlist,
  standing: Standing,
): Promise<readonly StepView[]> {
  const activities = await ports.records.activities.byIds(playlist.steps.map(({ activity }) => activity));
  const seen = activities
    .map((activity) => ({ activity, placed: placementsOf(standing, activity.id, [playlist.id]) }))
    .filter(({ activity, placed }) => seesActivity(activity, by, standing, placed));
  const facts = await Promise.all(
    seen.map(async ({ activity, placed }) => {
      const step = playlist.steps.find((one) => one.activity === activity.id);
      const { position, isMandatory } = step ?? { position: null, isMandatory: false };
      const taken = await takenPlaces(ports, activity);
      return { activity, within: playlist, standing, placed, taken, position, isMandatory };
    }),
  );
  return readStepViews(ports, who, facts);
}

async function readOrganiser({ records }: Pick<Ports, 'records'>, playlist: Playlist) {
  const id = organiserOf(playlist);
  const organiser = id && (await records.organisers.byId(id));
  return organiser && summaryOf(organiser);
}

async function readNext(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { next }: Playlist,
): Promise<PlaylistView['next']> {
  const read = next && (await readPlaylist(ports, by, next));
  return read ? { playlist: read.playlist.id, name: read.playlist.name } : null;
}
