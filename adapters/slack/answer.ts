import type { webApi } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Log } from '../../core/ports/log.ts';
import {
  type Answered,
  type Asked,
  actionId,
  type Conversation,
  card,
  commandFor,
  say,
  type Told,
  tell,
} from '../conversation/index.ts';
import type { Metadata } from './schema.ts';
import { type CardReader, cardView, type Message, messageOf, waitView } from './show-card.ts';
import { formView, isShown } from './show-form.ts';

/** Slack waits three seconds for a word and lets a trigger be used as long; something is seen well before. */
const triggerMs = 250;
/** Of two that bring the same, Slack reads the word that comes first: the one that says something. */
const repeatMs = 1000;

export type Client = webApi.WebClient;

/** What is shown for one act, by the ways that Slack leaves open for it. */
export interface Ways {
  readonly client: Client;
  /** For a modal. */
  readonly trigger: string;
  readonly metadata: Metadata;
  /** Says that it came, with a message for this person where Slack takes one. Once. */
  ack(message?: Message): Promise<void>;
  /** Afterwards. `instead`: in place of what was pressed. */
  respond(message: Message, place: 'new' | 'instead'): Promise<void>;
  /** The modal that it was pressed in; null: elsewhere. */
  readonly within: string | null;
  /** Cards go into a modal: there is no message that could be answered. */
  readonly isModal: boolean;
}

export interface Answering {
  readonly conversation: Conversation;
  /** How to speak to somebody before their answer is there. */
  readonly readerFor: (from: Asked['from']) => Promise<CardReader>;
  /** Forms may take their time, because a modal waits for them. */
  readonly patient: Conversation;
  readonly log: Log;
}

/** One act, answered: at once where it is quick, else as soon as it can be. @returns false: a repeat */
export async function answer(answering: Answering, ways: Ways, asked: Asked): Promise<boolean> {
  const mayAskBack = commandFor(asked.verb).answers === 'form';
  if (ways.isModal || mayAskBack) return inModal(answering, ways, asked);
  if (asked.via === 'button') await ways.ack();
  const answered = await answering.conversation.answer(asked);
  if (answered.is === 'now') await show(ways, answered);
  if (answered.is === 'repeat') await pause(repeatMs);
  await ways.ack();
  if (answered.is === 'repeat') return false;
  if (answered.is === 'now') return true;
  const told = await answered.told;
  if (told) await show(ways, told);
  return told !== null;
}

async function show(ways: Ways, told: Told): Promise<void> {
  const { reply, reader } = told;
  if (reply.show === 'card') {
    if (ways.within) return update(ways, ways.within, viewOf(ways, told));
    const message = messageOf(reader, reply.card);
    return reply.place === 'instead' ? ways.respond(message, 'instead') : first(ways, message);
  }
  if (reply.show === 'choices') return;
  if (reply.show === 'post') {
    if (ways.within)
      return update(ways, ways.within, cardView(reader, reply.receipt, written(ways.metadata)));
    return first(ways, messageOf(reader, reply.receipt));
  }
  await ways.ack();
  await openOr(ways, viewOf(ways, told));
}

/** With the acknowledgement where that may carry a message, which is one call less. */
const first = (ways: Ways, message: Message): Promise<void> => ways.ack(message);

/** A modal that is there at once and is filled when the answer is. */
async function inModal(answering: Answering, ways: Ways, asked: Asked): Promise<boolean> {
  if (asked.via !== 'typing') await ways.ack();
  const waiting = answering.patient.answer(asked);
  const quick = await Promise.race([waiting, pause(triggerMs)]);
  const early = quick !== null && quick.is === 'now' ? quick : null;
  if (quick?.is === 'repeat') {
    await pause(repeatMs);
    await ways.ack();
    return false;
  }
  if (early && !ways.isModal) {
    await show(ways, early);
    await ways.ack();
    return true;
  }
  await ways.ack();
  if (early) {
    await openOr(ways, viewOf(ways, early));
    return true;
  }
  const id =
    ways.within ?? (await open(ways, waitView(await soon(answering, asked), written(ways.metadata))));
  const told = await toldBy(await waiting);
  if (!told) return false;
  await update(ways, id, viewOf(ways, told));
  return true;
}

