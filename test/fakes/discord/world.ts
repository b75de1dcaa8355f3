import type { Clock } from '../../../core/ports/clock.ts';
import type { Json } from './bodies.ts';

const epochMs = 1_420_070_400_000;

export interface User {
  readonly id: string;
  readonly username: string;
  readonly locale: string;
  /** Closed: a direct message is refused with 50007. */
  readonly takesDirectMessages: boolean;
  readonly isBot: boolean;
}
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly permissions: bigint;
  readonly managed: boolean;
}
export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Null: a direct message. */
  readonly server: string | null;
  readonly type: number;
}
export interface Server {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly roles: Map<string, Role>;
  /** User → their roles; the bot is one. */
  readonly members: Map<string, Set<string>>;
  readonly channels: Map<string, Channel>;
  /** User → the voice channel that they sit in. */
  readonly seats: Map<string, string>;
}
export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: User;
  readonly at: string;
  readonly isPrivate: boolean;
  readonly flags: number;
  body: Json;
  readonly nonce: string | null;
}

/** What Discord knows: people, servers, roles, channels, messages. */
export interface World {
  readonly users: Map<string, User>;
  readonly servers: Map<string, Server>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Message>;
  readonly bot: User;
  id(): string;
}

export function createWorld(clock: Clock, applicationId: string): World {
  let count = 0n;
  const bot: User = {
    id: applicationId,
    username: 'connect',
    locale: 'en-US',
    takesDirectMessages: false,
    isBot: true,
  };
  return {
    users: new Map([[bot.id, bot]]),
    servers: new Map(),
    channels: new Map(),
    messages: new Map(),
    bot,
    id() {
      count += 1n;
      return String((BigInt(Date.parse(clock.now()) - epochMs) << 22n) | count);
    },
  };
}

/** What somebody may do there: the sum of their roles. */
export function rightsIn(server: Server, user: string): bigint {
  const held = [...(server.members.get(user) ?? []), server.id];
  return held.reduce((sum, role) => sum | (server.roles.get(role)?.permissions ?? 0n), 0n);
}

export const highestRole = (server: Server, user: string): number =>
  Math.max(0, ...[...(server.members.get(user) ?? [])].map((role) => server.roles.get(role)?.position ?? 0));
