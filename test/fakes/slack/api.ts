import type { KnownBlock } from '@slack/types';
import type { Faking } from './index.ts';
import { idTokenFor } from './openid.ts';
import type { Platform, Token } from './platform.ts';
import type { Home } from './shapes.ts';
import { homeHash, homeTrouble, modalOf, openOn, shownView } from './views.ts';
import { isOf, type Message, type Workspace } from './workspace.ts';

export type Args = Readonly<Record<string, unknown>>;
export type Answer = Readonly<Record<string, unknown>>;

interface Asked {
  readonly platform: Platform;
  readonly args: Args;
  /** Whose token came along. */
  readonly workspace: Workspace;
  readonly faking: Faking;
}

/** Methods that come without a workspace's token. */
const open: Readonly<Record<string, (asked: Omit<Asked, 'workspace'>) => Answer>> = {
  'oauth.v2.access': ({ platform, args }) => exchanged(platform, args),
  'openid.connect.token': ({ platform, args }) => signedIn(platform, args),
};

const methods: Readonly<Record<string, (asked: Asked) => Answer>> = {
  'auth.test': ({ workspace }) => ({
    ok: true,
    url: 'https://example.slack.com/',
    team: workspace.name,
    team_id: workspace.id,
    user: 'col',
    user_id: workspace.botUser,
    bot_id: workspace.botId,
    ...(workspace.org ? { enterprise_id: workspace.org } : {}),
    is_enterprise_install: workspace.org !== null,
  }),
  'auth.revoke': ({ platform, workspace }) => {
    platform.revoke(workspace.id);
    return { ok: true, revoked: true };
  },
  'users.info': ({ platform, workspace, args }) => {
    const found = workspace.users.find(({ id }) => id === args['user']);
    if (!found) return notTheirs(platform, workspace, args['user'], 'user_not_found');
    const { id, name, locale, isAdmin } = found;
    return { ok: true, user: { id, team_id: workspace.id, name, locale, is_admin: isAdmin, is_bot: false } };
  },
  'conversations.open': ({ platform, workspace, args }) => {
    const user = workspace.users.find(({ id }) => id === args['users']);
    if (!user) return notTheirs(platform, workspace, args['users'], 'user_not_found');
    return { ok: true, channel: { id: `D${user.id.slice(1)}` } };
  },
  'conversations.info': ({ platform, workspace, args }) => {
    const channel = workspace.channels.find(({ id }) => id === args['channel']);
    if (!channel) return notTheirs(platform, workspace, args['channel'], 'channel_not_found');
    const { id, name, isGeneral } = channel;
    return { ok: true, channel: { id, name, is_general: isGeneral, is_channel: true } };
  },
  'chat.postMessage': (asked) => posted(asked, null),
  'chat.postEphemeral': (asked) => posted(asked, String(asked.args['user'])),
  'chat.update': ({ platform, workspace, args }) => {
    const message = messageOf(workspace, args);
    if (!message) return { ok: false, error: 'message_not_found' };
    if (platform.checked('chat.update', args).length > 0) return { ok: false, error: 'invalid_blocks' };
    change(platform, message, args);
    return { ok: true, channel: message.channel, ts: message.ts, text: message.text };
  },
  'chat.delete': ({ workspace, args }) => {
    const message = messageOf(workspace, args);
    if (!message) return { ok: false, error: 'message_not_found' };
    message.isDeleted = true;
    return { ok: true, channel: message.channel, ts: message.ts };
  },
  'views.open': (asked) => opened(asked, false),
  'views.push': (asked) => opened(asked, true),
  'views.update': ({ platform, workspace, args }) => {
    const found = workspace.views.find(({ id, isClosed }) => id === args['view_id'] && !isClosed);
    if (!found) return { ok: false, error: 'not_found' };
    if (args['hash'] !== undefined && args['hash'] !== found.hash)
      return { ok: false, error: 'hash_conflict' };
    const view = modalOf(platform, args['view'], 'views.update');
    if (!view) return { ok: false, error: 'invalid_arguments' };
    found.view = view;
    found.hash = platform.next('hash.');
    platform.events.emit('shown', found.user, found);
    return { ok: true, view: shownView(workspace, found) };
  },
  'views.publish': ({ platform, workspace, args }) => {
    const user = workspace.users.find(({ id }) => id === args['user_id']);
    if (!user) return notTheirs(platform, workspace, args['user_id'], 'user_not_found');
    const before = workspace.homes.get(user.id);
    if (args['hash'] !== undefined && before && args['hash'] !== homeHash(before)) {
      return { ok: false, error: 'hash_conflict' };
    }
    const wrong = homeTrouble(platform, args['view']);
    if (wrong.length > 0)
      return { ok: false, error: 'invalid_arguments', response_metadata: { messages: wrong } };
    // It was just found to be one.
    const view = args['view'] as Home;
    workspace.homes.set(user.id, view);
    platform.events.emit('shown', user.id, view);
    return {
      ok: true,
      view: { id: `VHOME${user.id}`, type: 'home', hash: homeHash(view), blocks: view.blocks },
    };
  },
};

