import { z } from 'zod';
import type { Award } from '../../../../core/badges/award.ts';
import type { Badge } from '../../../../core/badges/badge.ts';
import { actionId } from '../../action-id.ts';
import { card, type Item } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { limits } from '../../limits.ts';
import { sentence } from '../../refuse.ts';
import { answers } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { day, joined, own, tell } from '../../text.ts';

export const NoBadge = z.object({});

const mostShown = 100;

/** Those that count, newest first; a later round stands for the earlier ones. */
async function heldBy({ records }: ConversationPorts, { me }: KnownAsker): Promise<readonly Award[]> {
  const { items } = await records.awards.heldBy(me.person, { size: mostShown, after: null });
  const once = new Map<string, Award>();
  for (const award of items)
    if (!once.has(award.badge) && award.state !== 'withdrawn') once.set(award.badge, award);
  return [...once.values()];
}

/** One's badges, five at a time; those that wait say what for. */
export const wallet: Turn<z.infer<typeof NoBadge>, KnownAsker> = async (ports, asker) => {
  const word = saying(asker);
  const held = await heldBy(ports, asker);
  if (held.length === 0) {
    return sentence(asker, 'chat.badges.none', {}, [
      {
        label: word('chat.button.next-step'),
        style: 'primary',
        do: actionId('playlist.next'),
        typed: 'next',
      },
    ]);
  }
  const pages = Math.ceil(held.length / limits.page);
  const page = Math.min(pages, Number(asker.on?.extra ?? 1) || 1);
  const shown = held.slice((page - 1) * limits.page, page * limits.page);
  const badges = await ports.records.badges.byIds(shown.map(({ badge }) => badge));
  return answers(
    asker,
    card(asker, {
      id: 'wallet',
      title: tell(asker, 'chat.badges.count', { count: held.length }),
      items: {
        page,
        pages,
        list: shown.flatMap((award) => {
          const badge = badges.find(({ id }) => id === award.badge);
          return badge ? [awardItem(asker, award, badge)] : [];
        }),
      },
      actions: [
        ...(page > 1
          ? [{ label: word('chat.button.back'), do: actionId('badges.wallet', '', 0, `${page - 1}`) }]
          : []),
        ...(page < pages
          ? [{ label: word('chat.button.more'), do: actionId('badges.wallet', '', 0, `${page + 1}`) }]
          : []),
        { label: word('chat.button.open-wallet'), open: `${ports.baseUrl}/me/badges` },
      ],
    }),
  );
};

function awardItem(asker: KnownAsker, award: Award, badge: Badge): Item {
  const word = saying(asker);
  const name = nameFor(asker, badge.name);
  return {
    title: [own(name)],
    detail: joined([
      [word(`award.state.${award.state === 'withdrawn' ? 'revoked' : award.state}`)],
      award.issuedAt ? [day(award.issuedAt)] : [],
    ]),
    action: {
      label: word('chat.button.open'),
      do: actionId('badges.view', badge.id),
      typed: `badges ${name}`,
    },
  };
}
