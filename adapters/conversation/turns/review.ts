import { z } from 'zod';
import type { QueueItem } from '../../../core/evidence/queue-item.ts';
import { reportWork } from '../../../core/evidence/report-work.ts';
import { reviewEvidence } from '../../../core/evidence/review-evidence.ts';
import { seeWork } from '../../../core/evidence/see-work.ts';
import { undoReview } from '../../../core/evidence/undo-review.ts';
import { WorkId } from '../../../core/ids.ts';
import { actionId } from '../action-id.ts';
import { type Action, card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import type { Form } from '../form.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor, queueOf } from '../suggest.ts';
import { cut, joined, moment, own, type Text, tell } from '../text.ts';

export const ReviewSaid = z.object({
  item: WorkId.optional(),
  decision: z.enum(['approve', 'improve', 'reject', 'report']).optional(),
  reason: z.string().trim().max(2000).optional(),
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
  if (!decision) return answers(asker, itemCard(asker, item));
  if (decision === 'report') {
    const reported = await reportWork(ports, asker.me, { work: item.work.id });
    return reported.refused
      ? refusal(ports, asker, reported.refused)
      : sentence(asker, 'chat.review.reported');
  }
  if (decision !== 'approve' && !said.reason)
    return { show: 'form', form: reasonForm(asker, item, decision) };
  return decide(ports, asker, item, decision, said.reason ?? null);
};

const decisions = ['approve', 'improve', 'reject', 'report'] as const;

const decisionOn = ({ on }: KnownAsker): ReviewSaid['decision'] => decisions.find((one) => one === on?.extra);

async function undo(ports: ConversationPorts, asker: KnownAsker, work: WorkId): Promise<Reply> {
  const undone = await undoReview(ports, asker.me, { work });
  if (undone.refused) return refusal(ports, asker, undone.refused);
  const seen = await seeWork(ports, asker.me, { work });
  return seen.done
    ? answers(asker, itemCard(asker, seen.done, tell(asker, 'chat.review.undone')))
    : sentence(asker, 'chat.review.undone');
}

/** One's own: no controls, only that it was sent. Everything else is not there. */
async function ownOrNone(ports: ConversationPorts, asker: KnownAsker, id: WorkId): Promise<Reply> {
  const work = await ports.records.work.byId(id);
  return work?.person === asker.me.person
    ? sentence(asker, 'chat.review.own')
    : refusal(ports, asker, { why: 'not-found' });
}

async function decide(
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

/** The point first, the words quoted, files by what their author says can be seen. */
function itemCard(asker: KnownAsker, item: QueueItem, happened?: Text) {
  const word = saying(asker);
  const { evidence, task, activity, approvals } = item;
  const texts = evidence.items.flatMap((one) => (one.kind === 'text' ? [one.text] : []));
  const others: readonly Text[] = evidence.items.flatMap((one): readonly Text[] => {
    if (one.kind === 'link') return [[{ link: cut(one.url, 200), to: one.url }]];
    if (one.kind === 'text') return [];
    return [one.alt ? tell(asker, 'chat.review.file', { name: one.name, alt: one.alt }) : [own(one.name)]];
  });
  const isOpen = item.mayApprove.verdict === 'yes' || item.mayImprove.verdict === 'yes';
  return card(asker, {
    id: 'review',
    version: evidence.version,
    title: happened ?? tell(asker, 'chat.review.title', { task: nameFor(asker, task.title) }),
    lead: joined([
      [own(nameFor(asker, activity.name))],
      tell(asker, 'chat.review.version', { version: evidence.version }),
      tell(asker, 'chat.review.approvals', { reached: approvals.reached, need: approvals.need }),
    ]),
    ...(texts.length > 0 ? { quote: [own(texts.join('\n\n'))] } : {}),
    fields: [
      { label: word('chat.review.criteria'), value: [own(cut(nameFor(asker, task.instruction), 500))] },
      ...others.slice(0, 6).map((value) => ({ label: word('chat.review.with-it'), value })),
    ],
    note: isOpen ? tell(asker, 'chat.review.secret') : tell(asker, `work.state.${item.work.state}`),
    actions: buttons(asker, item),
    ...(isOpen ? { more: seldom(asker, item) } : {}),
  });
}

/** Reporting is on every piece that somebody may answer; rejecting is for organisers. */
function seldom(asker: KnownAsker, { work, evidence, mayReject }: QueueItem): readonly Action[] {
  const word = saying(asker);
  return [
    {
      label: word('chat.button.report'),
      do: actionId('review', work.id, evidence.version, 'report'),
      typed: `review ${work.id} report`,
    },
    ...(mayReject.verdict === 'yes'
      ? [
          {
            label: word('chat.button.reject'),
            style: 'danger' as const,
            do: actionId('review', work.id, evidence.version, 'reject'),
            typed: `review ${work.id} reject: …`,
          },
        ]
      : []),
  ];
}

function buttons(
  asker: KnownAsker,
  { work, evidence, mayApprove, mayImprove }: QueueItem,
): readonly Action[] {
  const word = saying(asker);
  return [
    ...(mayApprove.verdict === 'yes'
      ? [
          {
            label: word('chat.button.approve'),
            style: 'primary' as const,
            do: actionId('review', work.id, evidence.version, 'approve'),
            typed: `review ${work.id} approve`,
          },
        ]
      : []),
    ...(mayImprove.verdict === 'yes'
      ? [
          {
            label: word('chat.button.improve'),
            do: actionId('review', work.id, evidence.version, 'improve'),
            typed: `review ${work.id} improve: …`,
          },
        ]
      : []),
  ];
}

const reasonForm = (
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
