import { type REST, Routes } from 'discord.js';
import { chatOf } from '../../core/communities/chat-settings.ts';
import type { Community } from '../../core/communities/community.ts';
import { isStanding, type Post } from '../../core/communities/post.ts';
import { Declined } from '../../core/faults.ts';
import type { Messenger, Where } from '../../core/ports/messenger.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { chatLanguageOf, noteCard, postCard, type Reader } from '../conversation/index.ts';
import { sendPost, telling } from './send-post.ts';
import { type Shown, showCard } from './show-card.ts';

type Wanted = Pick<Ports, 'records' | 'keyValues'>;

const standing = 'discord.standing';
const messageIsGone = '10008';
/** 50007: closed to us; 50278: no server in common. */
const takesNone = ['50007', '50278'];

/** Carries notes into direct messages and posts into channels. Nobody is ever mentioned. */
export function createMessenger(rest: REST, ports: Wanted): Messenger {
  return {
    async tell(to, note, key) {
      const person = await ports.records.people.byId(to.person);
      if (!person) return 'closed';
      const reader = { language: chatLanguageOf([person.language]), zone: person.zone ?? 'UTC', person };
      const shown = showCard(reader, await noteCard(ports, reader, note));
      try {
        const body = { recipient_id: to.subject };
        // What Discord answers: a channel.
        const direct = (await telling(() => rest.post(Routes.userChannels(), { body }))) as { id: string };
        await sendPost(rest, direct.id, shown, key);
        return 'told';
      } catch (fault) {
        if (fault instanceof Declined && takesNone.includes(fault.code)) return 'closed';
        throw fault;
      }
    },

    async post(where, post, key) {
      const community = await ports.records.communities.byId(where.community);
      if (!community) return;
      const reader = await readerIn(ports, community);
      // A post of ours needs no more of the ports than records.
      const shown = showCard(reader, await postCard(ports, reader, post));
      if (isStanding(post)) await keepStanding(rest, ports, where, post, shown, key);
      else await sendPost(rest, where.channel, shown, key);
    },
  };
}

/** One of a kind stands in a channel and is edited; where none stands and nothing waits, none is posted. */
async function keepStanding(
  rest: REST,
  { keyValues }: Wanted,
  { channel }: Where,
  post: Post,
  shown: Shown,
  key: string,
): Promise<void> {
  const name = `${channel}.${post.kind}`;
  const known = await keyValues.read<string>(standing, name);
  if (known && (await edit(rest, channel, known, shown))) return;
  if ('count' in post && post.count === 0) return;
  await keyValues.put(standing, name, await sendPost(rest, channel, shown, key));
}

/** @returns false: somebody deleted it */
async function edit(rest: REST, channel: string, message: string, shown: Shown): Promise<boolean> {
  try {
    await telling(() => rest.patch(Routes.channelMessage(channel, message), { body: shown }));
    return true;
  } catch (fault) {
    if (fault instanceof Declined && fault.code === messageIsGone) return false;
    throw fault;
  }
}

/** What is posted is in the community's language, else in that of the organiser's city. */
async function readerIn({ records }: Pick<Ports, 'records'>, community: Community): Promise<Reader> {
  const organiser = community.organiser ? await records.organisers.byId(community.organiser) : null;
  const home = organiser?.home ? await records.locations.byId(organiser.home) : null;
  const { language } = chatOf(community);
  return {
    language: chatLanguageOf([...(language ? [language] : []), ...(home?.languages ?? [])]),
    zone: home?.zone ?? 'UTC',
  };
}
