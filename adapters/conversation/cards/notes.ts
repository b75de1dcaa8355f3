import type { Note } from '../../../core/people/note.ts';
import type { Person } from '../../../core/people/person.ts';
import { actionId } from '../action-id.ts';
import { type Card, card } from '../card.ts';
import type { ConversationPorts } from '../command.ts';
import { noteText } from '../inbox.ts';
import type { Reader } from '../text.ts';
import { saying } from './facts.ts';

/** A private word to one person, with where to go from here. */
export async function noteCard(
  ports: Pick<ConversationPorts, 'records'>,
  reader: Reader & { readonly person: Person },
  note: Note,
): Promise<Card> {
  const word = saying(reader);
  return card(reader, {
    id: 'note',
    title: await noteText(ports, reader, note),
    actions:
      'activity' in note
        ? [
            {
              label: word('chat.button.open'),
              style: 'primary',
              do: actionId('activity.view', note.activity, 0, 'notice'),
            },
          ]
        : [
            {
              label: word('chat.button.progress'),
              style: 'primary',
              do: actionId('playlist.progress', '', 0, 'notice'),
            },
          ],
  });
}
