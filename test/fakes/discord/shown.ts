import * as spec from 'discord-api-spec/zod';
import { answered, type Json } from './bodies.ts';
import type { Channel, Message, Role, Server, User } from './world.ts';

export const shownUser = ({ id, username, isBot }: User) => ({
  id,
  username,
  avatar: null,
  discriminator: '0',
  public_flags: 0,
  flags: 0,
  global_name: null,
  primary_guild: null,
  ...(isBot ? { bot: true } : {}),
});

export const shownRole = ({ id, name, position, permissions, managed }: Role) => ({
  id,
  name,
  position,
  permissions: String(permissions),
  managed,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0,
});

export const shownMember = (server: Server, user: User) => ({
  user: shownUser(user),
  nick: null,
  avatar: null,
  banner: null,
  roles: [...(server.members.get(user.id) ?? [])].filter((role) => role !== server.id),
  joined_at: '2026-01-01T00:00:00.000Z',
  communication_disabled_until: null,
  premium_since: null,
  pending: false,
  flags: 0,
  mute: false,
  deaf: false,
});

export const shownServer = (server: Server) => ({
  id: server.id,
  name: server.name,
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  features: [],
  banner: null,
  owner_id: server.owner,
  application_id: null,
  region: 'rotterdam',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 1,
  roles: [...server.roles.values()].map(shownRole),
  default_message_notifications: 1,
  mfa_level: 0,
  explicit_content_filter: 2,
  max_presences: null,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: 'en-US',
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
  incidents_data: null,
});

/** Where somebody sits; `channel_id` null: in no voice channel. */
export const shownSeat = (server: Server, user: User, channel: string | null) =>
  answered(spec.VoiceStateResponseSchema, {
    guild_id: server.id,
    channel_id: channel,
    user_id: user.id,
    member: shownMember(server, user),
    session_id: `voice-${user.id}`,
    deaf: false,
    mute: false,
    self_deaf: false,
    self_mute: false,
    self_stream: false,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
  });

export const shownChannel = ({ id, name, server, type }: Channel) => ({
  id,
  type,
  ...(server ? { guild_id: server, name, position: 0, permission_overwrites: [], nsfw: false } : {}),
});

export const shownMessage = ({ id, channel, author, at, isPrivate, flags, body }: Message) =>
  answered(spec.MessageResponseSchema, {
    id,
    type: 0,
    channel_id: channel,
    author: shownUser(author),
    content: (body['content'] as string | undefined) ?? '',
    timestamp: at,
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: (body['attachments'] as object[] | undefined) ?? [],
    embeds: [],
    pinned: false,
    flags: flags | (isPrivate ? 1 << 6 : 0),
    components: withIds((body['components'] as Json[] | undefined) ?? []),
  });

/** Discord numbers the parts and fills in what was left out; clients get them that way. */
function withIds(components: readonly Json[]): readonly object[] {
  let next = 0;
  const numbered = (part: Json): Json => {
    next += 1;
    const id = (part['id'] as number | undefined) ?? next;
    const nested = (part['components'] as Json[] | undefined)?.map(numbered);
    const accessory = part['accessory'] ? numbered(part['accessory'] as Json) : undefined;
    return {
      ...part,
      ...defaults(part),
      id,
      ...(nested ? { components: nested } : {}),
      ...(accessory ? { accessory } : {}),
    };
  };
  return components.map(numbered);
}

function defaults(part: Json): Json {
  switch (part['type']) {
    case 11:
    case 12:
      return { spoiler: false, description: part['description'] ?? null, media: mediaOf(part) };
    case 17:
      return { spoiler: false, accent_color: part['accent_color'] ?? null };
    case 14:
      return { divider: part['divider'] ?? true, spacing: part['spacing'] ?? 1 };
    case 3:
      return { disabled: false, min_values: part['min_values'] ?? 1, max_values: part['max_values'] ?? 1 };
    default:
      return {};
  }
}

const mediaOf = (part: Json): Json => {
  const url = (part['media'] as Json | undefined)?.['url'] ?? '';
  return { id: '0', url, proxy_url: url };
};
