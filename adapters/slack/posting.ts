import { Declined, Unreachable } from '../../core/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import {
  type Asked,
  type Card,
  type Conversation,
  card,
  type Reply,
  type Told,
  tell,
} from '../conversation/index.ts';
import type { Clients } from './clients.ts';
import { isChosen } from './messenger.ts';
import { messageOf } from './show-card.ts';

type Wanted = Pick<Ports, 'records' | 'log'>;

/** The conversation with its posts carried out: whoever posted sees the receipt, or why nothing was posted. */
export function posting(conversation: Conversation, ports: Wanted, clients: Clients): Conversation {
  const carried = async (asked: Asked, told: Told): Promise<Told> => {
    const { reply, reader } = told;
    if (reply.show !== 'post') return told;
    const place = asked.via === 'button' ? 'instead' : 'new';
    return { reader, reply: { show: 'card', place, card: await post(ports, clients, asked, reply, reader) } };
  };
  return {
    async answer(asked) {
      const answered = await conversation.answer(asked);
      if (answered.is === 'now') return { ...answered, ...(await carried(asked, answered)) };
      if (answered.is === 'repeat') return answered;
      return { ...answered, told: answered.told.then((told) => told && carried(asked, told)) };
    },
  };
}

/** Only where somebody who runs the workspace wants posts, and never where everybody is. */
async function post(
  { records, log }: Wanted,
  clients: Clients,
  { from }: Asked,
  { card: shown, to, receipt }: Extract<Reply, { show: 'post' }>,
  reader: Told['reader'],
): Promise<Card> {
  const { group, tenant } = from;
  const community = group && (await records.communities.find('slack-workspace', tenant, group.id));
  const notHere = (): Card =>
    card(reader, { id: 'not-here', title: tell(reader, 'slack.post-not-here'), actions: [] });
  const client = community?.organiser ? await clients.of(tenant) : null;
  if (!community || !client || !isChosen(community, to.channel)) return notHere();
  try {
    await clients.refuseGeneral(tenant, to.channel);
    const message = messageOf({ ...reader, plain: false }, shown);
    await clients.calling('chat.postMessage', () =>
      client.chat.postMessage({ channel: to.channel, ...message }),
    );
    return receipt;
  } catch (fault) {
    if (!(fault instanceof Declined) && !(fault instanceof Unreachable)) throw fault;
    log.warn(
      { code: fault instanceof Declined ? fault.code : 'UNREACHABLE' },
      'A post was not taken by Slack',
    );
    return fault instanceof Declined
      ? notHere()
      : card(reader, { id: 'fault', title: tell(reader, 'chat.fault'), actions: [] });
  }
}
