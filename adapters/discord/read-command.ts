import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIAttachment,
  type APIInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  type APIUserApplicationCommandInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { Instant } from '../../core/instant.ts';
import { type ActionId, type Asked, commands, type FileHandle, readActionId } from '../conversation/index.ts';
import { menuNamed } from './menus.ts';
import { saidInForm, saidWithCommand } from './read-said.ts';
import { unmarked } from './show-card.ts';

export interface Reading {
  readonly opens: (attachment: APIAttachment) => FileHandle;
  readonly now: () => Instant;
  /** What the server is called, where that is known. */
  readonly titleOf: (server: string) => string;
  /** Who sits in voice channels is told to us. */
  readonly hearsVoice: boolean;
  /** The voice channel that somebody sits in, where this process hears it. */
  readonly seatOf: (server: string, user: string) => string | null;
}

/** @returns null: a command or button that is no more; `someone-elses`: a message of another person */
export function readCommand(interaction: APIInteraction, reading: Reading): Asked | null | 'someone-elses' {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete:
      return readCalled(interaction, reading);
    case InteractionType.MessageComponent:
      return readPressed(interaction, reading);
    case InteractionType.ModalSubmit:
      return readSent(interaction, reading);
    default:
      return null;
  }
}

type Called = APIApplicationCommandInteraction | APIApplicationCommandAutocompleteInteraction;

function readCalled(interaction: Called, reading: Reading): Asked | null | 'someone-elses' {
  const { data } = interaction;
  if (data.type === ApplicationCommandType.Message)
    return readOnMessage(interaction as APIMessageApplicationCommandInteraction, reading);
  if (data.type === ApplicationCommandType.User)
    return readOnPerson(interaction as APIUserApplicationCommandInteraction, reading);
  if (data.type !== ApplicationCommandType.ChatInput) return null;
  const { path, options } = unfolded(data.name, data.options ?? []);
  const command = commands.find(({ discord }) => discord.includes(path));
  if (!command) return null;
  const attachments = data.resolved && 'attachments' in data.resolved ? data.resolved.attachments : undefined;
  const said = saidWithCommand(options, attachments, reading.opens);
  const common = { ...commonOf(interaction, reading), verb: command.verb, said };
  if (interaction.type === InteractionType.ApplicationCommand) return { ...common, via: 'command' };
  const focus = options.find((option) => 'focused' in option && option.focused)?.name;
  return { ...common, via: 'choices', ...(focus ? { focus } : {}) };
}

type Options = readonly APIApplicationCommandInteractionDataOption[];

/** `/activity join` comes as a command with a subcommand in it. */
function unfolded(name: string, options: Options): { readonly path: string; readonly options: Options } {
  const [first] = options;
  const isFolded =
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup;
  return isFolded ? unfolded(`${name} ${first.name}`, first.options ?? []) : { path: name, options };
}

function readOnMessage(
  interaction: APIMessageApplicationCommandInteraction,
  reading: Reading,
): Asked | null | 'someone-elses' {
  const menu = menuNamed('message', interaction.data.name);
  const message = interaction.data.resolved.messages[interaction.data.target_id];
  if (!menu || !message) return null;
  const common = commonOf(interaction, reading);
  if (message.author.id !== common.from.chatUser) return 'someone-elses';
  const files = message.attachments.map(reading.opens);
  const said = {
    ...(message.content ? { text: message.content } : {}),
    ...(files.length > 0 ? { file: files } : {}),
  };
  return { ...common, verb: menu.verb, said, via: 'menu' };
}

function readOnPerson(interaction: APIUserApplicationCommandInteraction, reading: Reading): Asked | null {
  const menu = menuNamed('user', interaction.data.name);
  if (!menu) return null;
  const said = { member: interaction.data.target_id };
  return { ...commonOf(interaction, reading), verb: menu.verb, said, via: 'menu' };
}

function readPressed(interaction: APIMessageComponentInteraction, reading: Reading): Asked | null {
  const { data } = interaction;
  const id = unmarked(
    data.component_type === ComponentType.StringSelect ? (data.values[0] ?? '') : data.custom_id,
  );
  return withAction(interaction, reading, id, 'button', {});
}

function readSent(interaction: APIModalSubmitInteraction, reading: Reading): Asked | null {
  const said = saidInForm(interaction, reading.opens);
  return withAction(interaction, reading, unmarked(interaction.data.custom_id), 'form', said);
}

function withAction(
  interaction: APIInteraction,
  reading: Reading,
  id: string,
  via: 'button' | 'form',
  said: Asked['said'],
): Asked | null {
  const action = readActionId(id);
  // It was read as one.
  return action
    ? { ...commonOf(interaction, reading), verb: action.verb, said, on: id as ActionId, via }
    : null;
}

function commonOf(interaction: APIInteraction, reading: Reading): Pick<Asked, 'from' | 'key' | 'receivedAt'> {
  const { now, titleOf } = reading;
  const { member, guild_id: server, channel, id } = interaction;
  const voice = voiceOf(interaction, reading);
  const rights = BigInt(member?.permissions ?? 0);
  const may = (right: bigint) => (rights & (right | PermissionFlagsBits.Administrator)) !== 0n;
  return {
    from: {
      platform: 'discord',
      tenant: 'discord',
      group: server ? { id: server, title: titleOf(server) } : null,
      ...(channel
        ? { place: { channel: channel.id, ...(nameOf(channel) ? { name: nameOf(channel) } : {}) } }
        : {}),
      ...(voice ? { voice } : {}),
      chatUser: userOf(interaction),
      ...('locale' in interaction && interaction.locale ? { clientLocale: interaction.locale } : {}),
      nativeRights: [
        ...(may(PermissionFlagsBits.ManageEvents) ? (['manage-events'] as const) : []),
        ...(may(PermissionFlagsBits.ManageGuild) ? (['manage-server'] as const) : []),
        ...(may(0n) ? (['admin'] as const) : []),
      ],
      nativeRoles: member?.roles ?? null,
    },
    key: id,
    receivedAt: now(),
  };
}

/** Beside which they speak, or in which they sit. */
function voiceOf(interaction: APIInteraction, { hearsVoice, seatOf }: Reading): string | null {
  const { channel, guild_id: server } = interaction;
  if (!hearsVoice || !server) return null;
  const isVoice = channel?.type === ChannelType.GuildVoice || channel?.type === ChannelType.GuildStageVoice;
  return isVoice ? channel.id : seatOf(server, userOf(interaction));
}

const nameOf = (channel: object): string | undefined =>
  'name' in channel && typeof channel.name === 'string' ? channel.name : undefined;

/** Who asked, before anything else of it is read. */
export const userOf = ({ member, user }: APIInteraction): string => member?.user.id ?? user?.id ?? '';
