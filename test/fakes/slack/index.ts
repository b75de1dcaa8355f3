import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Args, answered, change, contentOf } from './api.ts';
import { type Member, memberOf } from './member.ts';
import { openidKeys } from './openid.ts';
import { type Fault, type FaultAnswer, Platform } from './platform.ts';
import type { Workspace } from './workspace.ts';

export type { Member } from './member.ts';
export type { Fault, Violation } from './platform.ts';
export type { Message, OpenView, Workspace } from './workspace.ts';

/** What the parts of the platform ask of its server. */
export interface Faking {
  readonly platform: Platform;
  readonly url: string;
  socketUrl(): string;
  /** The app's socket; null: it is reached by HTTP. */
  socket(): WebSocket | null;
  /** Where the app listens. */
  target(): string;
  takeFault(on: string): FaultAnswer | null;
}

export interface FakeSlack extends Pick<Platform, 'calls' | 'violations' | 'workspaces'> {
  readonly url: string;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly platform: Platform;
  /** The app's own address, without a path. */
  pointAt(target: string): void;
  /** Somebody of a workspace at their client. */
  member(team: string, name: string): Member;
  workspace(team: string): Workspace;
  /** Somebody agrees on the page that the app led them to. @returns the code that leads back to the app */
  saysYes(team: string, name: string, page: URL, more?: { readonly org: string }): string;
  inject(fault: Fault): void;
  /** Resolves when the app's socket is there, which `apps.connections.open` led it to. */
  connected(): Promise<void>;
  /** Tells the socket to go and come again, as Slack does from time to time. */
  refreshSocket(): void;
  stop(): Promise<void>;
}

/**
 * Slack on the loopback: its Web API, response addresses, Socket Mode and clients, as strict as the real one.
 * Real clients are run against it, and a test ends with no violations.
 */
export async function fakeSlack({
  now = Date.now,
}: {
  readonly now?: () => number;
} = {}): Promise<FakeSlack> {
  const platform = new Platform(now);
  const sockets = new Set<WebSocket>();
  const server = createServer((request, response) => {
    handle(request, response).catch((fault: unknown) => {
      platform.violate('fake-broke', String(fault));
      response.writeHead(500).end();
    });
  });
  const socketServer = new WebSocketServer({ server, path: '/link' });
  socketServer.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const info = { connection_info: { app_id: platform.appId }, num_connections: sockets.size };
    socket.send(JSON.stringify({ type: 'hello', ...info }));
    platform.events.emit('connected');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  let target = '';

  const faking: Faking = {
    platform,
    url,
    socketUrl: () => `ws://127.0.0.1:${port}/link?ticket=${platform.next('')}`,
    socket: () => [...sockets].at(-1) ?? null,
    target: () => target,
    takeFault(on) {
      const at = platform.faults.findIndex(
        (fault) => fault.on === on || (fault.on === '*' && on !== 'envelope'),
      );
      const fault = platform.faults[at];
      if (!fault) return null;
      platform.faults.splice(at, 1);
      if (fault.answer === 'twice') return { status: 200 };
      const left = ('times' in fault ? (fault.times ?? 1) : 1) - 1;
      if (left > 0) platform.faults.splice(at, 0, { on: fault.on, answer: fault.answer, times: left });
      return fault.answer;
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url);
    const text = await bodyOf(request);
    const method = /^\/api\/([\w.]+)$/.exec(pathname)?.[1];
    if (method) return api(method, argsOf(request, text), request, response);
    const urlId = /^\/response\/[^/]+\/(\w+)$/.exec(pathname)?.[1];
    if (urlId) return json(response, ...responded(urlId, JSON.parse(text)));
    if (pathname === '/openid/connect/keys') return json(response, 200, openidKeys);
    platform.violate('unknown-route', `${request.method} ${pathname}`);
    json(response, 404, { ok: false });
  }

  function api(method: string, args: Args, { headers }: IncomingMessage, response: ServerResponse): void {
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
    const { token: _, client_secret: __, ...open } = args;
    const team = platform.tokens.get(bearer ?? String(args['token']))?.team ?? null;
    platform.calls.push({ method, team, args: open });
    const fault = faking.takeFault(method);
    if (fault === 'drop') {
      response.destroy();
      return;
    }
    if (fault && 'status' in fault) {
      response.writeHead(
        fault.status,
        fault.retryAfter === undefined ? {} : { 'retry-after': `${fault.retryAfter}` },
      );
      response.end(
        JSON.stringify({ ok: false, error: fault.status === 429 ? 'ratelimited' : 'fatal_error' }),
      );
      return;
    }
    json(response, 200, fault ? { ok: false, error: fault.error } : answered(faking, method, args, bearer));
  }

  function responded(id: string, args: Args): [number, Args] {
    const to = platform.responseUrls.get(id);
    if (!to) return [404, { ok: false, error: 'not_found' }];
    const workspace = platform.workspace(to.team);
    platform.calls.push({ method: 'response_url', team: to.team, args });
    if (platform.now() - to.at > 30 * 60_000) return [404, { ok: false, error: 'expired_url' }];
    to.uses += 1;
    if (to.uses > 5) {
      platform.violate('response-url-used-up', `${to.uses} uses`);
      return [404, { ok: false, error: 'used_url' }];
    }
    if (args['delete_original'] === true && to.message) {
      to.message.isDeleted = true;
      return [200, { ok: true }];
    }
    if (platform.checked('response_url', args).length > 0)
      return [500, { ok: false, error: 'invalid_blocks' }];
    if (args['replace_original'] === true && to.message) {
      change(platform, to.message, args);
      platform.events.emit('shown', to.user, to.message);
      return [200, { ok: true }];
    }
    const isPublic = args['response_type'] === 'in_channel';
    if (isPublic) platform.checkChannel(workspace, to.channel, 'response_url');
    platform.post(workspace, { channel: to.channel, ...contentOf(args), onlyFor: isPublic ? null : to.user });
    return [200, { ok: true }];
  }

  return {
    url,
    apiUrl: `${url}/api/`,
    platform,
    calls: platform.calls,
    violations: platform.violations,
    workspaces: platform.workspaces,
    pointAt: (given) => {
      target = given;
    },
    workspace: (team) => platform.workspace(team),
    member: (team, name) => memberOf(faking, platform.workspace(team), name),
    saysYes(team, name, { searchParams }, { org } = { org: '' }) {
      if (searchParams.get('client_id') !== platform.clientId) platform.violate('unknown-client', name);
      if (!searchParams.get('state')) platform.violate('no-state', name);
      const user = platform.workspace(team).users.find((one) => one.name === name)?.id ?? '';
      const code = platform.next('code-');
      platform.codes.set(code, { team, user, nonce: searchParams.get('nonce'), org: org || null });
      return code;
    },
    inject: (fault) => void platform.faults.push(fault),
    connected: () =>
      sockets.size > 0
        ? Promise.resolve()
        : new Promise((resolve) => platform.events.once('connected', () => resolve())),
    refreshSocket() {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    async stop() {
      await Promise.all([...sockets].map(closed));
      socketServer.close();
      server.closeAllConnections();
      await new Promise((ended) => server.close(ended));
    },
  };
}

/** Goes as it should, so that nobody on the other side takes it for a fault. */
function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), 500);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1000);
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Form fields, those that hold JSON read; or a JSON body. */
function argsOf({ headers }: IncomingMessage, text: string): Args {
  if (headers['content-type']?.startsWith('application/json')) return JSON.parse(text || '{}');
  return Object.fromEntries([...new URLSearchParams(text)].map(([key, value]) => [key, inside(value)]));
}

function inside(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
