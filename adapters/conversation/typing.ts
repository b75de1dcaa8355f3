import { fold } from '../../core/catalogue/fold.ts';
import type { Command } from './command.ts';
import type { Verb } from './verbs.ts';
import { type ChatLanguage, say } from './words/say.ts';

/** What somebody typed after `/col` or at the prompt, taken apart. */
export interface Typed {
  readonly verb: Verb;
  readonly said: Readonly<Record<string, string>>;
}

/**
 * The longest way of calling a command that the line begins with, in the reader's language or in English.
 * Words with a colon are options (`near:Moste`), the rest is what the command is about.
 * @returns null: no command is called like that
 */
export function readTyped(commands: readonly Command[], language: ChatLanguage, line: string): Typed | null {
  const called = calledIn(commands, language);
  const words = line.trim().split(/\s+/).filter(Boolean);
  for (let length = Math.min(3, words.length); length > 0; length -= 1) {
    const command = called.get(fold(words.slice(0, length).join(' ')));
    if (command) return { verb: command.verb, said: saidIn(command, restOf(line, length)) };
  }
  return null;
}

/** Made once for each language: every line that is typed is looked for in it. */
const indexes = new WeakMap<readonly Command[], Map<ChatLanguage, ReadonlyMap<string, Command>>>();

function calledIn(commands: readonly Command[], language: ChatLanguage): ReadonlyMap<string, Command> {
  const byLanguage = indexes.get(commands) ?? new Map<ChatLanguage, ReadonlyMap<string, Command>>();
  indexes.set(commands, byLanguage);
  const known = byLanguage.get(language) ?? indexOf(commands, language);
  byLanguage.set(language, known);
  return known;
}

/** Of two that are called alike, the one that stands first in the table. */
const indexOf = (commands: readonly Command[], language: ChatLanguage): ReadonlyMap<string, Command> =>
  new Map(
    commands
      .toReversed()
      .flatMap((command) =>
        waysToCall(command.verb, language).map((way): [string, Command] => [way, command]),
      ),
  );

/** "explore, find": as the words files say, English ones always among them; none for what only buttons do. */
export function waysToCall(verb: Verb, language: ChatLanguage): readonly string[] {
  if (verb === 'account.begin') return [];
  const ways = [say(language, `typed.${verb}`), say('en', `typed.${verb}`)];
  return [...new Set(ways.join(',').split(',').map(fold).filter(Boolean))];
}

/** The way to call it that is shown to people, with its accents. */
export const shownWay = (verb: Exclude<Verb, 'account.begin'>, language: ChatLanguage): string =>
  say(language, `typed.${verb}`).split(',')[0]?.trim() ?? '';

/** The rest of the line as it stands, line breaks and all. */
function restOf(line: string, length: number): string {
  return line.trim().replace(new RegExp(`^(?:\\S+\\s*){${length}}`), '');
}

function saidIn({ options, rest, reads }: Command, typed: string): Readonly<Record<string, string>> {
  if (reads) return reads(typed);
  const named: Record<string, string> = {};
  const left = typed.replace(
    /(?<=^|\s)([a-z]+):(?:"([^"]*)"|(\S+))/gi,
    (whole, name: string, long, short) => {
      const option = options.find((one) => one.name === name.toLowerCase());
      if (!option || option.name === rest) return whole;
      named[option.name] = long ?? short;
      return '';
    },
  );
  const about = unquoted(left.replace(/\s+/g, ' ').trim());
  return { ...named, ...(rest && about ? { [rest]: about } : {}) };
}

const unquoted = (text: string): string => text.replace(/^["“„«»](.*)["”“«»]$/u, '$1');
