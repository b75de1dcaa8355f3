import { assignReview, noteOnWork } from '../../../../core/evidence/among-staff.ts';
import type { QueueItem } from '../../../../core/evidence/queue-item.ts';
import { seeWork } from '../../../../core/evidence/see-work.ts';
import type { PersonId } from '../../../../core/ids.ts';
import { nameOf } from '../../../../core/people/person.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import type { Choice, Form } from '../../form.ts';
import { limits } from '../../limits.ts';
import { refusal, sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { cut, type Text, tell } from '../../text.ts';
import { itemCard } from './item-card.ts';

/** A word to the other reviewers: what was typed, else a form for it. */
export async function note(
  ports: ConversationPorts,
  asker: KnownAsker,
  item: QueueItem,
  words: string | undefined,
): Promise<Reply> {
  if (!item.amongStaff || words) {
    const noted = await noteOnWork(ports, asker.me, { work: item.work.id, words: words ?? '' });
    return noted.refused
      ? refusal(ports, asker, noted.refused)
      : shownAgain(ports, asker, item, tell(asker, 'review.noted'));
  }
  return { show: 'form', form: noteForm(asker, item) };
}

/** Who takes it on: the one that was chosen, else a list of those who could. */
export async function assign(
  ports: ConversationPorts,
  asker: KnownAsker,
  item: QueueItem,
  to: PersonId | undefined,
): Promise<Reply> {
  if (item.amongStaff && !to && asker.via !== 'form') {
    return { show: 'form', form: assignForm(asker, item, await reviewers(ports, asker, item)) };
  }
  const assigned = await assignReview(ports, asker.me, { work: item.work.id, to: to ?? asker.me.person });
  return assigned.refused
    ? refusal(ports, asker, assigned.refused)
    : shownAgain(ports, asker, item, tell(asker, 'review.assigned.done'));
}

async function shownAgain(
  ports: ConversationPorts,
  asker: KnownAsker,
  { work }: QueueItem,
  happened: Text,
): Promise<Reply> {
  const seen = await seeWork(ports, asker.me, { work: work.id });
  return seen.done
    ? answers(asker, itemCard(asker, seen.done, happened))
    : sentence(asker, 'chat.review.nothing');
}

/** Oneself first, then the organiser's other reviewers. */
async function reviewers(
  { records }: ConversationPorts,
  { me, person }: KnownAsker,
  { activity }: QueueItem,
): Promise<readonly Choice[]> {
  const staff = (await records.staff.at(activity.organiser)).filter(
    (one) => one.endedAt === null && one.role !== 'member' && one.person !== me.person,
  );
  const people = await records.people.byIds(staff.map((one) => one.person));
  return [person, ...people.filter(({ state }) => state === 'active')]
    .slice(0, limits.choices)
    .map((one) => ({ value: one.id, label: cut(nameOf(one), limits.choice) }));
}

function assignForm(asker: KnownAsker, { work, evidence }: QueueItem, options: readonly Choice[]): Form {
  const word = saying(asker);
  return {
    id: actionId('review', work.id, evidence.version, 'assign'),
    title: cut(word('chat.button.assign'), limits.formTitle),
    submit: cut(word('chat.button.save'), limits.formTitle),
    note: tell(asker, 'review.assign.hint'),
    fields: [
      {
        name: 'to',
        kind: 'pick',
        label: word('review.assigned'),
        required: true,
        options,
        value: asker.me.person,
      },
    ],
  };
}

function noteForm(asker: KnownAsker, { work, evidence }: QueueItem): Form {
  const word = saying(asker);
  return {
    id: actionId('review', work.id, evidence.version, 'note'),
    title: cut(word('chat.button.note'), limits.formTitle),
    submit: cut(word('chat.button.save'), limits.formTitle),
    note: tell(asker, 'review.note.hint'),
    fields: [
      {
        name: 'reason',
        kind: 'text',
        label: word('review.note'),
        required: true,
        least: 2,
        most: 1000,
        lines: 'many',
      },
    ],
  };
}
