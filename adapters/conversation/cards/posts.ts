import type { Post } from '../../../core/communities/post.ts';
import { nameOf } from '../../../core/people/person.ts';
import { actionId } from '../action-id.ts';
import { type Card, card } from '../card.ts';
import type { ConversationPorts } from '../command.ts';
import { nameFor } from '../suggest.ts';
import { moment, own, type Reader, type Text, tell } from '../text.ts';
import { saying } from './facts.ts';

/** A post for everybody in a channel, in the community's language. Buttons answer whoever presses them, privately. */
export async function postCard(
  { records }: Pick<ConversationPorts, 'records'>,
  reader: Reader,
  post: Post,
): Promise<Card> {
  const speaker = { ...reader, person: null };
  const word = saying(reader);
  switch (post.kind) {
    case 'reviews-wait': {
      const since = post.oldest
        ? { lead: tell(reader, 'chat.post.oldest', { since: moment(post.oldest) }) }
        : {};
      return card(reader, {
        id: 'reviews-wait',
        title: tell(reader, 'chat.post.reviews-wait', { count: post.count }),
        ...since,
        actions:
          post.count > 0
            ? [
                {
                  label: word('chat.button.review'),
                  style: 'primary',
                  do: actionId('review', '', 0, 'notice'),
                  typed: 'review',
                },
              ]
            : [],
      });
    }
    case 'news-waits':
      return card(reader, {
        id: 'news-waits',
        title: tell(reader, 'chat.post.news-waits', { count: post.count }),
        actions:
          post.count > 0
            ? [
                {
                  label: word('chat.button.see-mine'),
                  style: 'primary',
                  do: actionId('playlist.progress', '', 0, 'notice'),
                },
              ]
            : [],
      });
    case 'celebrate': {
      const lines = await Promise.all(
        post.earned.map(async ({ badge, person }): Promise<Text> => {
          const [what, who] = await Promise.all([records.badges.byId(badge), records.people.byId(person)]);
          if (!what || !who) return [];
          return tell(reader, 'chat.post.celebrate', {
            name: nameOf(who),
            badge: nameFor(speaker, what.name),
          });
        }),
      );
      const [title = [], ...others] = lines.filter((line) => line.length > 0);
      const lead: Text = others.flatMap((line, at) => (at === 0 ? line : ['\n', ...line]));
      return card(reader, { id: 'celebrate', title, ...(lead.length > 0 ? { lead } : {}), actions: [] });
    }
    case 'announce': {
      const { kind, id } = post.subject;
      const thing =
        kind === 'activity' ? await records.activities.byId(id) : await records.playlists.byId(id);
      const name = thing ? nameFor(speaker, thing.name) : '';
      const about = thing && 'do' in thing ? thing.do : (thing?.about ?? null);
      return card(reader, {
        id: 'announce',
        title: tell(reader, 'chat.post.announce', { name }),
        ...(about ? { quote: [own(nameFor(speaker, about))] } : {}),
        actions: [
          {
            label: word('chat.button.open'),
            style: 'primary',
            do: actionId(kind === 'activity' ? 'activity.view' : 'playlist.view', id, 0, 'notice'),
          },
        ],
      });
    }
    case 'reported':
      return card(reader, {
        id: 'reported',
        title: tell(reader, 'chat.post.reported'),
        actions: [
          {
            label: word('chat.button.review'),
            style: 'primary',
            do: actionId('review', post.work, 0, 'notice'),
          },
        ],
      });
    case 'broken':
      return card(reader, {
        id: 'broken',
        title: tell(reader, `chat.post.broken.${post.part}`),
        actions: [],
      });
  }
}
