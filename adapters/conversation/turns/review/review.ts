import { z } from 'zod';
import { seeWork } from '../../../../core/evidence/see-work.ts';
import { PersonId, WorkId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { limits } from '../../limits.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor, queueOf } from '../../suggest.ts';
import { joined, moment, own, tell } from '../../text.ts';
import { assign, note } from './among-staff.ts';
import { decide, reasonForm, report, undo } from './decide.ts';
import { itemCard } from './item-card.ts';

export const decisions = ['approve', 'improve', 'reject', 'report', 'assign', 'note'] as const;

export const ReviewSaid = z.object({
  item: WorkId.optional(),
  decision: z.enum(decisions).optional(),
  reason: z.string().trim().max(2000).optional(),
  to: PersonId.optional(),
});
type ReviewSaid = z.infer<typeof ReviewSaid>;

/** What waits for one's word: the list, one of them, or the word itself. */
export const review: Turn<ReviewSaid, KnownAsker> = async (ports, asker, said) => {
  if (!said.item) return queue(ports, asker);
  const decision = said.decision ?? decisionOn(asker);
  if (asker.on?.extra === 'undo') return undo(ports, asker, said.item);
  const seen = await seeWork(ports, asker.me, { work: said.item });
  if (seen.refused) return ownOrNone(ports, asker, said.item);
  const item = seen.done;
  switch (decision) {
    case undefined:
      return answers(asker, itemCard(asker, item));
    case 'report':
      return report(ports, asker, item.work.id);
    case 'assign':
      return assign(ports, asker, item, said.to);
    case 'note':
      return note(ports, asker, item, said.reason);
    case 'approve':
      return decide(ports, asker, item, decision, said.reason ?? null);
    default:
      return said.reason
        ? decide(ports, asker, item, decision, said.reason)
        : { show: 'form', form: reasonForm(asker, item, decision) };
  }
};

const decisionOn = ({ on }: KnownAsker): ReviewSaid['decision'] => decisions.find((one) => one === on?.extra);

/** One's own: no controls, only that it was sent. Everything else is not there. */
async function ownOrNone(ports: ConversationPorts, asker: KnownAsker, id: WorkId): Promise<Reply> {
  const work = await ports.records.work.byId(id);
  return work?.person === asker.me.person
    ? sentence(asker, 'chat.review.own')
    : refusal(ports, asker, { why: 'not-found' });
}

/** What waits for this person as a peer, and in what they work for. */
async function queue(ports: ConversationPorts, asker: KnownAsker): Promise<Reply> {
  const waiting = await queueOf(ports, asker);
  const [only, ...others] = waiting;
  if (!only) {
    return sentence(asker, 'chat.review.nothing', {}, [
      { label: saying(asker)('chat.button.next-step'), do: actionId('playlist.next'), typed: 'next' },
    ]);
  }
  if (others.length === 0) return answers(asker, itemCard(asker, only));
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'queue',
      title: tell(asker, 'chat.review.waiting', { count: waiting.length }),
      items: {
        page: 1,
        pages: 1,
        list: waiting.slice(0, limits.page).map((item) => ({
          title: [own(nameFor(asker, item.task.title))],
          detail: joined([
            [own(nameFor(asker, item.activity.name))],
            tell(asker, 'chat.review.since', { since: moment(item.waitingSince) }),
          ]),
          action: {
            label: word('chat.button.review'),
            do: actionId('review', item.work.id, item.evidence.version),
            typed: `review ${item.work.id}`,
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
