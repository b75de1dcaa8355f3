import type { Command, Option } from './command.ts';
import { commands } from './commands.ts';
import { waysToCall } from './typing.ts';
import { say, type WordsKey } from './words/say.ts';

/** What a command does, in a sentence for its list. */
export const aboutCommand = (language: string, { verb }: Pick<Command, 'verb'>): string =>
  say(language, `command.${verb}`);

/** What an option asks for. */
export function aboutOption(language: string, { name }: Option): string {
  // A test holds that every option of the table has its words.
  const key = `option.${name}` as WordsKey;
  return say(language, key);
}

/** `docs/commands.md`: every command, on Discord and where one types. */
export function commandsPage(): string {
  const shown = commands.filter(
    ({ discord, verb }) => discord.length > 0 || waysToCall(verb, 'en').length > 0,
  );
  return [
    '# Commands',
    '',
    'Made from `adapters/conversation/commands.ts` by `npm run manifests`; a test fails when it lags. In Slack one types',
    'after `/col`, in the console at its prompt. Answers are private unless somebody chooses to share.',
    '',
    '| What it does | Discord | Typed | For |',
    '|---|---|---|---|',
    ...shown.map(row),
    '',
  ].join('\n');
}

const row = (command: Command): string =>
  `| ${aboutCommand('en', command)} | ${onDiscord(command)} | ${typed(command)} | ${audiences[command.audience]} |`;

const onDiscord = ({ discord, options }: Command): string =>
  discord.length === 0
    ? '–'
    : discord.map((path) => `\`/${path}${options.map(optionText).join('')}\``).join('<br>');

const optionText = ({ name, required }: Option): string => (required ? ` ${name}` : ` [${name}]`);

const typed = ({ verb }: Command): string =>
  waysToCall(verb, 'en')
    .filter((way, at, all) => all.indexOf(way) === at)
    .map((way) => `\`${way}\``)
    .join(', ') || '–';

const audiences = {
  anyone: 'anyone',
  person: 'learners',
  staff: 'organisers',
  admin: 'who runs the server or workspace',
} as const;
