import { z } from 'zod';
import { announce } from '../../../../core/communities/announce.ts';
import { ActivityId, PlaylistId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import { postCard } from '../../cards/posts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers } from '../../reply.ts';
import { tell } from '../../text.ts';

export const AnnounceSaid = z.object({ activity: ActivityId.optional(), playlist: PlaylistId.optional() });

/** A preview first; posted where one is, once it was confirmed. */
export const announceOne: Turn<z.infer<typeof AnnounceSaid>, KnownAsker> = async (ports, asker, said) => {
  const word = saying(asker);
  const { community, from, on } = asker;
  const subject = said.playlist
    ? { kind: 'playlist' as const, id: said.playlist }
    : said.activity
      ? { kind: 'activity' as const, id: said.activity }
      : subjectOn(on);
  if (!community || !from.place) return sentence(asker, 'chat.announce.nowhere');
  if (!subject) return sentence(asker, 'chat.announce.what');
  if (on?.extra !== 'activity' && on?.extra !== 'playlist') {
    const post = await postCard(ports, asker, { kind: 'announce', subject });
    return answers(
      asker,
      card(asker, {
        id: 'announce-preview',
        title: tell(asker, 'chat.announce.ask', { place: from.place.name ?? '#' }),
        lead: post.title,
        ...(post.quote ? { quote: post.quote } : {}),
        actions: [
          {
            label: word('chat.button.post'),
            style: 'primary',
            do: actionId('organise.announce', subject.id, 0, subject.kind),
          },
          { label: word('chat.button.cancel'), do: actionId('help') },
        ],
      }),
    );
  }
  const allowed = await announce(ports, asker.me, community.id, { subject });
  if (allowed.refused) return refusal(ports, asker, allowed.refused);
  const post = await postCard(ports, asker, { kind: 'announce', subject });
  const receipt = card(asker, { id: 'announced', title: tell(asker, 'chat.share.posted'), actions: [] });
  return { show: 'post', card: post, to: from.place, receipt };
};

function subjectOn(on: KnownAsker['on']) {
  if (on?.extra === 'playlist') return { kind: 'playlist' as const, id: PlaylistId.parse(on.item) };
  if (on?.extra === 'activity') return { kind: 'activity' as const, id: ActivityId.parse(on.item) };
  return null;
}