/** @returns Slack's answer: errors too come with status 200 */
export function answered(faking: Faking, method: string, args: Args, bearer: string | null): Answer {
  const { platform } = faking;
  const unbound = open[method];
  if (unbound) return unbound({ platform, args, faking });
  if (method === 'apps.connections.open') {
    if (bearer !== platform.appToken) return { ok: false, error: bearer ? 'invalid_auth' : 'not_authed' };
    return { ok: true, url: faking.socketUrl() };
  }
  const run = methods[method];
  if (!run) {
    platform.violate('unknown-method', method);
    return { ok: false, error: 'unknown_method' };
  }
  const token = bearer ?? (typeof args['token'] === 'string' ? args['token'] : null);
  if (!token) return { ok: false, error: 'not_authed' };
  const known = platform.tokens.get(token);
  if (!known) return { ok: false, error: 'invalid_auth' };
  const trouble = tokenTrouble(platform, known);
  if (trouble) return { ok: false, error: trouble };
  const workspace = platform.workspaceFor(known, args);
  if (typeof args['team_id'] === 'string' && args['team_id'] !== workspace.id) {
    platform.violate(
      'token-of-another-team',
      `${method} for ${args['team_id']} with a token of ${workspace.id}`,
    );
  }
  return run({ platform, args, workspace, faking });
}

function tokenTrouble(platform: Platform, { state, until }: Token): string | null {
  if (state === 'revoked') return 'token_revoked';
  if (state === 'inactive') return 'account_inactive';
  return until !== null && until <= platform.now() ? 'token_expired' : null;
}

function notTheirs(platform: Platform, workspace: Workspace, id: unknown, error: string): Answer {
  const other = platform.workspaces.find((one) => one !== workspace && isOf(one, String(id)));
  if (other) platform.violate('token-of-another-team', `${id} asked for with a token of ${workspace.id}`);
  return { ok: false, error };
}

function posted({ platform, workspace, args }: Asked, onlyFor: string | null): Answer {
  const channel = String(args['channel']);
  const where = onlyFor ? 'chat.postEphemeral' : 'chat.postMessage';
  const isTalk = /^[DU]/.test(channel) && isOf(workspace, channel);
  if (!isTalk && !workspace.channels.some(({ id }) => id === channel)) {
    return notTheirs(platform, workspace, channel, 'channel_not_found');
  }
  if (platform.checked(where, args).length > 0) return { ok: false, error: 'invalid_blocks' };
  if (!onlyFor) platform.checkChannel(workspace, channel, where);
  const { text, blocks } = contentOf(args);
  const message = platform.post(workspace, { channel, text, blocks, onlyFor: isTalk ? channel : onlyFor });
  return onlyFor
    ? { ok: true, message_ts: message.ts }
    : { ok: true, channel, ts: message.ts, message: { text, ts: message.ts, bot_id: workspace.botId } };
}

