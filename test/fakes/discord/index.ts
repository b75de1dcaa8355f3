import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Json } from './bodies.ts';
import { createGateway } from './gateway.ts';
import { createInteractions } from './interactions.ts';
import { createPerson, type PersonFacts } from './person.ts';
import { createRest, type Grants, tokenOf } from './rest.ts';
import { shownMessage, shownSeat } from './shown.ts';
import { type Fault, Trouble, type Violation } from './trouble.ts';
import { type Channel, createWorld, type Role, type Server } from './world.ts';

export { faultsOf } from './bodies.ts';
export type { Form, Person, Shown } from './person.ts';
export type { Fault, Violation } from './trouble.ts';
export type { Server } from './world.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly status: number;
}

export type FakeDiscord = Awaited<ReturnType<typeof startDiscord>>;

/**
 * A Discord of our own on 127.0.0.1: REST v10, gateway, files, and people who use it.
 * `violations` lists every rule that was broken; a test ends with none, or takes the one that it is about away by name.
 * @param clock decides what is late and what is over
 */
export async function startDiscord({
  clock,
  identifiesAtOnce = 1,
}: {
  readonly clock: Clock;
  readonly identifiesAtOnce?: number;
}) {
  const applicationId = '1400000000000000001';
  const token = tokenOf(applicationId);
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const world = createWorld(clock, applicationId);
  const now = () => Date.parse(clock.now());
  const calls: Call[] = [];
  const violations: Violation[] = [];
  const faults: Fault[] = [];
  const files = new Map<string, { readonly bytes: Uint8Array; readonly until: number }>();
  const grants: Grants = {
    codes: new Map(),
    tokens: new Map(),
    connections: new Map(),
    clientSecret: 'client-secret',
  };
  const violated = (rule: string, detail: string) => void violations.push({ rule, detail });
  const pace = new Map<string, { count: number; resetAt: number }>();
  let heartbeatMs = 41_250;
  let interactionsUrl: string | null = null;
  let eventsUrl: string | null = null;
  let answering: Answering | null = null;

  const http = createServer((request, response) => void serve(request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // It listens on a port, so its address is no path.
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  const interactions = createInteractions({ world, now, violated });
  const gatewayUrl = () => `ws://${host}/gateway`;
  const rest = createRest({
    world,
    interactions,
    applicationId,
    gatewayUrl,
    identifiesAtOnce,
    now,
    violated,
    grants,
  });
  const gateway = createGateway(http, {
    world,
    token,
    applicationId,
    url: gatewayUrl,
    heartbeatMs: () => heartbeatMs,
    violated,
  });

  const takeFault = <K extends Fault['kind']>(kind: K, path = ''): Extract<Fault, { kind: K }> | null => {
    const at = faults.findIndex(
      (fault) => fault.kind === kind && (!('route' in fault) || fault.route.test(path)),
    );
    // Found by its kind.
    return at < 0 ? null : (faults.splice(at, 1)[0] as Extract<Fault, { kind: K }>);
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', url);
    const { method = 'GET' } = request;
    if (address.pathname.startsWith('/attachments/')) return hand(address, response);
    const text = await textOf(request);
    const pathname = decodeURIComponent(address.pathname);
    const path = pathname.replace(/^\/api\/v10/, '');
    const body = bodyOf(text, request.headers['content-type'] ?? '');
    const slow = takeFault('slow', path);
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
    const answer = answerTo(method, path, address, request, body, pathname !== path);
    calls.push({ method, path, body, status: answer.status });
    const type = answer.body === null ? {} : { 'content-type': 'application/json' };
    response.writeHead(answer.status, { ...type, ...answer.headers });
    response.end(answer.body === null ? undefined : JSON.stringify(answer.body));
  }

  function answerTo(
    method: string,
    path: string,
    address: URL,
    request: IncomingMessage,
    body: Json,
    isApi: boolean,
  ): Answer {
    const limited = takeFault('rate-limited', path);
    if (limited) return tooMany(limited.seconds, limited.isGlobal ?? false);
    const broken = takeFault('server-error', path);
    if (broken)
      return { status: broken.status, body: { message: 'Internal Server Error', code: 0 }, headers: {} };
    const headers = paced(method, path);
    if (headers['x-ratelimit-remaining'] === '-1') return tooMany(1, false);
    try {
      if (!isApi) throw new Trouble(404, 0, '404: Not Found');
      const authorization = request.headers.authorization ?? '';
      const result = rest.run({ method, path, query: address.searchParams, authorization, body });
      return { status: result === null ? 204 : 200, body: result, headers };
    } catch (fault) {
      if (!(fault instanceof Trouble)) {
        violated('fake', String(fault));
        return { status: 500, body: { message: String(fault), code: 0 }, headers };
      }
      const { status, code, words, paths } = fault;
      const errors = Object.fromEntries(
        paths.map((one, at) => [String(at), { _errors: [{ code: 'INVALID', message: one }] }]),
      );
      return { status, body: { message: words, code, ...(paths.length > 0 ? { errors } : {}) }, headers };
    }
  }

  /** Fifty a second for each route and place; answers to interactions are exempt, and headers come with all. */
  function paced(method: string, path: string): Record<string, string> {
    const isExempt = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    const bucket = `${method} ${path.replace(/\/(messages|members|roles)\/[^/]+/g, '/$1/:id')}`;
    const at = Date.now();
    const known = pace.get(bucket);
    const window = known && known.resetAt > at ? known : { count: 0, resetAt: at + 1_000 };
    window.count += isExempt ? 0 : 1;
    pace.set(bucket, window);
    return {
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': String(Math.max(-1, 50 - window.count)),
      'x-ratelimit-reset': String(window.resetAt / 1_000),
      'x-ratelimit-reset-after': String((window.resetAt - at) / 1_000),
      'x-ratelimit-bucket': Buffer.from(bucket).toString('hex').slice(0, 32),
    };
  }

  function hand(address: URL, response: ServerResponse): void {
    const file = files.get(address.pathname);
    const isOver = !file || file.until < now() || faults.some(({ kind }) => kind === 'files-expired');
    response.writeHead(isOver ? 404 : 200, {
      'content-type': isOver ? 'text/plain' : 'application/octet-stream',
    });
    response.end(isOver ? 'This content is no longer available.' : file.bytes);
  }

  /** Signed as Discord signs. @returns status and answer */
  async function post(
    to: string,
    payload: object,
    forged = false,
  ): Promise<{ readonly status: number; readonly body: Json | null }> {
    const text = JSON.stringify(payload);
    const timestamp = String(Math.floor(now() / 1_000));
    const signature = sign(
      null,
      Buffer.from(timestamp + (forged ? `${text} ` : text)),
      keys.privateKey,
    ).toString('hex');
    const response = await fetch(to, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      },
      body: text,
    });
    const answer = await response.text();
    return { status: response.status, body: answer ? (parsed(answer) as Json) : null };
  }

  async function answerBy(answer: Answering, payload: object) {
    const answered = await answer(payload);
    // What is left to do comes after the answer has arrived.
    setTimeout(() => void answered?.after?.(), 1);
    return answered ? { status: 200, body: answered.first as Json } : { status: 202, body: null };
  }
  function tellByGateway(server: string | null, payload: object): null {
    gateway.tell(server, 'INTERACTION_CREATE', payload);
    return null;
  }

  return {
    url,
    /** For `DISCORD_API_URL`. */
    apiUrl: `${url}/api`,
    cdnHost: host,
    applicationId,
    token,
    publicKey,
    clientSecret: grants.clientSecret,
    calls,
    violations,
    world,
    /** What Linked Roles knows of a user. */
    connectionOf: (user: string) => grants.connections.get(user) ?? null,
    commands: () => rest.commands(),
    /** From now on interactions go there, signed; null: to the gateway. */
    sendTo(url: string | null, events: string | null = null) {
      interactionsUrl = url;
      eventsUrl = events;
    },
    /** From now on interactions are answered by a function, as if over HTTP. */
    answerWith(answer: Answering) {
      answering = answer;
    },
    /** A post of the bot with one button. */
    postBy(channel: string, label: string, id: string) {
      const body = { components: [{ type: 1, components: [{ type: 2, style: 1, label, custom_id: id }] }] };
      const at = clock.now();
      const message = {
        id: world.id(),
        channel,
        author: world.bot,
        at,
        isPrivate: false,
        flags: 0,
        body,
        nonce: null,
      };
      world.messages.set(message.id, message);
      return message;
    },
    setHeartbeat(ms: number) {
      heartbeatMs = ms;
    },
    isConnected: gateway.isConnected,
    shards: gateway.shards,
    /** Faults that have not struck yet are taken back. */
    heal: () => void faults.splice(0),
    inject(fault: Fault) {
      if (fault.kind === 'dropped') gateway.drop();
      else if (fault.kind === 'reconnect') gateway.askToReconnect();
      else if (fault.kind === 'session-over') gateway.endSessions();
      else if (fault.kind === 'deaf') gateway.deafen();
      else faults.push(fault);
    },
    /** The probes that Discord sends before it takes an endpoint: PING is answered, a bad signature refused. */
    async probe(to: string) {
      const ping = { id: world.id(), application_id: applicationId, type: 1, token: 'ping', version: 1 };
      const [good, bad] = [await post(to, ping), await post(to, ping, true)];
      return {
        answersPing: good.status === 200 && good.body?.['type'] === 1,
        refusesForged: bad.status === 401,
      };
    },
    async event(type: string, data: object) {
      if (!eventsUrl) return gateway.tell(null, type, data);
      await post(eventsUrl, {
        version: 1,
        application_id: applicationId,
        type: 1,
        event: { type, timestamp: clock.now(), data },
      });
    },
    post,
    /** A server with the bot in it. @param botRights what its role may do */
    addServer({
      name,
      channels = ['general'],
      voiceChannels = [],
      stages = [],
      botRights = 0n,
    }: {
      name: string;
      channels?: readonly string[];
      voiceChannels?: readonly string[];
      stages?: readonly string[];
      botRights?: bigint;
    }): Server {
      const id = world.id();
      const everyone: Role = { id, name: '@everyone', position: 0, permissions: 0n, managed: false };
      const own: Role = {
        id: world.id(),
        name: 'Connect',
        position: 10,
        permissions: botRights,
        managed: true,
      };
      const madeAs =
        (type: number) =>
        (one: string): Channel => ({ id: world.id(), name: one, server: id, type });
      const made = [...channels.map(madeAs(0)), ...voiceChannels.map(madeAs(2)), ...stages.map(madeAs(13))];
      const server: Server = {
        id,
        name,
        owner: world.id(),
        roles: new Map([
          [id, everyone],
          [own.id, own],
        ]),
        members: new Map([[applicationId, new Set([own.id])]]),
        channels: new Map(made.map((channel) => [channel.id, channel])),
        seats: new Map(),
      };
      world.servers.set(id, server);
      for (const channel of made) world.channels.set(channel.id, channel);
      gateway.joined(server);
      return server;
    },
    addRole(server: Server, name: string, position = 5, more: Partial<Role> = {}): Role {
      const role: Role = { id: world.id(), name, position, permissions: 0n, managed: false, ...more };
      server.roles.set(role.id, role);
      return role;
    },
    channel(server: Server, name: string): Channel {
      const channel = [...server.channels.values()].find((one) => one.name === name);
      if (!channel) throw new Error(`No channel ${name}`);
      return channel;
    },
    /** The bot is thrown out. */
    removeBot(server: Server) {
      server.members.delete(applicationId);
      gateway.tell(server.id, 'GUILD_DELETE', { id: server.id });
    },
    /** What everybody sees in a channel, the oldest first. */
    postsIn: (channel: string) =>
      [...world.messages.values()]
        .filter((one) => one.channel === channel && !one.isPrivate)
        .map(shownMessage),
    person: (facts: PersonFacts) =>
      createPerson(facts, {
        world,
        applicationId,
        interactions,
        violated,
        now,
        calls,
        files,
        cdn: url,
        isTwice: () => takeFault('delivered-twice') !== null,
        deliver: (server, payload) =>
          answering
            ? answerBy(answering, payload)
            : interactionsUrl
              ? post(interactionsUrl, payload)
              : tellByGateway(server, payload),
        moved: (server, user, channel) =>
          gateway.tell(server.id, 'VOICE_STATE_UPDATE', shownSeat(server, user, channel)),
        approve: (user, scopes, redirectUri) => {
          const code = `code-${world.id()}`;
          grants.codes.set(code, { user, scopes, redirectUri });
          return code;
        },
      }),
    async stop() {
      gateway.stop();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

type Answering = (
  payload: object,
) => Promise<{ readonly first: object; readonly after: (() => Promise<void>) | null } | null>;

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

const tooMany = (seconds: number, isGlobal: boolean): Answer => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
  headers: {
    'retry-after': String(seconds),
    'x-ratelimit-scope': isGlobal ? 'global' : 'user',
    ...(isGlobal
      ? { 'x-ratelimit-global': 'true' }
      : {
          'x-ratelimit-reset-after': String(seconds),
          'x-ratelimit-remaining': '0',
          'x-ratelimit-limit': '50',
        }),
  },
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function bodyOf(text: string, type: string): Json {
  if (text === '') return {};
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  const part = /name="payload_json"\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(text)?.[1];
  return parsed(part ?? text) as Json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { unreadable: text };
  }
}
