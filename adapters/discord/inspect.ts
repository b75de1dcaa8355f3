import {
  type APIChannel,
  type APIGuildMember,
  type APIRole,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js';
import { chatOf } from '../../core/communities/chat-settings.ts';
import type { Community } from '../../core/communities/community.ts';
import { Declined } from '../../core/faults.ts';
import type { ChatPlatform, Finding } from '../../core/ports/chat-platform.ts';
import { telling } from './send-post.ts';

interface Seen {
  readonly roles: readonly APIRole[];
  readonly channels: readonly APIChannel[];
  /** Of the bot. */
  readonly rights: bigint;
  readonly highest: number;
}

/** A role with any of these would hand out power with a badge. */
const dangerous =
  PermissionFlagsBits.Administrator |
  PermissionFlagsBits.ManageGuild |
  PermissionFlagsBits.ManageRoles |
  PermissionFlagsBits.ManageChannels |
  PermissionFlagsBits.ManageMessages |
  PermissionFlagsBits.ManageWebhooks |
  PermissionFlagsBits.BanMembers |
  PermissionFlagsBits.KickMembers |
  PermissionFlagsBits.ModerateMembers |
  PermissionFlagsBits.MentionEveryone;

const asked = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
] as const;

/** What the bot may do in a server, and what of its set-up does not work. */
export function createInspector(rest: REST, applicationId: string): Pick<ChatPlatform, 'inspect' | 'list'> {
  async function look({ nativeId: server }: Community): Promise<Seen> {
    // What Discord answers to each.
    const [roles, channels, me] = (await telling(() =>
      Promise.all([
        rest.get(Routes.guildRoles(server)),
        rest.get(Routes.guildChannels(server)),
        rest.get(Routes.guildMember(server, applicationId)),
      ]),
    )) as [APIRole[], APIChannel[], APIGuildMember];
    const mine = roles.filter(({ id }) => id === server || me.roles.includes(id));
    return {
      roles,
      channels: channels.filter(({ type }) => type === 0 || type === 5),
      rights: mine.reduce((sum, { permissions }) => sum | BigInt(permissions), 0n),
      highest: Math.max(0, ...mine.map(({ position }) => position)),
    };
  }

  return {
    async inspect(community) {
      const seen = await look(community).catch((fault: unknown) => {
        if (fault instanceof Declined) return null;
        throw fault;
      });
      if (!seen) return [{ part: 'link', name: community.title, trouble: 'gone' }];
      return [
        ...permissionFindings(seen, community),
        ...channelFindings(seen, community),
        ...roleFindings(seen, community),
      ];
    },
    async list(community) {
      const seen = await look(community);
      return {
        channels: seen.channels.map((channel) => ({ id: channel.id, name: nameOf(channel) })),
        roles: seen.roles
          .filter(({ id }) => id !== community.nativeId)
          .map((role) => ({ id: role.id, name: role.name, trouble: roleTrouble(seen, role) })),
      };
    },
  };
}

const has = ({ rights }: Seen, right: bigint): boolean =>
  (rights & (right | PermissionFlagsBits.Administrator)) !== 0n;

function permissionFindings(seen: Seen, community: Community): readonly Finding[] {
  const needsRoles = chatOf(community).roles.length > 0;
  const wanted = [
    ...asked,
    ...(needsRoles ? ([['Manage Roles', PermissionFlagsBits.ManageRoles]] as const) : []),
  ];
  return wanted.map(([name, right]) => ({
    part: 'permission',
    name,
    trouble: has(seen, right) ? null : 'missing',
  }));
}

function channelFindings({ channels }: Seen, community: Community): readonly Finding[] {
  const chosen = Object.entries(chatOf(community).channels);
  return chosen.map(([name, id]): Finding => {
    if (id === null) return { part: 'channel', name, trouble: 'not-set' };
    const channel = channels.find((one) => one.id === id);
    return {
      part: 'channel',
      name: channel ? `#${nameOf(channel)}` : name,
      trouble: channel ? null : 'gone',
    };
  });
}

function roleFindings(seen: Seen, community: Community): readonly Finding[] {
  return chatOf(community).roles.map(({ role: id }): Finding => {
    const role = seen.roles.find((one) => one.id === id);
    return { part: 'role', name: role?.name ?? id, trouble: role ? roleTrouble(seen, role) : 'gone' };
  });
}

function roleTrouble(seen: Seen, { managed, position, permissions }: APIRole): Finding['trouble'] {
  if (managed) return 'managed';
  if ((BigInt(permissions) & dangerous) !== 0n) return 'dangerous';
  if (!has(seen, PermissionFlagsBits.ManageRoles)) return 'missing';
  return position >= seen.highest ? 'above-us' : null;
}

const nameOf = (channel: APIChannel): string =>
  'name' in channel && channel.name ? channel.name : channel.id;
