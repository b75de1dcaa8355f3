import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Activity } from '../../../core/activities/activity.ts';
import type { Explanation } from '../../../core/explanation.ts';
import { type Texts, textFor } from '../../../core/texts.ts';
import type { Telling } from '../../conversation/words/reasons.ts';
import { sayReason } from '../../conversation/words/reasons.ts';
import { type Here, useHere } from '../here.ts';

const TellingContext = createContext<Telling | null>(null);

/** Where no activity says in which zone it takes place. */
const siteZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What these activities and their tasks are called, for reasons and refusals that name them. */
export function tellingOf(here: Pick<Here, 'visitor'>, activities: readonly Activity[]): Telling {
  const { language } = here.visitor;
  const names = new Map<string, Texts>();
  for (const activity of activities) {
    names.set(activity.id, activity.name);
    for (const task of activity.tasks) names.set(task.id, task.title);
  }
  return {
    language,
    zone: activities.find(({ when }) => when)?.when?.zone ?? siteZone,
    nameOf(id) {
      const name = names.get(id);
      return name ? textFor(name, [language]).text : null;
    },
  };
}

export function TellingOf(props: {
  readonly activities: readonly Activity[];
  /** The reader is told about somebody else. */
  readonly isOfOthers?: boolean;
  readonly children: ComponentChildren;
}) {
  const here = useHere();
  const isOfOthers = props.isOfOthers ?? false;
  return (
    <TellingContext.Provider value={{ ...tellingOf(here, props.activities), isOfOthers }}>
      {props.children}
    </TellingContext.Provider>
  );
}

export function useTelling(): Telling {
  const here = useHere();
  return useContext(TellingContext) ?? tellingOf(here, []);
}

/** The reason of a yes or no as a sentence. */
export function Why({ of }: { readonly of: Explanation }) {
  return <>{sayReason(useTelling(), of.reason)}</>;
}

/** What a yes or no rests on, as a list; nothing when it rests on nothing. */
export function Because({ of }: { readonly of: Explanation }) {
  const telling = useTelling();
  if (of.because.length === 0) return null;
  return (
    <ul class="because">
      {of.because.map((node) => (
        <li class={node.verdict}>
          {sayReason(telling, node.reason)}
          <Because of={node} />
        </li>
      ))}
    </ul>
  );
}
