import { chatOf } from '../../core/communities/chat-settings.ts';
import type { Community } from '../../core/communities/community.ts';
import { isStanding, type Post } from '../../core/communities/post.ts';
import { Declined } from '../../core/faults.ts';
import { dayMs, later } from '../../core/instant.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { chatLanguageOf, noteCard, postCard, type Reader } from '../conversation/index.ts';
import type { Clients } from './clients.ts';
import { type Message, messageOf } from './show-card.ts';

/** What was sent, and where the post of a kind stands in a channel. */
export const sentNamespace = 'slack.sent';
export const standingNamespace = 'slack.standing';

type Wanted = Pick<Ports, 'records' | 'keyValues' | 'clock'>;

/** Carries words into Slack: to one person, or into a channel that was chosen for them. */
export function createMessenger(ports: Wanted, clients: Clients): Messenger {
  const { records, keyValues, clock } = ports;

  /** A crash between sending and keeping its moment may repeat one post; nothing else does. */
  async function once(key: string, team: string, send: () => Promise<string>): Promise<string | null> {
    if ((await keyValues.read(sentNamespace, key)) !== null) return null;
    const ts = await send();
    await keyValues.put(
      sentNamespace,
      key,
      { ts },
      { until: later(clock.now(), 7 * dayMs), labels: { team } },
    );
    return ts;
  }

  return {
    async tell(to, note, key) {
      const [client, person] = await Promise.all([clients.of(to.tenant), records.people.byId(to.person)]);
      if (!client || !person) return 'closed';
      const reader = {
        language: chatLanguageOf([person.language]),
        zone: person.zone ?? 'UTC',
        plain: false,
      };
      const message = messageOf(reader, await noteCard(ports, { ...reader, person }, note));
      await once(key, to.tenant, async () => {
        const opened = await clients.calling('conversations.open', () =>
          client.conversations.open({ users: to.subject }),
        );
        return send(clients, client, opened.channel?.id ?? to.subject, message);
      });
      return 'told';
    },

    async post({ community: id, channel }, post, key) {
      const community = await records.communities.byId(id);
      const client = community?.organiser ? await clients.of(community.tenant) : null;
      if (!community || !client) return;
      if (!isChosen(community, channel))
        throw new Declined('NOT_CHOSEN', 'Nobody asked for posts in this channel');
      await clients.refuseGeneral(community.tenant, channel);
      const reader = { ...(await readerOf(ports, community)), plain: false };
      const message = messageOf(reader, await postCard(ports, reader, post));
      const standing = isStanding(post) ? `${id} ${channel} ${post.kind}` : null;
      const before = standing ? await keyValues.read<{ ts: string }>(standingNamespace, standing) : null;
      await once(key, community.tenant, async () => {
        const edited = before && (await edit(clients, client, channel, before.ts, message));
        if (edited) return edited;
        if (standing && isNothing(post)) return '';
        const ts = await send(clients, client, channel, message);
        if (standing)
          await keyValues.put(standingNamespace, standing, { ts }, { labels: { team: community.tenant } });
        return ts;
      });
    },
  };
}

type Client = NonNullable<Awaited<ReturnType<Clients['of']>>>;

async function send(clients: Clients, client: Client, channel: string, message: Message): Promise<string> {
  const sent = await clients.calling('chat.postMessage', () =>
    client.chat.postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false }),
  );
  return sent.ts ?? '';
}

/** @returns null: somebody removed it, so that it is posted anew */
async function edit(
  clients: Clients,
  client: Client,
  channel: string,
  ts: string,
  message: Message,
): Promise<string | null> {
  try {
    await clients.calling('chat.update', () => client.chat.update({ channel, ts, ...message }));
    return ts;
  } catch (fault) {
    if (fault instanceof Declined && ['message_not_found', 'cant_update_message'].includes(fault.code))
      return null;
    throw fault;
  }
}

const isNothing = (post: Post): boolean => 'count' in post && post.count === 0;

/** Somebody who runs the workspace chose it. */
export const isChosen = (community: Community, channel: string): boolean =>
  Object.values(chatOf(community).channels).includes(channel);

/** Posts are in the community's language: what was set, else that of the city. */
async function readerOf({ records }: Wanted, community: Community): Promise<Reader> {
  const organiser = community.organiser ? await records.organisers.byId(community.organiser) : null;
  const home = organiser?.home ? await records.locations.byId(organiser.home) : null;
  const chosen = chatOf(community).language;
  return {
    language: chatLanguageOf([...(chosen ? [chosen] : []), ...(home?.languages.slice(0, 1) ?? [])]),
    zone: home?.zone ?? 'UTC',
  };
}
