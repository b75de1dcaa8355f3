import type { PlaylistView } from '../../../core/playlists/see-playlist.ts';
import type { StepView } from '../../../core/playlists/step-view.ts';
import { actionId } from '../action-id.ts';
import { type Action, type Card, card, type Item } from '../card.ts';
import type { Asker, ConversationPorts } from '../command.ts';
import { limits } from '../limits.ts';
import { reasonText, tellingWith } from '../refuse.ts';
import { nameFor } from '../suggest.ts';
import { cut, joined, own, type Text, tell } from '../text.ts';
import type { Telling } from '../words/reasons.ts';
import { say } from '../words/say.ts';
import { howLongOf, saying, signs } from './facts.ts';

/** The step to do next: one that is open, else one that waits; null: none. */
export const nextStep = ({ steps }: Pick<PlaylistView, 'steps'>): StepView | null =>
  steps.find(({ state, isMandatory }) => state === 'open' && isMandatory) ??
  steps.find(({ state }) => state === 'open') ??
  null;

/** "1 of 3 needed done · 1 extra · next: Interview a neighbour" */
export function progressText(asker: Asker, view: PlaylistView): Text {
  const { reached, needed, extra } = view.progress;
  const next = nextStep(view);
  const isComplete = needed > 0 && reached >= needed;
  return joined([
    tell(asker, 'playlist.progress', { reached, needed, extra }),
    ...(isComplete ? [tell(asker, 'playlist.complete')] : []),
    ...(next && !isComplete
      ? [tell(asker, 'chat.playlist.next', { step: nameFor(asker, next.activity.name) })]
      : []),
  ]);
}

/**
 * A playlist with its steps, each with its state in a sign and a word.
 * @param happened what was just done, told first
 * @param page counts from 1
 */
export async function playlistCard(
  ports: Pick<ConversationPorts, 'records' | 'baseUrl'>,
  asker: Asker,
  view: PlaylistView,
  { happened, page = 1 }: { readonly happened?: Text; readonly page?: number } = {},
): Promise<Card> {
  const { playlist, progress, organiser, badge } = view;
  const name: Text = [own(nameFor(asker, playlist.name))];
  const isJoined = view.enrolment === 'joined' || view.enrolment === 'completed';
  const about: Text = playlist.about && !isJoined ? [own(cut(nameFor(asker, playlist.about), 600))] : [];
  const pages = Math.max(1, Math.ceil(view.steps.length / limits.page));
  const at = Math.min(Math.max(1, page), pages);
  const list = view.steps.slice((at - 1) * limits.page, at * limits.page);
  const locked = list.filter(({ state }) => state === 'locked');
  const telling = await tellingWith(
    ports,
    asker,
    view.steps.map(({ activity }) => activity),
    locked.map(({ explanation }) => explanation),
  );
  return card(asker, {
    id: 'playlist',
    version: playlist.version,
    title: happened ?? name,
    lead: joined([...(happened ? [name] : []), progressText(asker, view)]),
    ...(about.length > 0 ? { quote: about } : {}),
    progress: { done: progress.reached, needed: progress.needed, extra: progress.extra },
    fields: [
      ...(organiser
        ? [{ label: say(asker.language, 'chat.field.organiser'), value: [own(organiser.name)] }]
        : []),
      ...(badge
        ? [{ label: say(asker.language, 'chat.field.badge'), value: [own(nameFor(asker, badge.badge.name))] }]
        : []),
    ],
    items: { page: at, pages, list: list.map((step) => stepItem(asker, telling, step)) },
    note: tell(asker, `playlist.sequence.${playlist.sequence}`),
    actions: actionsOf(asker, view, at, pages),
    more: [
      {
        label: say(asker.language, 'chat.button.web'),
        open: `${ports.baseUrl}/app/playlists/${playlist.id}`,
      },
    ],
  });
}

function stepItem(asker: Asker, telling: Telling, step: StepView): Item {
  const word = saying(asker);
  const why = step.state === 'locked' ? reasonText(telling, step.explanation) : [];
  return {
    title: [`${signs[step.state]} `, own(nameFor(asker, step.activity.name))],
    detail: joined([
      [word(`step.state.${step.state}`)],
      [word(step.isMandatory ? 'step.needed' : 'step.extra')],
      howLongOf(asker, step.activity),
      why,
    ]),
    action: {
      label: word(step.state === 'locked' ? 'chat.button.why' : 'chat.button.open'),
      do: actionId(step.state === 'locked' ? 'activity.why' : 'activity.view', step.activity.id),
      typed: `${step.state === 'locked' ? 'why' : 'activity'} ${nameFor(asker, step.activity.name)}`,
    },
  };
}

function actionsOf(asker: Asker, view: PlaylistView, page: number, pages: number): readonly Action[] {
  const { playlist } = view;
  const word = saying(asker);
  const name = nameFor(asker, playlist.name);
  const next = nextStep(view);
  const wantsToJoin = view.canJoin || asker.me === null;
  return [
    ...(wantsToJoin
      ? [
          {
            label: word('chat.button.start'),
            style: 'primary' as const,
            do: actionId('playlist.join', playlist.id),
            typed: `playlist join ${name}`,
          },
        ]
      : []),
    ...(!wantsToJoin && next
      ? [
          {
            label: word('chat.button.next-step'),
            style: 'primary' as const,
            do: actionId('activity.view', next.activity.id),
            typed: 'next',
          },
        ]
      : []),
    ...(page > 1
      ? [{ label: word('chat.button.back'), do: actionId('playlist.view', playlist.id, 0, `${page - 1}`) }]
      : []),
    ...(page < pages
      ? [{ label: word('chat.button.more'), do: actionId('playlist.view', playlist.id, 0, `${page + 1}`) }]
      : []),
  ];
}
