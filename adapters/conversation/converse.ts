import { ZodError } from 'zod';
import { later, minuteMs, secondMs } from '../../core/instant.ts';
import { rememberReads } from '../../core/remember-reads.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { actionId } from './action-id.ts';
import type { Asked } from './asked.ts';
import { answerAge, askAge, type Waiting } from './begin.ts';
import { card, withNews } from './card.ts';
import type { Asker, Command, ConversationPorts } from './command.ts';
import { commandFor } from './commands.ts';
import { readDraft } from './drafts.ts';
import { oneByOne } from './in-turn.ts';
import { takeNews } from './inbox.ts';
import { overLimits } from './over-limits.ts';
import { sentence } from './refuse.ts';
import { type Reply, shows } from './reply.ts';
import { resolveSaid } from './resolve.ts';
import { type Reader, type Text, tell } from './text.ts';
import { whoAsks } from './who.ts';
import { say } from './words/say.ts';

/** A reply, and for whom it is told. */
export interface Told {
  readonly reply: Reply;
  readonly reader: Reader & { readonly plain: boolean };
}

/**
 * `now`: show it as the first answer. `later`: say "one moment" as privately as it says, then show it in place.
 * `repeat`: the same was asked before; nothing is to be done or shown.
 */
export type Answered =
  | ({ readonly is: 'now'; readonly visibility: Command['visibility'] } & Told)
  | { readonly is: 'later'; readonly visibility: Command['visibility']; readonly told: Promise<Told | null> }
  | { readonly is: 'repeat' };

export interface Patience {
  /** How long a card may take before the platform is told to wait. */
  readonly ackWindowMs: number;
  /** How long a form or choices may take: neither can come later. */
  readonly formMs: number;
  /** Over a limit throws; else it is logged. */
  readonly isStrict: boolean;
}

const patient: Patience = { ackWindowMs: 50, formMs: 800, isStrict: false };

export interface Conversation {
  /** One act of one person: recognised, judged by the core, answered. Never throws. */
  answer(asked: Asked): Promise<Answered>;
}

export function createConversation(ports: ConversationPorts, given: Partial<Patience> = {}): Conversation {
  const patience = { ...patient, ...given };
  const inTurn = oneByOne();

  async function answer(asked: Asked): Promise<Answered> {
    const command = commandFor(asked.verb);
    const { visibility } = command;
    const told = unlessRepeated(ports, asked, () => inTurn(() => caught(ports, command, asked, patience)));
    const isUrgent = asked.via === 'choices' || (command.answers === 'form' && asked.via !== 'form');
    const first = await within(told, isUrgent ? patience.formMs : patience.ackWindowMs);
    if (first !== late) return first ? { is: 'now', visibility, ...first } : { is: 'repeat' };
    if (asked.via === 'choices') return { is: 'now', visibility, ...noChoices };
    return { is: 'later', visibility, told: isUrgent ? told.then(asCard) : told };
  }
  return { answer };
}

const late = Symbol('late');
const noChoices: Told = {
  reply: { show: 'choices', choices: [] },
  reader: { language: 'en', zone: 'UTC', plain: false },
};

