import type { ActivityView } from '../../../core/activities/see-activity.ts';
import type { BadgedStep } from '../../../core/playlists/step-view.ts';
import { actionId } from '../action-id.ts';
import { type Action, type Card, card } from '../card.ts';
import type { Asker, ConversationPorts } from '../command.ts';
import { limits } from '../limits.ts';
import { reasonText, tellingFor, withTasks } from '../refuse.ts';
import { nameFor } from '../suggest.ts';
import { cut, joined, moment, own, type Text, tell } from '../text.ts';
import { say } from '../words/say.ts';
import { howLongOf, saying, signs, whenOf, whereOf } from './facts.ts';

/**
 * One activity: what it is, where one stands, the one thing to do next.
 * @param happened what was just done, told first
 */
export async function activityCard(
  ports: Pick<ConversationPorts, 'records' | 'clock' | 'baseUrl'>,
  asker: Asker,
  view: ActivityView,
  happened?: Text,
): Promise<Card> {
  const { step, organiser } = view;
  const { activity } = step;
  const telling = withTasks(
    await tellingFor(ports, asker, step.explanation, step.completion),
    asker,
    activity.tasks,
  );
  const name: Text = [own(nameFor(asker, activity.name))];
  const shown = step.state === 'locked' ? step.explanation : step.completion;
  const standing = joined([
    [`${signs[step.state]} ${say(asker.language, `step.state.${step.state}`)}`],
    asker.me ? reasonText(telling, shown) : [],
  ]);
  const about = activity.do ? [own(cut(nameFor(asker, activity.do), 600))] : [];
  return card(asker, {
    id: 'activity',
    version: activity.version,
    title: happened ?? name,
    lead: joined(happened ? [name, standing] : [standing]),
    ...(about.length > 0 ? { quote: about } : {}),
    fields: await fieldsOf(ports, asker, view, organiser?.name ?? null),
    ...(step.tasks.length > 0 ? { items: tasksOf(asker, step) } : {}),
    actions: actionsOf(asker, step).slice(0, limits.actions),
    more: moreOf(asker, step, ports.baseUrl),
  });
}

async function fieldsOf(
  { records }: Pick<ConversationPorts, 'records'>,
  asker: Asker,
  { step, within }: ActivityView,
  organiser: string | null,
) {
  const { activity, badge } = step;
  const word = saying(asker);
  const { when, capacity, applyBefore, skills } = activity;
  const taken =
    when && capacity !== null
      ? await records.enrolments.count({ kind: 'activity', id: activity.id }, null)
      : null;
  const field = (key: Parameters<typeof word>[0], value: Text) =>
    value.length > 0 ? [{ label: word(key), value }] : [];
  return [
    ...(organiser ? field('chat.field.organiser', [own(organiser)]) : []),
    ...(within ? field('chat.field.playlist', [own(nameFor(asker, within.name))]) : []),
    ...field('chat.field.type', [word(`activity-type.${activity.type}`)]),
    ...field('chat.field.when', whenOf(asker, activity)),
    ...(applyBefore ? field('chat.field.deadline', [moment(applyBefore)]) : []),
    ...field('chat.field.place', whereOf(asker, activity)),
    ...field('chat.field.duration', howLongOf(asker, activity)),
    ...(taken !== null && capacity !== null
      ? field(
          'chat.field.places',
          tell(asker, 'chat.fact.places', { left: Math.max(0, capacity - taken), all: capacity }),
        )
      : []),
    ...(skills.length > 0
      ? field('chat.field.skills', [own(cut(skills.join(', ').replaceAll('-', ' '), 200))])
      : []),
    ...(badge ? field('chat.field.badge', [own(nameFor(asker, badge.badge.name))]) : []),
  ].slice(0, limits.fields);
}

function tasksOf(asker: Asker, { tasks, activity }: BadgedStep) {
  const list = tasks.slice(0, limits.page).map((one) => ({
    title: [own(nameFor(asker, one.task.title))],
    detail: joined([[say(asker.language, `work.state.${one.state}`)], wayOf(asker, one.task)]),
    ...(one.canSubmit
      ? {
          action: {
            label: say(asker.language, 'chat.button.send-evidence'),
            do: actionId('activity.evidence', activity.id, 0, one.task.id),
            typed: `evidence ${nameFor(asker, activity.name)}`,
          },
        }
      : {}),
    ...(one.canTakeBack
      ? {
          action: {
            label: say(asker.language, 'chat.button.take-back'),
            do: actionId('activity.takeback', activity.id),
            typed: `takeback ${nameFor(asker, activity.name)}`,
          },
        }
      : {}),
  }));
  return { page: 1, pages: 1, list };
}

const wayOf = (asker: Asker, { check }: BadgedStep['tasks'][number]['task']): Text =>
  check.who === 'self'
    ? tell(asker, 'task.check.self')
    : tell(asker, check.who === 'organisers' ? 'task.check.organisers' : 'task.check.peers', {
        count: check.count,
      });

/** The first is the one to press. */
function actionsOf(asker: Asker, step: BadgedStep): readonly Action[] {
  const { activity } = step;
  const name = nameFor(asker, activity.name);
  const word = saying(asker);
  const offered: Action[] = [];
  const offer = (key: Parameters<typeof word>[0], verb: Parameters<typeof actionId>[0], typed: string) => {
    const style = offered.length === 0 ? { style: 'primary' as const } : {};
    offered.push({ label: word(key), do: actionId(verb, activity.id), typed: `${typed} ${name}`, ...style });
  };
  const ask = asker.me === null || step.canJoin;
  if (step.canDeclare) offer('chat.button.done', 'activity.done', 'done');
  if (ask && !step.canDeclare) {
    offer(
      activity.joining === 'open' ? 'chat.button.join' : 'chat.button.ask-to-join',
      'activity.join',
      'activity join',
    );
  }
  if (step.peersQueue > 0)
    offered.push({ label: word('chat.button.review'), do: actionId('review'), typed: 'review' });
  if (step.state !== 'done' && asker.me) offer('chat.button.why', 'activity.why', 'why');
  return offered;
}

function moreOf(asker: Asker, step: BadgedStep, baseUrl: string): readonly Action[] {
  const { activity } = step;
  const word = saying(asker);
  return [
    ...(step.canLeave
      ? [
          {
            label: word('chat.button.leave'),
            do: actionId('activity.leave', activity.id),
            typed: `activity leave ${nameFor(asker, activity.name)}`,
          },
        ]
      : []),
    { label: word('chat.button.web'), open: `${baseUrl}/app/activities/${activity.id}` },
  ];
}
