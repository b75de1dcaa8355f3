import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocaleString,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import {
  aboutCommand,
  aboutOption,
  type Command,
  commands,
  cut,
  isSaidIn,
  type Option,
  say,
  type WordsKey,
} from '../conversation/index.ts';
import { menus } from './menus.ts';

type Manifest = RESTPostAPIApplicationCommandsJSONBody;

/** Languages that Discord's clients can be set to and we speak. */
const locales = ['lt', 'it', 'nl', 'de'] as const satisfies readonly `${LocaleString}`[];

const [guild, botDm] = [InteractionContextType.Guild, InteractionContextType.BotDM];
/** Who is shown what staff and administrators use; what is allowed is the core's to say. */
const shownTo: Readonly<Record<string, bigint>> = {
  organise: PermissionFlagsBits.ManageEvents,
  setup: PermissionFlagsBits.ManageGuild,
};

/** The commands as Discord is told them, from the one table. */
export function discordCommands(): readonly Manifest[] {
  const tops = new Map<string, { path: readonly string[]; command: Command }[]>();
  for (const command of commands.filter(({ surfaces }) => surfaces.includes('discord'))) {
    for (const path of command.discord.map((one) => one.split(' '))) {
      const [top = ''] = path;
      tops.set(top, [...(tops.get(top) ?? []), { path, command }]);
    }
  }
  return [...[...tops].map(([name, rows]) => topCommand(name, rows)), ...menus.map(menuCommand)];
}

function topCommand(name: string, rows: readonly { path: readonly string[]; command: Command }[]): Manifest {
  const [first] = rows;
  const isFolded = rows.some(({ path }) => path.length > 1);
  const rights = shownTo[name];
  const about = isFolded || !first ? described(`command-group.${name}`) : aboutIn(first.command);
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...namesOf(name),
    ...about,
    ...(rights ? { default_member_permissions: String(rights) } : {}),
    contexts: rights ? [guild] : [guild, botDm],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: (isFolded || !first
      ? rows.map(subcommand)
      : optionsOf(first.command)) as APIApplicationCommandOption[],
  };
}

const subcommand = ({
  path,
  command,
}: {
  path: readonly string[];
  command: Command;
}): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  name: path.slice(1).join('-'),
  ...namesOf(path.slice(1).join('-')),
  ...aboutIn(command),
  options: optionsOf(command),
});

/** Those that are needed come first, as Discord wants it. */
const optionsOf = ({ options }: Command): APIApplicationCommandBasicOption[] =>
  [...options].sort((a, b) => Number(b.required) - Number(a.required)).map(optionOf);

function optionOf(option: Option): APIApplicationCommandBasicOption {
  const common = {
    name: option.name,
    description: shortened(aboutOption('en', option)),
    ...localised('description', `option.${option.name}` as WordsKey),
    required: option.required,
  };
  const least = option.least ?? null;
  const most = option.most ?? null;
  switch (option.kind) {
    case 'number':
      return {
        ...common,
        type: ApplicationCommandOptionType.Integer,
        ...(least === null ? {} : { min_value: least }),
        ...(most === null ? {} : { max_value: most }),
      };
    case 'person':
      return { ...common, type: ApplicationCommandOptionType.User };
    case 'role':
      return { ...common, type: ApplicationCommandOptionType.Role };
    case 'place':
      return { ...common, type: ApplicationCommandOptionType.Channel };
    case 'file':
      return { ...common, type: ApplicationCommandOptionType.Attachment };
    case 'choice':
      return {
        ...common,
        type: ApplicationCommandOptionType.String,
        choices: (option.choices ?? []).map(({ value, word }) => ({
          name: cut(say('en', word), 100),
          ...localised('name', word),
          value,
        })),
      };
    case 'suggest':
      return { ...common, type: ApplicationCommandOptionType.String, autocomplete: true };
    default:
      return {
        ...common,
        type: ApplicationCommandOptionType.String,
        ...(least === null ? {} : { min_length: least }),
        ...(most === null ? {} : { max_length: Math.min(most, 6000) }),
      };
  }
}

const menuCommand = ({ on, name, isForStaff }: (typeof menus)[number]): Manifest => ({
  type: on === 'message' ? ApplicationCommandType.Message : ApplicationCommandType.User,
  name,
  ...(isForStaff ? { default_member_permissions: String(PermissionFlagsBits.ManageEvents) } : {}),
  contexts: isForStaff ? [guild] : [guild, botDm],
  integration_types: [ApplicationIntegrationType.GuildInstall],
});

/** What a command is called in the client's language; what only staff use keeps its English name. */
const namesOf = (word: string) => localised('name', `command-word.${word}` as WordsKey);

const shortened = (text: string): string => cut(text, 100);

const aboutIn = (command: Command) => ({
  description: shortened(aboutCommand('en', command)),
  ...localised('description', `command.${command.verb}`),
});

/** Words that a test holds to be there for every group of the table. */
const described = (key: string) => ({
  description: shortened(say('en', key as WordsKey)),
  ...localised('description', key as WordsKey),
});

/** In those languages that have words for it; nothing where none has. */
function localised(part: 'name' | 'description', key: WordsKey): Record<string, Record<string, string>> {
  const said = locales
    .filter((one) => isSaidIn(one, key))
    .map((one) => [one, shortened(say(one, key))] as const);
  return said.length > 0 ? { [`${part}_localizations`]: Object.fromEntries(said) } : {};
}
