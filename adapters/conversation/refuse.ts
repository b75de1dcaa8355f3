import type { Activity } from '../../core/activities/activity.ts';
import type { Explanation } from '../../core/explanation.ts';
import { actionId } from './action-id.ts';
import { card } from './card.ts';
import type { Asker, ConversationPorts } from './command.ts';
import { type Reply, shows } from './reply.ts';
import { nameFor } from './suggest.ts';
import { own, type Text, tell } from './text.ts';
import { sayReason, type Telling } from './words/reasons.ts';
import { type Refusal, sayRefusal } from './words/refusals.ts';
import { say, type WordsKey } from './words/say.ts';

type Named = Pick<Activity, 'id' | 'name'>;

/** How reasons and refusals are told to this reader; names that they mention are read before. */
export const tellingFor = (
  ports: Pick<ConversationPorts, 'records'>,
  asker: Asker,
  ...explanations: readonly Explanation[]
): Promise<Telling> => tellingWith(ports, asker, [], explanations);

/** The same where some of what they mention is at hand. */
export async function tellingWith(
  { records }: Pick<ConversationPorts, 'records'>,
  asker: Asker,
  known: readonly Named[],
  explanations: readonly Explanation[],
): Promise<Telling> {
  const names = new Map<string, string>(known.map(({ id, name }) => [id, nameFor(asker, name)]));
  const reasons = explanations.flatMap(allReasons);
  const ids = new Set(
    reasons
      .flatMap((reason) => [
        ...('activity' in reason ? [reason.activity] : []),
        ...(reason.is === 'locked-by' ? reason.steps : []),
      ])
      .filter((id) => !names.has(id)),
  );
  const activities = ids.size > 0 ? await records.activities.byIds([...ids]) : [];
  for (const { id, name } of activities) names.set(id, nameFor(asker, name));
  return { language: asker.language, zone: asker.zone, nameOf: (id) => names.get(id) ?? null };
}

function allReasons({ reason, because }: Explanation): readonly Explanation['reason'][] {
  return [reason, ...because.flatMap(allReasons)];
}

/** Tasks are called by their titles where the activity is at hand. */
export const withTasks = (
  telling: Telling,
  asker: Asker,
  tasks: readonly { readonly id: string; readonly title: Parameters<typeof nameFor>[1] }[],
): Telling => ({
  ...telling,
  nameOf(id) {
    const task = tasks.find((one) => one.id === id);
    return task ? nameFor(asker, task.title) : telling.nameOf(id);
  },
});

/** Reasons hold names that people gave, so all of the sentence counts as theirs. */
export const reasonText = (telling: Telling, { reason }: Explanation): Text => [
  own(sayReason(telling, reason)),
];

/** Why not, and what to do: a card for the person who asked. */
export async function refusal(
  ports: Pick<ConversationPorts, 'records'>,
  asker: Asker,
  refused: Refusal,
): Promise<Reply> {
  const telling =
    'because' in refused && typeof refused.because === 'object'
      ? await tellingFor(ports, asker, refused.because)
      : await tellingFor(ports, asker);
  return shows(
    card(asker, {
      id: 'refused',
      title: [own(sayRefusal(telling, refused))],
      actions: [{ label: say(asker.language, 'chat.button.help'), do: actionId('help'), typed: 'help' }],
    }),
  );
}

/** One sentence, and where to go from here. */
export const sentence = (
  asker: Asker,
  key: WordsKey,
  data: Parameters<typeof tell>[2] = {},
  actions: Parameters<typeof card>[1]['actions'] = [],
): Reply => shows(card(asker, { id: 'said', title: tell(asker, key, data), actions }));
