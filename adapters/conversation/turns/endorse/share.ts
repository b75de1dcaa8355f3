import { z } from 'zod';
import { chatOf } from '../../../../core/communities/chat-settings.ts';
import { standingOf } from '../../../../core/endorsements/endorsement.ts';
import { endorserName } from '../../../../core/endorsements/list-endorsements.ts';
import { actionId } from '../../action-id.ts';
import { type Card, card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { limits } from '../../limits.ts';
import { sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { cut, joined, moment, own, type Text, tell } from '../../text.ts';

import { matching, organisersOf, type Waiting, withObjects } from './requests.ts';

export const ShareSaid = z.object({ opportunity: z.string().trim().max(120).optional() });
type ShareSaid = z.infer<typeof ShareSaid>;

/** Tells a channel that was chosen for it what holders of a badge are offered; shown first, posted by one's own click. */
export const shareOpportunity: Turn<ShareSaid, KnownAsker> = async (ports, asker, { opportunity }) => {
  const offered = await offersOf(ports, asker);
  const found = opportunity ? matching(asker, offered, opportunity) : offered;
  const [one, ...others] = found;
  if (!one) return sentence(asker, 'chat.offer.nothing');
  if (others.length > 0) return offers(asker, found);
  const channel = asker.community ? chatOf(asker.community).channels.announce : null;
  if (!channel) return sentence(asker, 'chat.offer.no-channel');
  const shown = await offerCard(ports, asker, one);
  if (asker.on?.extra === 'post') {
    const receipt = card(asker, { id: 'offered', title: tell(asker, 'chat.share.posted'), actions: [] });
    return { show: 'post', card: shown, to: { channel }, receipt };
  }
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'offer-preview',
      title: tell(asker, 'chat.offer.preview'),
      quote: joined([shown.title, shown.lead ?? []]),
      actions: [
        {
          label: word('chat.button.post'),
          style: 'primary',
          do: actionId('share', one.endorsement.id, 0, 'post'),
        },
      ],
    }),
  );
};

async function offersOf(ports: ConversationPorts, asker: KnownAsker): Promise<readonly Waiting[]> {
  const organisers = await organisersOf(ports, asker);
  const all = (await Promise.all(organisers.map((id) => ports.records.endorsements.by(id)))).flat();
  const now = ports.clock.now();
  return withObjects(
    ports,
    all.filter((one) => one.opportunity && standingOf(one, now)?.is === 'valid'),
  );
}

function offers(asker: KnownAsker, offered: readonly Waiting[]): Reply {
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'offers',
      title: tell(asker, 'chat.which', { count: offered.length }),
      items: {
        page: 1,
        pages: 1,
        list: offered.slice(0, limits.page).map(({ endorsement, object }) => ({
          title: [own(nameFor(asker, object.name))],
          detail: [own(cut(endorsement.opportunity?.what ?? '', 200))],
          action: { label: word('chat.button.this-one'), do: actionId('share', endorsement.id) },
        })),
      },
      actions: [],
    }),
  );
}

async function offerCard(
  ports: ConversationPorts,
  asker: KnownAsker,
  { endorsement, object }: Waiting,
): Promise<Card> {
  const { opportunity } = endorsement;
  const ends: Text = opportunity?.until
    ? tell(asker, 'chat.offer.until', { until: moment(opportunity.until) })
    : [];
  const places: Text = opportunity?.places
    ? tell(asker, 'chat.offer.places', { places: opportunity.places })
    : [];
  return card(asker, {
    id: 'offer',
    title: tell(asker, 'chat.offer.title', {
      endorser: await endorserName(ports, endorsement),
      name: nameFor(asker, object.name),
    }),
    lead: joined([[own(opportunity?.what ?? '')], places, ends]),
    actions: [
      {
        label: saying(asker)('chat.button.interested'),
        style: 'primary',
        open: `${ports.baseUrl}/app/opportunities/${endorsement.id}`,
      },
    ],
  });
}
