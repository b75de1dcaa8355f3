import { createHmac } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Faking } from './index.ts';

/** What the app answered. `body` null: nothing to read. */
export interface Acknowledged {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** What was no JSON. */
  readonly text: string;
  readonly ms: number;
}

export interface Delivery {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Readonly<Record<string, unknown>>;
  /** From 1: the same again. */
  readonly retry?: { readonly number: number; readonly reason: string };
}

/** How a request is altered on its way, to see that it is refused. */
export interface Tampered {
  readonly secret?: string;
  /** How long ago it says that it was signed. */
  readonly agoSeconds?: number;
  readonly unsigned?: boolean;
}

const ackMs = 3000;

/** Hands it to the app, by HTTP or through its socket, and waits for its word; later than 3 s is a violation. */
export async function deliver(
  faking: Faking,
  delivery: Delivery,
  tampered: Tampered = {},
): Promise<Acknowledged> {
  const { platform } = faking;
  const started = performance.now();
  const socket = faking.socket();
  const answer = socket ? overSocket(faking, socket, delivery) : overHttp(faking, delivery, tampered);
  const acknowledged = { ...(await answer), ms: performance.now() - started };
  if (acknowledged.ms > ackMs)
    platform.violate('no-ack-in-3-s', `${delivery.kind} after ${acknowledged.ms} ms`);
  return acknowledged;
}

async function overHttp(
  faking: Faking,
  { kind, payload, retry }: Delivery,
  tampered: Tampered,
): Promise<Omit<Acknowledged, 'ms'>> {
  const isJson = kind === 'events_api';
  const fields: Record<string, string> =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  const body = isJson ? JSON.stringify(payload) : new URLSearchParams(fields).toString();
  const response = await fetch(`${faking.target()}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signature(faking.platform.signingSecret, body, tampered),
      ...(retry ? { 'x-slack-retry-num': `${retry.number}`, 'x-slack-retry-reason': retry.reason } : {}),
    },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  return { status: response.status, ...parsed(text) };
}

/** By the machine's own clock, which Bolt holds it against. */
export function signature(secret: string, body: string, tampered: Tampered = {}): Record<string, string> {
  if (tampered.unsigned) return {};
  const at = Math.floor(Date.now() / 1000) - (tampered.agoSeconds ?? 0);
  const digest = createHmac('sha256', tampered.secret ?? secret)
    .update(`v0:${at}:${body}`)
    .digest('hex');
  return { 'x-slack-request-timestamp': `${at}`, 'x-slack-signature': `v0=${digest}` };
}

function parsed(text: string): Pick<Acknowledged, 'body' | 'text'> {
  try {
    const body: unknown = JSON.parse(text);
    // An object with keys, since it is none of the other kinds of JSON.
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return { body: isObject ? (body as Record<string, unknown>) : null, text };
  } catch {
    return { body: null, text };
  }
}

async function overSocket(
  faking: Faking,
  socket: WebSocket,
  { kind, payload, retry }: Delivery,
): Promise<Omit<Acknowledged, 'ms'>> {
  const envelope = faking.platform.next('envelope-');
  const text = JSON.stringify({
    envelope_id: envelope,
    type: kind,
    payload,
    accepts_response_payload: kind !== 'events_api',
    ...(retry ? { retry_attempt: retry.number, retry_reason: retry.reason } : {}),
  });
  const acknowledged = new Promise<Record<string, unknown>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No word through the socket')), 10_000);
    const read = (data: unknown) => {
      const told: { envelope_id?: string; payload?: Record<string, unknown> } = JSON.parse(String(data));
      if (told.envelope_id !== envelope) return;
      clearTimeout(timer);
      socket.off('message', read);
      resolve(told.payload ?? {});
    };
    socket.on('message', read);
  });
  const times = faking.takeFault('envelope') ? 2 : 1;
  for (let time = 0; time < times; time += 1) socket.send(text);
  const body = await acknowledged;
  return { status: 200, body: Object.keys(body).length > 0 ? body : null, text: '' };
}
