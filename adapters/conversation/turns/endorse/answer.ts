import { z } from 'zod';
import { opportunityKinds } from '../../../../core/endorsements/opportunity.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { firstOnes } from '../../suggest.ts';

import { queue, requestCard } from './request-card.ts';
import { matching, organisersOf, requestsTo } from './requests.ts';
import { decline, formFor, sign } from './sign.ts';

export const EndorseSaid = z.object({
  request: z.string().trim().max(120).optional(),
  text: z.string().trim().max(2000).optional(),
  kind: z.enum(opportunityKinds).optional(),
  what: z.string().trim().max(500).optional(),
  places: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type EndorseSaid = z.infer<typeof EndorseSaid>;

/** Requests to stand behind something: the list, one of them, and the answer. For staff of the organiser that was asked. */
export const answerEndorsement: Turn<EndorseSaid, KnownAsker> = async (ports, asker, said) => {
  const waiting = await requestsTo(ports, asker);
  const wanted = said.request ?? '';
  const found = wanted ? matching(asker, waiting, wanted) : waiting;
  const [one, ...others] = found;
  if (!one) return nothingSo(ports, asker, wanted);
  if (others.length > 0) return queue(asker, found);
  if (asker.on?.extra === 'decline') return decline(ports, asker, one);
  if (asker.via === 'form' || said.text) return sign(ports, asker, one, said);
  if (asker.on?.extra === 'form') return { show: 'form', form: formFor(asker, one) };
  return answers(asker, await requestCard(ports, asker, one));
};

/** Their own badge is refused with the reason; anything else was answered, or nobody asked. */
async function nothingSo(ports: ConversationPorts, asker: KnownAsker, wanted: string): Promise<Reply> {
  if (!wanted) return sentence(asker, 'chat.endorse.nothing');
  const organisers = await organisersOf(ports, asker);
  const badges = (await Promise.all(organisers.map((id) => ports.records.badges.of(id)))).flat();
  const theirs = firstOnes(
    asker,
    wanted,
    badges.map(({ id, name }) => ({ id, name })),
  );
  return theirs.length > 0
    ? refusal(ports, asker, { why: 'own-object' })
    : sentence(asker, 'chat.nothing-called', { typed: wanted });
}