/** As it was just found to be. */
export const contentOf = (args: Args): { text: string; blocks: readonly KnownBlock[] } => ({
  text: String(args['text'] ?? ''),
  blocks: (args['blocks'] ?? []) as readonly KnownBlock[],
});

export function change(platform: Platform, message: Message, args: Args): void {
  const { text, blocks } = contentOf(args);
  message.text = text;
  message.blocks = blocks;
  platform.events.emit('shown', message.onlyFor ?? '*', message);
}

const messageOf = (workspace: Workspace, { channel, ts }: Args): Message | undefined =>
  workspace.messages.find(
    (one) => one.channel === channel && one.ts === ts && !one.isDeleted && !one.onlyFor,
  );

function opened({ platform, workspace, args }: Asked, isPushed: boolean): Answer {
  const trigger = platform.triggers.get(String(args['trigger_id']));
  if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
  if (trigger.team !== workspace.id) {
    platform.violate(
      'token-of-another-team',
      `a trigger of ${trigger.team} used with a token of ${workspace.id}`,
    );
    return { ok: false, error: 'invalid_trigger_id' };
  }
  if (trigger.isUsed) return { ok: false, error: 'exchanged_trigger_id' };
  if (platform.now() - trigger.at > 3000) return { ok: false, error: 'expired_trigger_id' };
  const view = modalOf(platform, args['view'], isPushed ? 'views.push' : 'views.open');
  if (!view) return { ok: false, error: 'invalid_arguments' };
  if (isPushed && !trigger.within) return { ok: false, error: 'invalid_trigger_id' };
  trigger.isUsed = true;
  const stands = openOn(platform, workspace, trigger, view, isPushed);
  return stands
    ? { ok: true, view: shownView(workspace, stands) }
    : { ok: false, error: 'push_limit_reached' };
}

function exchanged(platform: Platform, args: Args): Answer {
  if (args['client_id'] !== platform.clientId || args['client_secret'] !== platform.clientSecret) {
    return { ok: false, error: 'invalid_client_id' };
  }
  if (args['grant_type'] === 'refresh_token') {
    const [old, known] =
      [...platform.tokens].find(([, { refresh }]) => refresh && refresh === args['refresh_token']) ?? [];
    if (!old || !known || known.state !== 'good') return { ok: false, error: 'invalid_refresh_token' };
    platform.tokens.delete(old);
    return granted(platform, known.team, null, true);
  }
  const code = platform.codes.get(String(args['code']));
  platform.codes.delete(String(args['code']));
  if (!code) return { ok: false, error: 'invalid_code' };
  if (code.org) for (const workspace of platform.workspaces) workspace.org = code.org;
  return granted(platform, code.org ?? code.team, code.user, platform.isRotating);
}

function granted(platform: Platform, team: string, user: string | null, rotates: boolean): Answer {
  const isOrg = team.startsWith('E');
  const workspace = isOrg ? null : platform.workspace(team);
  const { token, refresh } = platform.grant(team, { rotates });
  return {
    ok: true,
    access_token: token,
    token_type: 'bot',
    scope: 'commands,chat:write,im:write',
    bot_user_id: workspace?.botUser ?? `UBOT${team.slice(1)}`,
    app_id: platform.appId,
    team: workspace ? { id: team, name: workspace.name } : null,
    enterprise: isOrg ? { id: team, name: 'Org' } : null,
    is_enterprise_install: isOrg,
    ...(user ? { authed_user: { id: user } } : {}),
    ...(refresh ? { refresh_token: refresh, expires_in: 43_200 } : {}),
  };
}

function signedIn(platform: Platform, args: Args): Answer {
  if (args['client_id'] !== platform.clientId || args['client_secret'] !== platform.clientSecret) {
    return { ok: false, error: 'invalid_client_id' };
  }
  const code = platform.codes.get(String(args['code']));
  platform.codes.delete(String(args['code']));
  if (!code) return { ok: false, error: 'invalid_code' };
  return {
    ok: true,
    access_token: platform.next('xoxp-openid-'),
    token_type: 'Bearer',
    id_token: idTokenFor(platform, code),
  };
}
