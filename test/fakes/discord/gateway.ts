import type { Server as HttpServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from './bodies.ts';
import { shownChannel, shownMember, shownRole, shownSeat, shownServer, shownUser } from './shown.ts';
import type { Server, World } from './world.ts';

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  readonly log: { s: number; t: string; d: unknown }[];
  socket: WebSocket | null;
  isDeaf: boolean;
}

export interface GatewayParts {
  readonly world: World;
  readonly token: string;
  readonly applicationId: string;
  readonly url: () => string;
  readonly heartbeatMs: () => number;
  readonly violated: (rule: string, detail: string) => void;
}

const privileged = (1 << 1) | (1 << 8) | (1 << 15);
/** Events that only come where they were asked for. */
const voiceStates = 1 << 7;
const identifyEveryMs = 5_000;

/** Gateway v10 in JSON: greeting, identify, heartbeats, dispatches in order, resuming. */
export function createGateway(http: HttpServer, parts: GatewayParts) {
  const { world, violated } = parts;
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const lastIdentify = new Map<number, number>();
  let count = 0;

  http.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/gateway')) return socket.destroy();
    if (!request.url.includes('v=10') || !request.url.includes('encoding=json'))
      violated('gateway', `asked for ${request.url}`);
    sockets.handleUpgrade(request, socket, head, (opened) => greet(opened));
  });

  function greet(socket: WebSocket): void {
    let session: Session | null = null;
    send(socket, { op: 10, d: { heartbeat_interval: parts.heartbeatMs() }, s: null, t: null });
    socket.on('message', (bytes) => {
      const text = bytes.toString();
      if (text.length > 4096) return close(socket, 4002, 'payload over 4096 bytes');
      const { op, d } = JSON.parse(text) as { op: number; d: Json };
      if (op === 1 && !session?.isDeaf) send(socket, { op: 11, d: null, s: null, t: null });
      if (op === 2) session = session ? close(socket, 4005, 'identified twice') : identify(socket, d);
      if (op === 6) session = resume(socket, d);
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = null;
    });
    socket.on('error', () => {});
  }

  function close(socket: WebSocket, code: number, why: string): null {
    violated('gateway', `${code}: ${why}`);
    socket.close(code, why);
    return null;
  }

  function identify(socket: WebSocket, d: Json): Session | null {
    if (d['token'] !== parts.token) return close(socket, 4004, 'a wrong token');
    if ((Number(d['intents']) & privileged) !== 0) return close(socket, 4014, 'privileged intents');
    const shard = (d['shard'] as [number, number] | undefined) ?? [0, 1];
    const since = Date.now() - (lastIdentify.get(shard[0]) ?? 0);
    lastIdentify.set(shard[0], Date.now());
    // After op 9 clients wait by themselves; the same shard twice within the five seconds is refused.
    if (since < identifyEveryMs && !isRestarted(shard)) {
      send(socket, { op: 9, d: false, s: null, t: null });
      return null;
    }
    count += 1;
    const session: Session = {
      id: `session-${count}`,
      shard,
      intents: Number(d['intents']),
      log: [],
      socket,
      isDeaf: false,
    };
    sessions.set(session.id, session);
    dispatch(session, 'READY', {
      v: 10,
      user: { ...shownUser(world.bot), verified: true, mfa_enabled: false, email: null },
      guilds: serversOf(session).map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: parts.url(),
      shard,
      application: { id: parts.applicationId, flags: 0 },
    });
    for (const server of serversOf(session)) dispatch(session, 'GUILD_CREATE', created(server, session));
    return session;
  }

  /** A new process starts anew; the throttle is for one that tries again and again. */
  const isRestarted = ([shard]: readonly number[]): boolean =>
    ![...sessions.values()].some((one) => one.shard[0] === shard && one.socket !== null);

  function resume(socket: WebSocket, d: Json): Session | null {
    const session = sessions.get(String(d['session_id']));
    if (d['token'] !== parts.token || !session) {
      send(socket, { op: 9, d: false, s: null, t: null });
      return null;
    }
    session.socket = socket;
    session.isDeaf = false;
    for (const missed of session.log.filter(({ s }) => s > Number(d['seq'])))
      send(socket, { op: 0, ...missed });
    dispatch(session, 'RESUMED', {});
    return session;
  }

  const serversOf = ({ shard: [at, all] }: Session): readonly Server[] =>
    [...world.servers.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && shardOf(id, all) === at,
    );

  const created = (server: Server, { intents }: Session): object => ({
    ...shownServer(server),
    joined_at: '2026-01-01T00:00:00.000Z',
    large: false,
    unavailable: false,
    member_count: server.members.size,
    voice_states: (intents & voiceStates) !== 0 ? seatsIn(server) : [],
    members: [shownMember(server, world.bot)],
    channels: [...server.channels.values()].map(shownChannel),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    roles: [...server.roles.values()].map(shownRole),
  });

  const seatsIn = (server: Server): readonly object[] =>
    [...server.seats].flatMap(([id, channel]) => {
      const user = world.users.get(id);
      // Within a server they come without its id.
      return user ? [{ ...shownSeat(server, user, channel), guild_id: undefined }] : [];
    });

  function dispatch(session: Session, t: string, d: unknown): void {
    const entry = { s: session.log.length + 1, t, d };
    session.log.push(entry);
    if (session.socket) send(session.socket, { op: 0, ...entry });
  }

  const open = (): readonly Session[] => [...sessions.values()];

  return {
    isConnected: () => open().some(({ socket }) => socket !== null),
    /** Of those that are connected: "0 of 2". */
    shards: () =>
      open().flatMap(({ socket, shard: [at, all] }) => (socket === null ? [] : [`${at} of ${all}`])),
    /** To the shard of the server; direct messages go to the first. What is away is told when it resumes. */
    tell(server: string | null, t: string, d: unknown): void {
      const wanted = t === 'VOICE_STATE_UPDATE' ? voiceStates : 0;
      const latest = open().filter(
        ({ shard: [at, all], intents }) =>
          at === (server ? shardOf(server, all) : 0) && (intents & wanted) === wanted,
      );
      const session = latest.findLast(({ socket }) => socket !== null) ?? latest.at(-1);
      if (session) dispatch(session, t, d);
    },
    joined(server: Server): void {
      for (const session of open())
        if (session.socket && shardOf(server.id, session.shard[1]) === session.shard[0])
          dispatch(session, 'GUILD_CREATE', created(server, session));
    },
    drop: () => {
      for (const { socket } of open()) socket?.terminate();
    },
    askToReconnect: () => {
      for (const { socket } of open()) if (socket) send(socket, { op: 7, d: null, s: null, t: null });
    },
    endSessions: () => {
      for (const { id, socket } of open()) {
        sessions.delete(id);
        if (socket) send(socket, { op: 9, d: false, s: null, t: null });
      }
      lastIdentify.clear();
    },
    deafen: () => {
      for (const session of open()) session.isDeaf = true;
    },
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

const shardOf = (server: string, all: number): number => Number((BigInt(server) >> 22n) % BigInt(all));

const send = (socket: WebSocket, payload: object): void => {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
};
