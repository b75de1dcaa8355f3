import { endorserName } from '../../../../core/endorsements/list-endorsements.ts';
import { actionId } from '../../action-id.ts';
import { type Card, card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { limits } from '../../limits.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { own, tell } from '../../text.ts';

import type { Waiting } from './requests.ts';

/** Several requests, or none of them chosen yet. */
export function queue(asker: KnownAsker, waiting: readonly Waiting[]): Reply {
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'endorse-queue',
      title: tell(asker, 'chat.endorse.waiting', { count: waiting.length }),
      items: {
        page: 1,
        pages: 1,
        list: waiting.slice(0, limits.page).map(({ endorsement, object }) => ({
          title: [own(nameFor(asker, object.name))],
          detail: [own(object.organiserName)],
          action: {
            label: word('chat.button.open'),
            do: actionId('endorse.answer', endorsement.id),
            typed: `endorse ${nameFor(asker, object.name)}`,
          },
        })),
      },
      ...(waiting.length > limits.page
        ? { note: tell(asker, 'chat.and-more', { count: waiting.length - limits.page }) }
        : {}),
      actions: [],
    }),
  );
}

/** One request: who asks, in their own words, and the two answers. */
export async function requestCard(
  ports: ConversationPorts,
  asker: KnownAsker,
  { endorsement, object }: Waiting,
): Promise<Card> {
  const word = saying(asker);
  const name = nameFor(asker, object.name);
  return card(asker, {
    id: 'endorse',
    version: object.version,
    title: tell(asker, 'chat.endorse.asks', { organiser: object.organiserName, name }),
    lead: tell(asker, 'chat.endorse.for', { endorser: await endorserName(ports, endorsement) }),
    ...(endorsement.request ? { quote: [own(endorsement.request)] } : {}),
    note: tell(asker, 'chat.endorse.note'),
    actions: [
      {
        label: word('chat.button.endorse'),
        style: 'primary',
        do: actionId('endorse.answer', endorsement.id, 0, 'form'),
      },
      { label: word('chat.button.decline'), do: actionId('endorse.answer', endorsement.id, 0, 'decline') },
    ],
  });
}
