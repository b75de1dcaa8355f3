import { z } from 'zod';
import { actionId } from '../action-id.ts';
import { card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { Asker, Turn } from '../command.ts';
import { answers } from '../reply.ts';
import { tell } from '../text.ts';
import { shownWay } from '../typing.ts';
import type { Verb } from '../verbs.ts';

export const HelpSaid = z.object({});

/** How this works, in one card, with a way to each thing. */
export const help: Turn<z.infer<typeof HelpSaid>> = async ({ baseUrl }, asker) => {
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'help',
      title: tell(asker, 'chat.help.title'),
      lead: tell(asker, 'chat.help.lead'),
      fields: [
        { label: word('chat.help.find'), value: tell(asker, 'chat.help.find.how') },
        { label: word('chat.help.do'), value: tell(asker, 'chat.help.do.how') },
        { label: word('chat.help.private'), value: tell(asker, 'chat.help.private.how') },
        // Where one types, there is no list of commands to choose from.
        ...(asker.from.platform === 'discord'
          ? []
          : [{ label: word('chat.help.type'), value: [typedWays(asker)] }]),
      ],
      actions: [
        { label: word('chat.button.explore'), style: 'primary', do: actionId('explore'), typed: 'explore' },
        { label: word('chat.button.next-step'), do: actionId('playlist.next'), typed: 'next' },
        { label: word('chat.button.progress'), do: actionId('playlist.progress'), typed: 'progress' },
      ],
      more: [{ label: word('chat.button.web'), open: `${baseUrl}/` }],
    }),
  );
};

/** The quest, in the order in which one goes through it. */
const quest = [
  'explore',
  'playlist.join',
  'playlist.next',
  'activity.done',
  'activity.evidence',
  'activity.why',
  'playlist.progress',
  'review',
  'badges.wallet',
  'badges.claim',
  'account.connect',
  'account.settings',
] as const satisfies readonly Verb[];

const typedWays = ({ language }: Asker): string => quest.map((verb) => shownWay(verb, language)).join(' · ');
