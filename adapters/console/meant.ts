import { fold } from '../../core/catalogue/fold.ts';
import type { Action, ChatLanguage, WordsKey } from '../conversation/index.ts';
import { say } from '../conversation/index.ts';

/** Is it one of the words that stand there, in the reader's language or in English? */
export const isOneOf = (language: ChatLanguage, key: WordsKey, line: string): boolean =>
  `${say(language, key)},${say('en', key)}`.split(',').map(fold).includes(fold(line));

/**
 * The button that somebody typed out: its label, the first words of it, or one word that only it has ("yes" for "Yes,
 * I Am 13 or Over", "ne" for "Še ne"). @returns null: none, or several
 */
export function meant(numbered: readonly Action[], line: string): Action | null {
  const typed = fold(line);
  if (typed === '') return null;
  const only = (found: readonly Action[]): Action | null => (found.length === 1 ? (found[0] ?? null) : null);
  const labelled = (fits: (label: string) => boolean) => numbered.filter(({ label }) => fits(fold(label)));
  return (
    only(labelled((label) => label === typed)) ??
    only(labelled((label) => label.startsWith(typed))) ??
    only(labelled((label) => label.split(' ').includes(typed)))
  );
}
