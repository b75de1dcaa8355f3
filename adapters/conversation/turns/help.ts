import { z } from 'zod';
import { actionId } from '../action-id.ts';
import { card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { Turn } from '../command.ts';
import { answers } from '../reply.ts';
import { tell } from '../text.ts';

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
