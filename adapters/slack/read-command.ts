import type { Instant } from '../../core/instant.ts';
import {
  type Asked,
  type ChatLanguage,
  chatLanguages,
  commandFor,
  commands,
  readActionId,
  readTyped,
  type Typed,
  type Value,
} from '../conversation/index.ts';
import type {
  BlockActions,
  From,
  MessageShortcut,
  Shortcut,
  SlashCommand,
  ViewSubmission,
} from './schema.ts';
import { readMetadata } from './schema.ts';
import { readForm } from './show-form.ts';

type Now = () => Instant;
type Rights = Asked['from']['nativeRights'];

/** What does for Slack: the rest of the table is for others. */
export const ours = commands.filter(({ surfaces }) => surfaces.includes('slack'));

/** What was typed after `/col`: a command in any of our languages, else words to look for. Nothing typed: help. */
export function readLine(line: string): Typed {
  if (line.trim() === '') return { verb: 'help', said: {} };
  for (const language of ['en', ...chatLanguages] as readonly ChatLanguage[]) {
    const typed = readTyped(ours, language, withIds(line));
    if (typed) return typed;
  }
  return { verb: 'explore', said: { about: line.trim().slice(0, 100) } };
}

/** Slack writes people and channels that were typed with @ and # as `<@U123|name>`: their ids are left. */
const withIds = (line: string): string =>
  line
    .replace(/<[@#]([A-Z0-9]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export function askedByCommand(now: Now, command: SlashCommand, nativeRights: Rights = []): Asked {
  const { verb, said } = readLine(command.text);
  const { team_id: team, enterprise_id: enterprise, user_id: chatUser, trigger_id: key } = command;
  return {
    from: {
      platform: 'slack',
      tenant: command.is_enterprise_install && enterprise ? enterprise : team,
      group: { id: team, title: command.team_domain },
      place: { channel: command.channel_id, name: command.channel_name },
      chatUser,
      nativeRights,
      nativeRoles: null,
    },
    verb,
    said,
    via: 'typing',
    key: `slack ${key}`,
    receivedAt: now(),
  };
}

/** @returns null: it only opens a page, or it is none of ours */
export function askedByAction(now: Now, body: BlockActions, nativeRights: Rights = []): Asked | null {
  const [action] = body.actions;
  const id = action?.selected_option?.value ?? action?.action_id ?? '';
  const on = readActionId(id);
  if (!on || !isOurs(on.verb)) return null;
  const { channel } = readMetadata(body.view?.private_metadata ?? '');
  const place = body.channel ?? (channel ? { id: channel } : null);
  return {
    from: fromOf(body, place, nativeRights),
    verb: on.verb,
    said: {},
    // It was just read as one.
    on: id as Asked['on'],
    via: 'button',
    key: `slack ${body.trigger_id}`,
    receivedAt: now(),
  };
}

/** @returns null: none of our forms */
export function askedByForm(now: Now, body: ViewSubmission, nativeRights: Rights = []): Asked | null {
  const { on: id = '', channel } = readMetadata(body.view.private_metadata);
  const on = readActionId(id);
  if (!on || !isOurs(on.verb)) return null;
  return {
    from: fromOf(body, channel ? { id: channel } : null, nativeRights),
    verb: on.verb,
    said: readForm(body.view.state),
    on: id as Asked['on'],
    via: 'form',
    key: `slack ${body.view.id} ${body.view.hash}`,
    receivedAt: now(),
  };
}

/** The shortcuts of our manifest, and what they stand for. */
export const shortcuts = {
  find_activity: 'explore',
  review_evidence: 'review',
  save_as_evidence: 'activity.evidence',
  share_opportunity: 'share',
} as const;
export const isShortcut = (id: string): id is keyof typeof shortcuts => id in shortcuts;

/** @returns null: none of ours, or of a command that is not there yet */
export function askedByShortcut(
  now: Now,
  body: Shortcut | MessageShortcut,
  said: Readonly<Record<string, Value>> = {},
): Asked | null {
  const verb = isShortcut(body.callback_id) ? shortcuts[body.callback_id] : null;
  const command = ours.find((one) => one.verb === verb);
  if (!command) return null;
  const channel = 'channel' in body ? body.channel : null;
  return {
    from: fromOf(body, channel, []),
    verb: command.verb,
    said: { ...said },
    via: 'menu',
    key: `slack ${body.trigger_id}`,
    receivedAt: now(),
  };
}

export const isOurs = (verb: Asked['verb']): boolean => commandFor(verb).surfaces.includes('slack');

function fromOf(
  { team, enterprise, is_enterprise_install: isEnterprise, user }: From,
  channel: { readonly id: string; readonly name?: string | undefined } | null,
  nativeRights: Rights,
): Asked['from'] {
  const group = team?.id ?? user.team_id ?? '';
  return {
    platform: 'slack',
    tenant: isEnterprise && enterprise ? enterprise.id : group,
    group: group ? { id: group, title: team?.domain ?? '' } : null,
    ...(channel ? { place: { channel: channel.id, ...(channel.name ? { name: channel.name } : {}) } } : {}),
    chatUser: user.id,
    nativeRights,
    nativeRoles: null,
  };
}
