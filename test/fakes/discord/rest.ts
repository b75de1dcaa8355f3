import * as spec from 'discord-api-spec/zod';
import { answered, faultsOf, type Json, withNumericRights, withoutClientKeys } from './bodies.ts';
import type { Interactions } from './interactions.ts';
import { componentsV2, isEmpty, mentionsAreOff, messageFaults } from './message-rules.ts';
import { shownChannel, shownMember, shownMessage, shownRole, shownServer, shownUser } from './shown.ts';
import { badBody, Trouble } from './trouble.ts';
import {
  type Channel,
  highestRole,
  type Message,
  rightsIn,
  type Server,
  type User,
  type World,
} from './world.ts';

export interface RestParts {
  readonly world: World;
  readonly interactions: Interactions;
  readonly applicationId: string;
  readonly gatewayUrl: () => string;
  /** Shards that may connect side by side; others wait five seconds for each. */
  readonly identifiesAtOnce: number;
  readonly now: () => number;
  readonly violated: (rule: string, detail: string) => void;
  /** OAuth: what a code or token stands for. */
  readonly grants: Grants;
}

export interface Grant {
  readonly user: User;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
}
export interface Grants {
  readonly codes: Map<string, Grant>;
  readonly tokens: Map<string, Grant>;
  /** User → what Linked Roles knows. */
  readonly connections: Map<string, Json>;
  readonly clientSecret: string;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: Json;
}

type Route = readonly [
  method: string,
  path: RegExp,
  auth: 'bot' | 'bearer' | 'none',
  run: (request: Request, ids: readonly string[]) => unknown,
];

const manageRoles = 1n << 28n;

