import { type ActivityView, seeActivity } from '../../../core/activities/see-activity.ts';
import type { ActivityId, PlaylistId, Subject } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type PlaylistView, seePlaylist } from '../../../core/playlists/see-playlist.ts';
import type { Texts } from '../../../core/texts.ts';
import type { Here } from '../here.ts';
import type { PickedItem } from '../lms-bridge.ts';
import { textHere } from '../parts/texts.tsx';

/** What a teacher looks at before placing it, as somebody new would see it. */
export type Pick =
  | { readonly subject: Extract<Subject, { kind: 'playlist' }>; readonly playlist: PlaylistView }
  | {
      readonly subject: Extract<Subject, { kind: 'activity' }>;
      readonly playlist?: never;
      readonly activity: ActivityView;
    };

type Wanted =
  | { readonly kind: 'playlists'; readonly id: PlaylistId }
  | { readonly kind: 'activities'; readonly id: ActivityId };

/** Null: not there, or not to be seen by this reader. Nothing is written. */
export async function readPick(here: Here<unknown, Someone>, wanted: Wanted): Promise<Pick | null> {
  const { ports } = here.web;
  if (wanted.kind === 'playlists') {
    const seen = await seePlaylist(ports, here.who, { playlist: wanted.id, preview: true });
    return seen.done ? { subject: { kind: 'playlist', id: wanted.id }, playlist: seen.done } : null;
  }
  const seen = await seeActivity(ports, here.who, { activity: wanted.id, within: null, preview: true });
  return seen.done ? { subject: { kind: 'activity', id: wanted.id }, activity: seen.done } : null;
}

const nameOf = (pick: Pick): Texts =>
  pick.playlist ? pick.playlist.playlist.name : pick.activity.step.activity.name;
const aboutOf = (pick: Pick): Texts | null =>
  pick.playlist ? pick.playlist.playlist.about : pick.activity.step.activity.do;

export const titleOf = (here: Here, pick: Pick): string => textHere(here, nameOf(pick));

/**
 * The links for the course. A whole thing is one link with a column. Each activity apart: a link for the playlist,
 * one per activity; columns for the playlist and for what is needed.
 */
export function itemsOf(
  here: Here,
  pick: Pick,
  { mode, deadline }: { readonly mode: PickedItem['mode']; readonly deadline: PickedItem['deadline'] },
): readonly PickedItem[] {
  const about = aboutOf(pick);
  const head: PickedItem = {
    subject: pick.subject,
    within: null,
    mode: pick.playlist ? mode : 'whole',
    withColumn: true,
    deadline,
    title: titleOf(here, pick),
    text: about ? textHere(here, about) : '',
  };
  if (!pick.playlist || mode === 'whole') return [head];
  const within = pick.playlist.playlist.id;
  const steps = pick.playlist.steps.map(
    ({ activity, isMandatory }): PickedItem => ({
      subject: { kind: 'activity', id: activity.id },
      within,
      mode,
      withColumn: isMandatory,
      // What is optional is due at no time.
      deadline: isMandatory ? deadline : null,
      title: textHere(here, activity.name),
      text: activity.do ? textHere(here, activity.do) : '',
    }),
  );
  return [head, ...steps];
}
