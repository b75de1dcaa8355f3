import { z } from 'zod';
import { declareDone } from '../../../core/activities/declare-done.ts';
import { joinActivity } from '../../../core/activities/join-activity.ts';
import { leaveActivity } from '../../../core/activities/leave-activity.ts';
import { seeActivity } from '../../../core/activities/see-activity.ts';
import { ActivityId } from '../../../core/ids.ts';
import { explainStep } from '../../../core/playlists/explain-step.ts';
import { seePlaylist } from '../../../core/playlists/see-playlist.ts';
import { actionId } from '../action-id.ts';
import { card } from '../card.ts';
import { activityCard } from '../cards/activity.ts';
import { saying } from '../cards/facts.ts';
import { playlistCard } from '../cards/playlist.ts';
import type { Asker, ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { reasonText, refusal, tellingFor, withTasks } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { joined, own, type Text, tell } from '../text.ts';
import { withinOf } from '../within.ts';

export const OneActivity = z.object({ activity: ActivityId });
type Said = z.infer<typeof OneActivity>;

/** What it is, and where one stands. */
export const viewActivity: Turn<Said> = (ports, asker, { activity }) => shown(ports, asker, activity);

export const joinOne: Turn<Said, KnownAsker> = async (ports, asker, { activity }) => {
  const within = await withinOf(ports, asker, activity);
  const joinedIt = await joinActivity(ports, asker.me, { activity, within });
  if (joinedIt.refused) return refusal(ports, asker, joinedIt.refused);
  const key = joinedIt.done.state === 'requested' ? 'activity.join-requested' : 'activity.joined';
  return shown(ports, asker, activity, tell(asker, key));
};

export const leaveOne: Turn<Said, KnownAsker> = async (ports, asker, { activity }) => {
  const left = await leaveActivity(ports, asker.me, { activity });
  if (left.refused) return refusal(ports, asker, left.refused);
  return shown(ports, asker, activity, tell(asker, 'activity.left'));
};

/** "I have done it": it counts, and the playlist shows how far one is. */
export const doneOne: Turn<Said, KnownAsker> = async (ports, asker, { activity }) => {
  const within = await withinOf(ports, asker, activity);
  const declared = await declareDone(ports, asker.me, { activity, within });
  if (declared.refused) return refusal(ports, asker, declared.refused);
  const happened = tell(asker, 'activity.declared');
  const playlist = within ? await seePlaylist(ports, asker.me, { playlist: within, preview: false }) : null;
  return playlist?.done
    ? answers(asker, await playlistCard(ports, asker, playlist.done, { happened }))
    : shown(ports, asker, activity, happened);
};

/** Why it is locked, waiting or done, in the engine's own reasons, the shortest way to a yes first. */
export const whyOne: Turn<Said, KnownAsker> = async (ports, asker, { activity: id }) => {
  const within = await withinOf(ports, asker, id);
  const [explained, activity] = await Promise.all([
    explainStep(ports, asker.me, { activity: id, within }),
    ports.records.activities.byId(id),
  ]);
  if (explained.refused || !activity) return refusal(ports, asker, { why: 'not-found' });
  const { open, completion } = explained.done;
  const because = open.verdict === 'yes' ? completion : open;
  const telling = withTasks(await tellingFor(ports, asker, open, completion), asker, activity.tasks);
  const name = nameFor(asker, activity.name);
  const first = because.reason.is === 'locked-by' ? because.reason.steps[0] : undefined;
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'why',
      title: reasonText(telling, because),
      lead: joined([[own(name)], ...because.because.map((one): Text => reasonText(telling, one))], '\n'),
      actions: [
        first
          ? {
              label: word('chat.button.next-step'),
              style: 'primary',
              do: actionId('activity.view', first),
              typed: 'next',
            }
          : { label: word('chat.button.open'), do: actionId('activity.view', id), typed: `activity ${name}` },
      ],
    }),
  );
};

async function shown(
  ports: ConversationPorts,
  asker: Asker,
  activity: Said['activity'],
  happened?: Text,
): Promise<Reply> {
  const within = await withinOf(ports, asker, activity);
  const seen = await seeActivity(ports, asker.who, { activity, within, preview: false });
  if (seen.refused) return refusal(ports, asker, seen.refused);
  return answers(asker, await activityCard(ports, asker, seen.done, happened));
}
