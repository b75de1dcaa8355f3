import {
  type Answered,
  type Asked,
  type Card,
  type Conversation,
  commands,
  createConversation,
  type Form,
  type Platform,
  type Reply,
  readActionId,
  readTyped,
  type Told,
  type Value,
} from '../../adapters/conversation/index.ts';
import type { Community } from '../../core/communities/community.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { aCommunity } from '../builders/index.ts';

/** Somebody in a chat, as a surface hands their acts over. */
export interface Chatter {
  readonly from: Asked['from'];
  /** Types a line, as after `/col`. */
  types(line: string): Promise<Card>;
  /** Presses the button of this name on the card shown last. */
  presses(label: string): Promise<Card>;
  /** Sends the form shown last. */
  fills(said: Readonly<Record<string, Value | Value[]>>): Promise<Card>;
  asks(more: Partial<Asked> & Pick<Asked, 'verb'>): Promise<Told>;
  /** What was shown last. */
  readonly last: { reply: Reply | null };
}

/** Answers are waited for as long as they take: no test depends on how fast a machine is. */
export const patientConversation = (ports: Ports): Conversation =>
  createConversation(ports, { ackWindowMs: 60_000, formMs: 60_000, isStrict: true });

/** A connected server of an organiser. */
export async function aServer(ports: Ports, more: Partial<Community>): Promise<Community> {
  const community = aCommunity({
    kind: 'discord-server',
    tenant: 'discord',
    nativeId: '900000000000000001',
    title: 'Zmaji',
    audience: 'minors',
    ...more,
  });
  await ports.records.keep({ community: [community] });
  return { ...community, revision: 1 };
}

let acts = 0;

/** @param group null: a direct message */
export function chatter(
  ports: Ports,
  conversation: Conversation,
  name: string,
  {
    platform = 'discord',
    group = { id: '900000000000000001', title: 'Zmaji' },
    ...more
  }: Partial<Asked['from']> & { readonly platform?: Platform } = {},
): Chatter {
  const from: Asked['from'] = {
    platform,
    tenant: platform,
    group,
    chatUser: name,
    clientLocale: 'en-GB',
    nativeRights: [],
    nativeRoles: null,
    ...more,
  };
  const last: { reply: Reply | null } = { reply: null };

  async function asks(more: Partial<Asked> & Pick<Asked, 'verb'>): Promise<Told> {
    acts += 1;
    const asked: Asked = {
      from,
      said: {},
      via: 'command',
      key: `${name}-${acts}`,
      receivedAt: ports.clock.now(),
      ...more,
    };
    const told = await settled(await conversation.answer(asked));
    last.reply = told.reply;
    return told;
  }
  const cardOf = async (told: Promise<Told>): Promise<Card> => {
    const { reply } = await told;
    if (reply.show === 'card') return reply.card;
    if (reply.show === 'post') return reply.receipt;
    throw new Error(`Not a card: ${JSON.stringify(reply)}`);
  };

  return {
    from,
    last,
    asks,
    types(line) {
      const typed = readTyped(commands, 'en', line);
      if (!typed) throw new Error(`No command: ${line}`);
      return cardOf(asks({ ...typed, via: 'typing' }));
    },
    presses: (label) => cardOf(press(label)),
    fills(said) {
      const form = formOf(last.reply);
      const on = readActionId(form.id);
      if (!on) throw new Error(`No action: ${form.id}`);
      return cardOf(asks({ verb: on.verb, on: form.id, said: { ...said }, via: 'form' }));
    },
  };

  function press(label: string): Promise<Told> {
    const card = last.reply?.show === 'card' ? last.reply.card : null;
    const all = [
      ...(card?.actions ?? []),
      ...(card?.more ?? []),
      ...(card?.items?.list ?? []).flatMap(({ action }) => action ?? []),
    ];
    const action = all.find((one) => one.label === label && 'do' in one);
    if (!action || !('do' in action)) throw new Error(`No button ${label} on:\n${card?.plain}`);
    const on = readActionId(action.do);
    if (!on) throw new Error(`No action: ${action.do}`);
    return asks({ verb: on.verb, on: action.do, via: 'button' });
  }
}

export function formOf(reply: Reply | null): Form {
  if (reply?.show === 'form' || reply?.show === 'wrong-fields') return reply.form;
  throw new Error(`Not a form: ${JSON.stringify(reply)}`);
}

export async function settled(answered: Answered): Promise<Told> {
  if (answered.is === 'now') return answered;
  const told = answered.is === 'later' ? await answered.told : null;
  if (!told) throw new Error('A repeat');
  return told;
}