/** A store that is slow shall not keep us from saying that it is: then in English. */
async function soon({ readerFor }: Answering, { from }: Asked): Promise<Pick<CardReader, 'language'>> {
  const found = await Promise.race([readerFor(from).catch(() => null), pause(20)]);
  return found ?? { language: 'en' };
}

const toldBy = async (answered: Answered): Promise<Told | null> =>
  answered.is === 'now' ? answered : answered.is === 'later' ? answered.told : null;

async function pause(ms: number): Promise<null> {
  return new Promise((over) => setTimeout(() => over(null), ms));
}

/** A sent form: what is wrong stands beside its fields, what came of it in the form's place. */
export async function answerForm(
  answering: Answering,
  { client, view, metadata, ack }: FormWays,
  asked: Asked,
): Promise<boolean> {
  const answered = await answering.patient.answer(asked);
  if (answered.is === 'repeat') {
    await pause(repeatMs);
    await ack();
    return false;
  }
  if (answered.is === 'now') {
    await ack(outcome(metadata, answered));
    return true;
  }
  const reader = await soon(answering, asked);
  await ack({ response_action: 'update', view: waitView(reader, written(metadata)) });
  const told = await answered.told;
  if (!told) return false;
  await client.views.update({ view_id: view, view: viewOf({ metadata }, told) });
  return true;
}

export interface FormWays {
  readonly client: Client;
  readonly view: string;
  readonly metadata: Metadata;
  ack(answer?: FormOutcome): Promise<void>;
}

export type FormOutcome =
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> };

function outcome(metadata: Metadata, told: Told): FormOutcome {
  const { reply } = told;
  if (reply.show === 'wrong-fields') {
    const fields = reply.form.fields.filter(isShown).map(({ name }) => name);
    const errors = Object.entries(reply.wrong);
    if (errors.length > 0 && errors.every(([name]) => fields.includes(name))) {
      return { response_action: 'errors', errors: Object.fromEntries(errors) };
    }
  }
  return { response_action: 'update', view: viewOf({ metadata }, told) };
}

/** What was told, as a modal. */
export function viewOf({ metadata }: Pick<Ways, 'metadata'>, { reply, reader }: Told): ModalView {
  switch (reply.show) {
    case 'card':
      return cardView(reader, reply.card, written(metadata));
    case 'post':
      return cardView(reader, reply.receipt, written(metadata));
    case 'form':
      return formView(reader, reply.form, { metadata: written({ ...metadata, on: reply.form.id }) });
    case 'wrong-fields': {
      const more = written({ ...metadata, on: reply.form.id });
      return formView(reader, reply.form, { metadata: more, wrong: reply.wrong });
    }
    case 'choices':
      return waitView(reader, written(metadata));
  }
}

const written = (metadata: Metadata): string => JSON.stringify(metadata);

/** In the modal that is open, else in one of its own. */
async function openOr(ways: Ways, view: ModalView): Promise<void> {
  if (ways.within) await update(ways, ways.within, view);
  else await open(ways, view);
}

async function open({ client, trigger }: Ways, view: ModalView): Promise<string> {
  const { view: opened } = await client.views.open({ trigger_id: trigger, view });
  return opened?.id ?? '';
}

/** A trigger that came too late, or was used by a repeat of the same act. */
export const isTriggerOver = (fault: unknown): boolean =>
  ['expired_trigger_id', 'exchanged_trigger_id'].includes(errorOf(fault) ?? '');

/** Slack's own word for what went wrong; null: it did not get as far. */
export function errorOf(fault: unknown): string | null {
  if (typeof fault !== 'object' || fault === null || !('data' in fault)) return null;
  const { data } = fault;
  if (typeof data !== 'object' || data === null || !('error' in data)) return null;
  return typeof data.error === 'string' ? data.error : null;
}

/** In place of a modal that could not be opened any more: where it was asked, with another try. */
export async function tooLate({ readerFor }: Answering, ways: Ways, asked: Asked): Promise<void> {
  const reader = await readerFor(asked.from);
  const label = say(reader.language, 'chat.button.try-again');
  const again = asked.on ?? actionId(asked.verb);
  const slow = card(reader, {
    id: 'slow',
    title: tell(reader, 'chat.slow'),
    actions: [{ label, style: 'primary', do: again }],
  });
  await ways.respond(messageOf(reader, slow), 'new');
}

async function update({ client }: Pick<Ways, 'client'>, id: string, view: ModalView): Promise<void> {
  await client.views.update({ view_id: id, view });
}
