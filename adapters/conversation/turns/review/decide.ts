import type { QueueItem } from '../../../../core/evidence/queue-item.ts';
import { reportWork } from '../../../../core/evidence/report-work.ts';
import { reviewEvidence } from '../../../../core/evidence/review-evidence.ts';
import { seeWork } from '../../../../core/evidence/see-work.ts';
import { undoReview } from '../../../../core/evidence/undo-review.ts';
import type { WorkId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import type { Form } from '../../form.ts';
import { limits } from '../../limits.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { cut, moment, own, tell } from '../../text.ts';
import { itemCard } from './item-card.ts';

/** A reviewer's word on the version that they saw; a newer one is shown instead, and nothing is counted. */
export async function decide(
  ports: ConversationPorts,
  asker: KnownAsker,
  item: QueueItem,
  decision: 'approve' | 'improve' | 'reject',
  words: string | null,
): Promise<Reply> {
  const shown = asker.on?.version || item.evidence.version;
  const given = await reviewEvidence(ports, asker.me, {
    work: item.work.id,
    evidenceVersion: shown,
    decision,
    words,
  });
  if (given.refused?.why === 'moved-on') {
    const fresh = await seeWork(ports, asker.me, { work: item.work.id });
    return fresh.done
      ? answers(asker, itemCard(asker, fresh.done, tell(asker, 'chat.changed')))
      : sentence(asker, 'chat.changed');
  }
  if (given.refused) return refusal(ports, asker, given.refused);
  const { undoUntil } = given.done;
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'reviewed',
      version: shown,
      title: tell(asker, `chat.review.done.${decision}`, { at: moment(given.done.review.at) }),
      lead: [own(nameFor(asker, item.task.title))],
      ...(words ? { quote: [own(words)] } : {}),
      actions: [
        { label: word('chat.button.next-review'), style: 'primary', do: actionId('review'), typed: 'review' },
        ...(undoUntil
          ? [{ label: word('chat.button.undo'), do: actionId('review', item.work.id, shown, 'undo') }]
          : []),
      ],
    }),
  );
}

/** As long as nothing followed. */
export async function undo(ports: ConversationPorts, asker: KnownAsker, work: WorkId): Promise<Reply> {
  const undone = await undoReview(ports, asker.me, { work });
  if (undone.refused) return refusal(ports, asker, undone.refused);
  const seen = await seeWork(ports, asker.me, { work });
  return seen.done
    ? answers(asker, itemCard(asker, seen.done, tell(asker, 'chat.review.undone')))
    : sentence(asker, 'chat.review.undone');
}

/** Hidden from peers at once; staff look. */
export async function report(ports: ConversationPorts, asker: KnownAsker, work: WorkId): Promise<Reply> {
  const reported = await reportWork(ports, asker.me, { work });
  return reported.refused ? refusal(ports, asker, reported.refused) : sentence(asker, 'chat.review.reported');
}

/** Without a reason nobody is sent back. */
export const reasonForm = (
  asker: KnownAsker,
  { work, evidence }: QueueItem,
  decision: 'improve' | 'reject',
): Form => {
  const word = saying(asker);
  return {
    id: actionId('review', work.id, evidence.version, decision),
    title: cut(word(`chat.review.form.${decision}`), limits.formTitle),
    submit: cut(word('chat.button.send'), limits.formTitle),
    note: tell(asker, 'chat.review.form.note'),
    fields: [
      {
        name: 'reason',
        kind: 'text',
        label: word('chat.review.reason'),
        hint: word('chat.review.reason.hint'),
        required: true,
        least: 2,
        most: 2000,
        lines: 'many',
      },
    ],
  };
};
