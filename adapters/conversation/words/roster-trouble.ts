import type { Language } from '../../../core/texts.ts';
import { say, type WordsKey } from './say.ts';

/** Codes of adapters that have a sentence of their own; all others are nothing that a teacher can mend. */
const sentences: Readonly<Record<string, WordsKey>> = {
  unreachable: 'roster.trouble.unreachable',
  forbidden: 'roster.trouble.forbidden',
  'platform-inactive': 'roster.trouble.platform-inactive',
  'roster-gone': 'roster.trouble.roster-gone',
  'roster-empty': 'roster.trouble.roster-empty',
};

/** Why the list of a course could not be read, and what to do. */
export const sayRosterTrouble = (language: Language, code: string): string =>
  say(language, sentences[code] ?? 'roster.trouble.other', { code });
