import type { z } from 'zod';
import type { Award } from '../../../../core/badges/award.ts';
import type { Badge } from '../../../../core/badges/badge.ts';
import { previewShare, shareAward } from '../../../../core/badges/share-award.ts';
import { nameOf } from '../../../../core/people/person.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { refusal } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { cut, own, tell } from '../../text.ts';

import type { OneBadge } from './view.ts';

/** A preview first; one click, one post. Refused with its reason until it may be seen by anyone. */
export const shareBadge: Turn<z.infer<typeof OneBadge>, KnownAsker> = async (ports, asker, { badge: id }) => {
  const [award, badge] = await Promise.all([
    ports.records.awards.latest(id, asker.me.person),
    ports.records.badges.byId(id),
  ]);
  if (!award || !badge) return refusal(ports, asker, { why: 'not-found' });
  if (asker.on?.extra === 'post' || asker.on?.extra === 'alias') {
    return posted(ports, asker, award, badge, asker.on.extra === 'alias');
  }
  const preview = await previewShare(ports, asker.me, { award: award.id });
  if (preview.refused) return refusal(ports, asker, preview.refused);
  const { may, url, isShared } = preview.done;
  if (may.verdict !== 'yes') return refusal(ports, asker, { why: 'not-shareable', because: may });
  const word = saying(asker);
  const { place } = asker.from;
  const { displayName, alias } = asker.person;
  const post = (extra: 'post' | 'alias', label: string, style: object) => ({
    label,
    ...style,
    do: actionId('badges.share', id, 0, extra),
  });
  return answers(
    asker,
    card(asker, {
      id: 'share',
      title: tell(asker, place ? 'chat.share.ask' : 'chat.share.link', {
        place: place?.name ?? '#',
        name: displayName ?? alias,
      }),
      lead: tell(asker, 'chat.share.seen', { badge: nameFor(asker, badge.name) }),
      note: tell(asker, isShared ? 'chat.share.public' : 'chat.share.will-be-public'),
      actions: [
        post('post', word(place ? 'chat.button.post' : 'chat.button.make-link'), { style: 'primary' }),
        ...(place && displayName ? [post('alias', word('chat.button.as-alias', { alias }), {})] : []),
        { label: word('chat.button.cancel'), do: actionId('badges.view', id) },
        ...(isShared ? [{ label: word('chat.button.web'), open: url }] : []),
      ],
    }),
  );
};

async function posted(
  ports: ConversationPorts,
  asker: KnownAsker,
  award: Award,
  badge: Badge,
  asAlias: boolean,
): Promise<Reply> {
  const shared = await shareAward(ports, asker.me, { award: award.id });
  if (shared.refused) return refusal(ports, asker, shared.refused);
  const word = saying(asker);
  const { url } = shared.done;
  const { place } = asker.from;
  const receipt = card(asker, {
    id: 'shared',
    title: tell(asker, place ? 'chat.share.posted' : 'chat.share.here-it-is'),
    lead: [{ link: url, to: url }],
    actions: [{ label: word('chat.button.web'), open: url }],
  });
  if (!place) return answers(asker, receipt);
  const name = asAlias ? asker.person.alias : nameOf(asker.person);
  const post = card(asker, {
    id: 'shared-badge',
    title: tell(asker, 'chat.post.celebrate', { name, badge: nameFor(asker, badge.name) }),
    quote: [own(cut(nameFor(asker, badge.description), 500))],
    actions: [{ label: word('chat.button.see-badge'), open: url }],
  });
  return { show: 'post', card: post, to: place, receipt };
}