async function within<T>(work: Promise<T>, ms: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<typeof late>((over) => {
    timer = setTimeout(() => over(late), ms);
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    clearTimeout(timer);
  }
}

/** What came too late to be a form becomes a card with a button for another try. */
function asCard(told: Told | null): Told | null {
  if (told?.reply.show !== 'form') return told;
  const { reply, reader } = told;
  const label = say(reader.language, 'chat.button.try-again');
  const again = card(reader, {
    id: 'slow',
    title: tell(reader, 'chat.slow'),
    actions: [{ label, style: 'primary', do: reply.form.id }],
  });
  return { reader, reply: shows(again) };
}

const acts = 'chat.acts';

/**
 * The same act runs once: its mark stands for half a minute, so that one that was broken off runs again after it, and
 * for a quarter of an hour once it is done. @returns null: a repeat
 */
async function unlessRepeated(
  { keyValues, clock, meter }: ConversationPorts,
  { key, via, from }: Asked,
  run: () => Promise<Told>,
): Promise<Told | null> {
  if (via === 'choices') return run();
  const now = clock.now();
  if (!(await keyValues.first(acts, key, later(now, 30 * secondMs)))) {
    meter.repeated(from.platform);
    return null;
  }
  const told = await run();
  await keyValues.put(acts, key, true, { until: later(now, 15 * minuteMs) });
  return told;
}

/** Runs what answers; a fault is logged once, and becomes a card with a reference. */
async function caught(
  ports: ConversationPorts,
  command: Command,
  asked: Asked,
  { isStrict }: Patience,
): Promise<Told> {
  let asker: Asker | null = null;
  try {
    const told = await retryStale(async () => {
      const looking = { ...ports, records: rememberReads(ports.records) };
      asker = await whoAsks(looking, asked);
      return run(looking, command, asked, asker);
    });
    const over = overLimits(told.reply);
    if (over.length > 0 && isStrict) throw new Error(`${asked.verb} is over the limits: ${over.join('; ')}`);
    if (over.length > 0) ports.log.warn({ verb: asked.verb, over }, 'A reply is over the limits of chat');
    return told;
  } catch (fault) {
    const reference = ports.ids.code(10);
    ports.log.error({ reference, verb: asked.verb, err: fault }, 'A turn of the conversation broke');
    const reader = asker ?? { language: 'en' as const, zone: 'UTC', plain: false };
    const title = tell(reader, 'chat.fault');
    const note = tell(reader, 'chat.fault.reference', { reference: { code: reference } });
    return { reader, reply: shows(card(reader, { id: 'fault', title, note, actions: [] })) };
  }
}

async function run(ports: ConversationPorts, command: Command, asked: Asked, asker: Asker): Promise<Told> {
  if (asked.verb === 'account.begin') return begun(ports, asked, asker);
  if (command.needsPerson && !asker.me) return { reader: asker, reply: await askAge(ports, asker, asked) };
  return {
    reader: asker,
    reply: await leading(ports, asker, asked, await turn(ports, command, asked, asker)),
  };
}

/** After the one question: what they had asked for, led by who they are here. */
async function begun(ports: ConversationPorts, asked: Asked, asker: Asker): Promise<Told> {
  const answer = await answerAge(ports, asker);
  if (answer) return { reader: asker, reply: answer };
  const known = await whoAsks(ports, asked);
  const waiting = asker.on && (await readDraft<Waiting>(ports, asked.from, asker.on.item));
  if (!waiting)
    return {
      reader: known,
      reply: sentence(known, 'chat.begin.welcome', { alias: known.person?.alias ?? '' }),
    };
  const again: Asked = { ...asked, ...waiting, via: 'command' };
  const next = await whoAsks(ports, again);
  const reply = await turn(ports, commandFor(again.verb), again, next);
  const welcome = tell(next, 'chat.begin.welcome', { alias: next.person?.alias ?? '' });
  return { reader: next, reply: led(next, reply, [welcome]) };
}

/** What was said, with names turned into ids; then the turn itself. */
async function turn(ports: ConversationPorts, command: Command, asked: Asked, asker: Asker): Promise<Reply> {
  const resolved = await resolveSaid(ports, command, asked, asker);
  if ('reply' in resolved) return resolved.reply;
  try {
    return await command.run(ports, asker, resolved.said);
  } catch (fault) {
    if (!(fault instanceof ZodError)) throw fault;
    const [name] = fault.issues[0]?.path ?? [];
    return sentence(asker, 'chat.not-understood', { what: String(name ?? '') }, [
      { label: say(asker.language, 'chat.button.help'), do: actionId('help'), typed: 'help' },
    ]);
  }
}

/** News waits for a private card; forms, choices and posts go without. */
async function leading(ports: ConversationPorts, asker: Asker, asked: Asked, reply: Reply): Promise<Reply> {
  if (reply.show !== 'card' || asked.via === 'choices') return reply;
  return led(asker, reply, await takeNews(ports, asker));
}

const led = (asker: Asker, reply: Reply, news: readonly Text[]): Reply =>
  reply.show === 'card' && news.length > 0 ? { ...reply, card: withNews(asker, reply.card, news) } : reply;
