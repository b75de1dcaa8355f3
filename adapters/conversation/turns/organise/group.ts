import { z } from 'zod';
import { showGroup } from '../../../../core/communities/show-group.ts';
import { PlaylistId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { own, type Text, tell } from '../../text.ts';

export const GroupSaid = z.object({ playlist: PlaylistId });

/** How a group stands in a playlist: totals of each step, nobody ranked. */
export const groupProgress: Turn<z.infer<typeof GroupSaid>, KnownAsker> = async (
  ports,
  asker,
  { playlist },
) => {
  const { community } = asker;
  if (!community) return sentence(asker, 'chat.announce.nowhere');
  const shown = await showGroup(ports, asker.me, { community: community.id, playlist });
  if (shown.refused) return refusal(ports, asker, shown.refused);
  const { steps, joined: members } = shown.done;
  return answers(
    asker,
    card(asker, {
      id: 'group',
      title: [own(nameFor(asker, shown.done.playlist.name))],
      lead: tell(asker, 'chat.group.joined', { count: members }),
      quote: steps.flatMap(
        ({ activity, done, waiting }, at): Text => [
          ...(at > 0 ? ['\n'] : []),
          own(nameFor(asker, activity.name)),
          ' · ',
          ...tell(asker, 'chat.group.step', { done, waiting }),
        ],
      ),
      actions: [
        {
          label: saying(asker)('chat.button.review'),
          style: 'primary',
          do: actionId('review'),
          typed: 'review',
        },
      ],
    }),
  );
};
