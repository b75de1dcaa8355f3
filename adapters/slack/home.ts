import type { HomeView, KnownBlock } from '@slack/types';
import type { Ports } from '../../core/ports/ports.ts';
import {
  type Asked,
  actionId,
  type Conversation,
  isVerb,
  say,
  type Told,
  type Verb,
} from '../conversation/index.ts';
import type { Client } from './answer.ts';
import { isOurs } from './read-command.ts';
import { blocksOf, plain } from './show-card.ts';

/** What stands in somebody's home, in this order, as far as it is there. */
const parts: readonly string[] = ['review', 'endorse.answer', 'playlist.progress'];
/** A sentence that nothing waits: left out of the home. */
const isNothing = (verb: Verb, { reply }: Told): boolean =>
  verb !== 'playlist.progress' && reply.show === 'card' && reply.card.id === 'said';
/** A view holds 100 blocks. */
const most = 95;

/** Waiting for me, my playlists, then where to go on. Drawn on opening it and after what was done from it. */
export async function drawHome(
  conversation: Conversation,
  { clock }: Pick<Ports, 'clock'>,
  client: Client,
  { from, key }: Pick<Asked, 'from' | 'key'>,
): Promise<void> {
  const told: Told[] = [];
  for (const verb of parts.filter(isVerb).filter(isOurs)) {
    const asked: Asked = {
      from,
      verb,
      said: {},
      via: 'home',
      key: `${key} ${verb}`,
      receivedAt: clock.now(),
    };
    const answered = await conversation.answer(asked);
    if (answered.is === 'repeat') return;
    const one = answered.is === 'now' ? answered : await answered.told;
    if (one?.reply.show === 'card' && !isNothing(verb, one)) told.push(one);
  }
  const view = homeView(told);
  await client.views.publish({ user_id: from.chatUser, view });
}

export function homeView(told: readonly Told[]): HomeView {
  const language = told[0]?.reader.language ?? 'en';
  // One question asked twice is asked once.
  const cards = told.filter(
    ({ reply }, at) =>
      reply.show === 'card' &&
      told.findIndex((other) => other.reply.show === 'card' && other.reply.card.id === reply.card.id) === at,
  );
  const blocks = cards.flatMap(({ reader, reply }, at): KnownBlock[] =>
    reply.show === 'card' ? [...blocksOf(reader, reply.card, `${at}-`), { type: 'divider' }] : [],
  );
  const button = (label: string, verb: Verb) => ({
    type: 'button' as const,
    text: plain(label, 75),
    action_id: actionId(verb),
  });
  return {
    type: 'home',
    blocks: [
      ...blocks.slice(0, most),
      {
        type: 'actions',
        block_id: 'home-actions',
        elements: [
          button(say(language, 'chat.button.explore'), 'explore'),
          button(say(language, 'chat.button.help'), 'help'),
        ],
      },
    ],
  };
}
