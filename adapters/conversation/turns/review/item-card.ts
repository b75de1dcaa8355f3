import type { QueueItem } from '../../../../core/evidence/queue-item.ts';
import { type ActionId, actionId } from '../../action-id.ts';
import { type Action, type Card, card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker } from '../../command.ts';
import { nameFor } from '../../suggest.ts';
import { cut, day, joined, own, type Text, tell } from '../../text.ts';

/** The point first, the words quoted, files by what their author says can be seen. */
export function itemCard(asker: KnownAsker, item: QueueItem, happened?: Text): Card {
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
      ...others.slice(0, 5).map((value) => ({ label: word('chat.review.with-it'), value })),
      ...amongStaff(asker, item),
    ],
    note: isOpen ? tell(asker, 'chat.review.secret') : tell(asker, `work.state.${item.work.state}`),
    actions: buttons(asker, item),
    ...(isOpen || item.amongStaff ? { more: seldom(asker, item, isOpen) } : {}),
  });
}

/** Who takes it on, and the latest words of the reviewers to each other. */
function amongStaff(asker: KnownAsker, { amongStaff: theirs }: QueueItem) {
  const word = saying(asker);
  if (!theirs) return [];
  return [
    ...(theirs.assignedTo ? [{ label: word('review.assigned'), value: [own(theirs.assignedTo)] }] : []),
    ...theirs.notes.slice(-3).map(({ by, words, at }) => ({
      label: word('review.note'),
      value: joined([[own(by)], [day(at)], [own(cut(words, 300))]]),
    })),
  ];
}

/** Reporting is on every piece that somebody may answer; the rest is for organisers. */
function seldom(
  asker: KnownAsker,
  { work, evidence, mayReject, amongStaff: theirs }: QueueItem,
  isOpen: boolean,
): readonly Action[] {
  const word = saying(asker);
  const to = (extra: string): ActionId => actionId('review', work.id, evidence.version, extra);
  return [
    ...(theirs
      ? [
          { label: word('chat.button.assign'), do: to('assign'), typed: `review ${work.id} assign` },
          { label: word('chat.button.note'), do: to('note'), typed: `review ${work.id} note: …` },
        ]
      : []),
    ...(isOpen
      ? [{ label: word('chat.button.report'), do: to('report'), typed: `review ${work.id} report` }]
      : []),
    ...(mayReject.verdict === 'yes'
      ? [
          {
            label: word('chat.button.reject'),
            style: 'danger' as const,
            do: to('reject'),
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
