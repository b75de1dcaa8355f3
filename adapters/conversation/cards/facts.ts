import type { Activity } from '../../../core/activities/activity.ts';
import type { Asker } from '../command.ts';
import { moment, own, type Text, tell } from '../text.ts';
import { durationOf } from '../words/durations.ts';
import { say, type WordsData, type WordsKey } from '../words/say.ts';

type Speaking = Pick<Asker, 'language'>;

export const saying =
  ({ language }: Speaking) =>
  (key: WordsKey, data?: WordsData): string =>
    say(language, key, data);

/** When it is; empty: any time. */
export const whenOf = (asker: Speaking, { when }: Pick<Activity, 'when'>): Text =>
  when ? tell(asker, 'chat.fact.from-to', { from: moment(when.startsAt), to: moment(when.endsAt) }) : [];

/** Where it is: its name and address, or online. */
export function whereOf(asker: Speaking, { place }: Pick<Activity, 'place'>): Text {
  const name = [place.name, place.address].filter(Boolean).join(', ');
  if (name && place.mode === 'hybrid') return tell(asker, 'fact.place.both', { name });
  return name ? [own(name)] : tell(asker, `fact.place.${place.mode}`);
}

/** How long it takes, in words, also where nobody said. */
export const howLongOf = (asker: Speaking, { duration }: Pick<Activity, 'duration'>): Text => [
  durationOf(saying(asker), duration) ?? say(asker.language, 'chat.fact.duration-unknown'),
];

/** Signs stand beside the word, never in its place. */
export const signs = { done: '✅', open: '⬜', locked: '🔒', waiting: '⏳' } as const;
