import { declineEndorsement } from '../../../../core/endorsements/end-endorsement.ts';
import { opportunityKinds } from '../../../../core/endorsements/opportunity.ts';
import { signAsOrganiser } from '../../../../core/endorsements/write-endorsement.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import type { Form } from '../../form.ts';
import { limits } from '../../limits.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { cut, own, tell } from '../../text.ts';

import type { EndorseSaid } from './answer.ts';
import type { Waiting } from './requests.ts';

/** The words, and what holders are offered. */
export function formFor(asker: KnownAsker, { endorsement }: Waiting, said: EndorseSaid = {}): Form {
  const word = saying(asker);
  return {
    id: actionId('endorse.answer', endorsement.id, 0, 'form'),
    title: cut(word('chat.button.endorse'), limits.formTitle),
    submit: cut(word('chat.button.send'), limits.formTitle),
    fields: [
      {
        name: 'text',
        kind: 'text',
        label: word('chat.endorse.text'),
        hint: word('chat.endorse.text.hint'),
        required: true,
        least: 10,
        most: 2000,
        lines: 'many',
        ...(said.text ? { value: said.text } : {}),
      },
      {
        name: 'kind',
        kind: 'pick',
        label: word('chat.endorse.kind'),
        required: false,
        options: opportunityKinds.map((value) => ({ value, label: word(`opportunity.kind.${value}`) })),
        ...(said.kind ? { value: said.kind } : {}),
      },
      {
        name: 'what',
        kind: 'text',
        label: word('chat.endorse.what'),
        required: false,
        most: 500,
        lines: 'one',
        ...(said.what ? { value: said.what } : {}),
      },
      {
        name: 'places',
        kind: 'text',
        label: word('chat.endorse.places'),
        required: false,
        most: 5,
        lines: 'one',
      },
    ],
  };
}

/** Signed in the organiser's name; what is missing stands beside its field. */
export async function sign(
  ports: ConversationPorts,
  asker: KnownAsker,
  waiting: Waiting,
  said: EndorseSaid,
): Promise<Reply> {
  const { text = '', kind, what, places } = said;
  if (text.length < 10) {
    const wrong = { text: saying(asker)('chat.endorse.text.hint') };
    return { show: 'wrong-fields', form: formFor(asker, waiting, said), wrong };
  }
  const signed = await signAsOrganiser(ports, asker.me, {
    endorsement: waiting.endorsement.id,
    text,
    language: asker.language,
    opportunity: what ? { kind: kind ?? 'other', what, places: places ?? null, until: null } : null,
    until: null,
  });
  if (signed.refused) return refusal(ports, asker, signed.refused);
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'endorsed',
      title: tell(asker, 'chat.endorse.done', { name: nameFor(asker, waiting.object.name) }),
      quote: [own(text)],
      actions: signed.done.opportunity
        ? [
            {
              label: word('chat.button.share'),
              style: 'primary',
              do: actionId('share', signed.done.id),
              typed: 'share',
            },
          ]
        : [],
    }),
  );
}

/** Without a reason: nobody owes one. */
export async function decline(
  ports: ConversationPorts,
  asker: KnownAsker,
  { endorsement }: Waiting,
): Promise<Reply> {
  const declined = await declineEndorsement(ports, asker.me, { endorsement: endorsement.id });
  return declined.refused
    ? refusal(ports, asker, declined.refused)
    : sentence(asker, 'chat.endorse.declined');
}