/** Discord's REST interface, as far as it is used. A handler returns what is answered; null: 204. */
export function createRest(parts: RestParts) {
  const { world, interactions, applicationId, violated } = parts;
  let commands: readonly object[] = [];

  const checked = (schema: typeof spec.MessageResponseSchema, body: unknown, what: string): void => {
    const faults = faultsOf(schema, body);
    if (faults.length === 0) return;
    violated('body', `${what}: ${faults.join('; ')}`);
    throw badBody(faults);
  };
  const found = <T>(thing: T | undefined, code: number, words: string): T => {
    if (thing !== undefined) return thing;
    throw new Trouble(404, code, words);
  };
  const serverOf = (id = ''): Server => {
    const server = found(world.servers.get(id), 10004, 'Unknown Guild');
    if (!server.members.has(world.bot.id)) throw new Trouble(403, 50001, 'Missing Access');
    return server;
  };
  const memberOf = (server: Server, id = ''): User =>
    found(server.members.has(id) ? world.users.get(id) : undefined, 10007, 'Unknown Member');
  const channelOf = (id = ''): Channel => {
    const channel = found(world.channels.get(id), 10003, 'Unknown Channel');
    if (channel.server && !world.servers.get(channel.server)?.members.has(world.bot.id))
      throw new Trouble(403, 50001, 'Missing Access');
    return channel;
  };

  function post({ body }: Request, channel: Channel): object {
    const isV2 = (Number(body['flags'] ?? 0) & componentsV2) !== 0;
    checked(spec.MessageCreateRequestSchema, withoutClientKeys(body), 'message');
    const faults = messageFaults(body, isV2);
    if (faults.length > 0) {
      violated('body', `message: ${faults.join('; ')}`);
      throw badBody(faults);
    }
    if (isEmpty(body)) throw new Trouble(400, 50006, 'Cannot send an empty message');
    if (!mentionsAreOff(body)) violated('mentions', 'a message may mention');
    const nonce = (body['nonce'] as string | undefined) ?? null;
    if (nonce !== null && nonce.length > 25) throw badBody(['nonce: at most 25']);
    const isOnce = nonce !== null && body['enforce_nonce'] === true;
    const again = isOnce ? [...world.messages.values()].find((one) => one.nonce === nonce) : undefined;
    if (again) return shownMessage(again);
    if (channel.type === 1 && !recipientOf(channel).takesDirectMessages)
      throw new Trouble(403, 50007, 'Cannot send messages to this user');
    const message: Message = {
      id: world.id(),
      channel: channel.id,
      author: world.bot,
      at: new Date(parts.now()).toISOString(),
      isPrivate: false,
      flags: Number(body['flags'] ?? 0),
      body,
      nonce,
    };
    world.messages.set(message.id, message);
    return shownMessage(message);
  }
  const recipientOf = (channel: Channel): User => found(world.users.get(channel.name), 10013, 'Unknown User');

  function changeRole([guild, user, role]: readonly string[], isHeld: boolean): null {
    const server = serverOf(guild);
    memberOf(server, user);
    const wanted = found(server.roles.get(role ?? ''), 10011, 'Unknown Role');
    const isAbove = wanted.position >= highestRole(server, world.bot.id);
    if ((rightsIn(server, world.bot.id) & manageRoles) === 0n || isAbove || wanted.managed)
      throw new Trouble(403, 50013, 'Missing Permissions');
    const held = server.members.get(user ?? '');
    if (isHeld) held?.add(wanted.id);
    else held?.delete(wanted.id);
    return null;
  }

  const bearer = ({ authorization }: Request): Grant => {
    const grant = parts.grants.tokens.get(authorization.replace(/^Bearer /, ''));
    if (!grant) throw new Trouble(401, 0, '401: Unauthorized');
    return grant;
  };

  /** A code is good once, with the address that it was asked for with; so is a token to refresh. */
  function grantBehind(body: Json): Grant | null {
    const isFresh = body['grant_type'] === 'authorization_code';
    const [known, key] = isFresh
      ? [parts.grants.codes, String(body['code'])]
      : [parts.grants.tokens, String(body['refresh_token'])];
    const grant = known.get(key);
    known.delete(key);
    if (!grant || (isFresh && grant.redirectUri !== body['redirect_uri'])) return null;
    return grant;
  }

  function token({ body, authorization }: Request): object {
    const given = basicOf(authorization) ?? [body['client_id'], body['client_secret']];
    if (given[0] !== applicationId || given[1] !== parts.grants.clientSecret)
      throw new Trouble(401, 0, 'invalid_client');
    const grant = grantBehind(body);
    if (!grant) throw new Trouble(400, 0, 'invalid_grant');
    const access = `access-${world.id()}`;
    parts.grants.tokens.set(access, grant);
    const refresh = `refresh-${world.id()}`;
    parts.grants.tokens.set(refresh, grant);
    return {
      access_token: access,
      refresh_token: refresh,
      token_type: 'Bearer',
      expires_in: 604_800,
      scope: grant.scopes.join(' '),
    };
  }

  const routes: readonly Route[] = [
    [
      'GET',
      /^\/gateway\/bot$/,
      'bot',
      () =>
        answered(spec.GatewayBotResponseSchema, {
          url: parts.gatewayUrl(),
          shards: 1,
          session_start_limit: {
            total: 1000,
            remaining: 999,
            reset_after: 14_400_000,
            max_concurrency: parts.identifiesAtOnce,
          },
        }),
    ],
    [
      'PUT',
      /^\/applications\/(\d+)\/commands$/,
      'bot',
      ({ body }) => {
        const list = body as unknown as readonly Json[];
        for (const [at, command] of list.entries()) {
          checked(spec.ApplicationCommandUpdateRequestSchema, withNumericRights(command), `command ${at}`);
          const faults = commandFaults(command);
          if (faults.length > 0) violated('command', faults.join('; '));
        }
        const names = list.map(({ name, type }) => `${type ?? 1} ${name}`);
        if (new Set(names).size < names.length) throw badBody(['name: twice']);
        commands = list.map((command) => ({
          ...command,
          type: command['type'] ?? 1,
          id: world.id(),
          application_id: applicationId,
          version: world.id(),
        }));
        return commands;
      },
    ],
    ['GET', /^\/applications\/(\d+)\/commands$/, 'bot', () => commands],
    [
      'PUT',
      /^\/applications\/(\d+)\/role-connections\/metadata$/,
      'bot',
      ({ body }) => {
        const list = body as unknown as readonly object[];
        for (const [at, field] of list.entries())
          checked(spec.ApplicationRoleConnectionsMetadataItemRequestSchema, field, `field ${at}`);
        if (list.length > 5) throw badBody(['fields: at most 5']);
        return list;
      },
    ],
    [
      'POST',
      /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      'none',
      ({ body, query }, [id = '', itsToken = '']) => {
        const interaction = interactions.acknowledge(id, itsToken, body);
        return query.get('with_response') === 'true' ? interactions.answer(interaction) : null;
      },
    ],
    [
      'GET',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      'none',
      (_request, [itsToken = '']) => shownMessage(interactions.originalOf(interactions.byItsToken(itsToken))),
    ],
    [
      'PATCH',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      'none',
      ({ body }, [itsToken = '']) => interactions.editOriginal(itsToken, body),
    ],
    [
      'DELETE',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      'none',
      (_request, [itsToken = '']) => {
        interactions.removeOriginal(itsToken);
        return null;
      },
    ],
    [
      'POST',
      /^\/webhooks\/\d+\/([^/]+)$/,
      'none',
      ({ body }, [itsToken = '']) => interactions.followUp(itsToken, body),
    ],
    ['GET', /^\/channels\/(\d+)$/, 'bot', (_request, [channel]) => shownChannel(channelOf(channel))],
    [
      'POST',
      /^\/channels\/(\d+)\/messages$/,
      'bot',
      (request, [channel]) => post(request, channelOf(channel)),
    ],
    [
      'PATCH',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      'bot',
      ({ body }, [channel, id = '']) => {
        channelOf(channel);
        const message = found(world.messages.get(id), 10008, 'Unknown Message');
        checked(spec.MessageEditRequestPartialSchema, withoutClientKeys(body), 'edited message');
        if (!mentionsAreOff(body)) violated('mentions', 'an edited message may mention');
        message.body = { ...message.body, ...body };
        return shownMessage(message);
      },
    ],
    [
      'POST',
      /^\/users\/@me\/channels$/,
      'bot',
      ({ body }) => {
        checked(spec.CreatePrivateChannelRequestSchema, body, 'direct channel');
        const user = found(world.users.get(String(body['recipient_id'])), 10013, 'Unknown User');
        const known = [...world.channels.values()].find(({ type, name }) => type === 1 && name === user.id);
        const channel = known ?? { id: world.id(), name: user.id, server: null, type: 1 };
        world.channels.set(channel.id, channel);
        return answered(spec.PrivateChannelResponseSchema, {
          id: channel.id,
          type: 1,
          flags: 0,
          recipients: [shownUser(user)],
        });
      },
    ],
    [
      'GET',
      /^\/guilds\/(\d+)$/,
      'bot',
      (_request, [guild]) => answered(spec.GuildWithCountsResponseSchema, shownServer(serverOf(guild))),
    ],
    [
      'GET',
      /^\/guilds\/(\d+)\/roles$/,
      'bot',
      (_request, [guild]) =>
        [...serverOf(guild).roles.values()].map((role) =>
          answered(spec.GuildRoleResponseSchema, shownRole(role)),
        ),
    ],
    [
      'GET',
      /^\/guilds\/(\d+)\/channels$/,
      'bot',
      (_request, [guild]) => [...serverOf(guild).channels.values()].map(shownChannel),
    ],
    [
      'GET',
      /^\/guilds\/(\d+)\/members\/(\d+)$/,
      'bot',
      (_request, [guild, user]) => {
        const server = serverOf(guild);
        return answered(spec.GuildMemberResponseSchema, shownMember(server, memberOf(server, user)));
      },
    ],
    [
      'PUT',
      /^\/guilds\/(\d+)\/members\/(\d+)\/roles\/(\d+)$/,
      'bot',
      (_request, ids) => changeRole(ids, true),
    ],
    [
      'DELETE',
      /^\/guilds\/(\d+)\/members\/(\d+)\/roles\/(\d+)$/,
      'bot',
      (_request, ids) => changeRole(ids, false),
    ],
    ['GET', /^\/applications\/@me$/, 'bot', () => ({ id: applicationId, name: 'Connect' })],
    [
      'GET',
      /^\/users\/@me$/,
      'bearer',
      (request) => {
        if (request.authorization.startsWith('Bot ')) return shownUser(world.bot);
        return answered(spec.UserResponseSchema, shownUser(bearer(request).user));
      },
    ],
    [
      'PUT',
      /^\/users\/@me\/applications\/(\d+)\/role-connection$/,
      'bearer',
      (request) => {
        const { user, scopes } = bearer(request);
        if (!scopes.includes('role_connections.write')) throw new Trouble(403, 50001, 'Missing Access');
        checked(spec.UpdateApplicationUserRoleConnectionRequestSchema, request.body, 'role connection');
        parts.grants.connections.set(user.id, request.body);
        return request.body;
      },
    ],
    ['POST', /^\/oauth2\/token$/, 'none', token],
  ];

  return {
    commands: () => commands,
    /** @throws Trouble as the platform answers it */
    run(request: Request): unknown {
      for (const [method, pattern, auth, run] of routes) {
        const match = request.method === method && pattern.exec(request.path);
        if (!match) continue;
        if (auth === 'bot' && request.authorization !== `Bot ${tokenOf(applicationId)}`)
          throw new Trouble(401, 0, '401: Unauthorized');
        return run(request, match.slice(1));
      }
      violated('route', `${request.method} ${request.path}`);
      throw new Trouble(404, 0, '404: Not Found');
    },
  };
}

/** The bot token of the fake; it does not begin with "Bot". */
export const tokenOf = (applicationId: string): string =>
  `${Buffer.from(applicationId).toString('base64url')}.fake.token`;

function basicOf(authorization: string): readonly string[] | null {
  if (!authorization.startsWith('Basic ')) return null;
  return Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':');
}

/** Letters over names, descriptions and values of one command: at most 8,000. */
function commandFaults(command: Json): readonly string[] {
  let letters = 0;
  const count = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'string' && ['name', 'description', 'value'].includes(key))
        letters += value.length;
      else count(value);
    }
  };
  count(command);
  return letters > 8000 ? [`${command['name']}: ${letters} characters, at most 8000`] : [];
}
