import { z } from 'zod';
import { beginInChat } from '../../core/people/begin-in-chat.ts';
import { readFloor } from '../../core/people/read-floor.ts';
import { actionId } from './action-id.ts';
import type { Asked } from './asked.ts';
import { card } from './card.ts';
import type { Asker, ConversationPorts } from './command.ts';
import { putDraft } from './drafts.ts';
import { sentence } from './refuse.ts';
import { type Reply, shows } from './reply.ts';
import { tell } from './text.ts';
import { say } from './words/say.ts';

/** What was asked for waits while its one question is answered. Files are not kept: they are sent again. */
export type Waiting = Pick<Asked, 'verb' | 'said' | 'on'>;

/** Somebody's first act: before it one question, so that nobody begins who is too young for the platform. */
export async function askAge(ports: ConversationPorts, asker: Asker, asked: Asked): Promise<Reply> {
  const { language } = asker;
  if (!asker.community && asker.from.platform !== 'console') {
    return sentence(asker, 'chat.begin.not-here', {}, [
      { label: say(language, 'chat.button.sign-in'), open: `${ports.baseUrl}/sign-in` },
      { label: say(language, 'chat.button.explore'), do: actionId('explore'), typed: 'explore' },
    ]);
  }
  const { age } = await readFloor(ports, asker.from.platform, asker.community);
  const said = Object.fromEntries(Object.entries(asked.said).filter(([, value]) => isPlain(value)));
  const waiting: Waiting = { verb: asked.verb, said, on: asked.on };
  const draft = await putDraft(ports, asker.from, waiting);
  return shows(
    card(asker, {
      id: 'begin',
      title: tell(asker, 'chat.begin.title'),
      lead: tell(asker, 'chat.begin.lead', { age }),
      note: tell(asker, 'chat.begin.note'),
      actions: [
        {
          label: say(language, 'chat.begin.yes', { age }),
          style: 'primary',
          do: actionId('account.begin', draft, age, 'yes'),
        },
        { label: say(language, 'chat.begin.no'), do: actionId('account.begin', draft, age, 'no') },
      ],
    }),
  );
}

const isPlain = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isPlain) : typeof value !== 'object';

export const BeginSaid = z.object({});

/** The yes makes the person, under an alias; what they had asked for goes on. @returns null: they may go on */
export async function answerAge(ports: ConversationPorts, asker: Asker): Promise<Reply | null> {
  const { from, on, language, community, person } = asker;
  if (person) return null;
  const { age } = await readFloor(ports, from.platform, community);
  if (on?.extra !== 'yes') {
    return sentence(asker, 'chat.begin.too-young', { age }, [
      { label: say(language, 'chat.button.web'), open: `${ports.baseUrl}/` },
    ]);
  }
  if (!community && from.platform !== 'console') return sentence(asker, 'chat.begin.not-here');
  await beginInChat(
    ports,
    { kind: from.platform, tenant: from.tenant, subject: from.chatUser },
    { language, atLeast: age },
  );
  return null;
}
