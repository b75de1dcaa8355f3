import { confirmRoom, undoRoom } from '../../../../core/activities/close-room.ts';
import { seeRoom } from '../../../../core/activities/see-room.ts';
import type { PersonId, RoomId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { limits } from '../../limits.ts';
import { refusal, sentence } from '../../refuse.ts';
import type { Reply } from '../../reply.ts';
import { cut, tell } from '../../text.ts';

import { roomShown } from './room-card.ts';

/** Ten at a time fit a form; long lists are confirmed on the web, or as they are ticked. */
export async function confirmForm(ports: ConversationPorts, asker: KnownAsker, id: RoomId): Promise<Reply> {
  const seen = await seeRoom(ports, asker.me, id);
  if (seen.refused) return refusal(ports, asker, seen.refused);
  const { list } = seen.done;
  const word = saying(asker);
  if (list.length > 10) {
    const enough = list.filter(({ isEnough }) => isEnough).map(({ person }) => person);
    if (enough.length === 0) return roomShown(ports, asker, id);
    return sentence(asker, 'chat.room.on-web', { count: list.length }, [
      { label: word('chat.button.web'), open: `${ports.baseUrl}/app/rooms/${id}` },
    ]);
  }
  return {
    show: 'form',
    form: {
      id: actionId('organise.attendance', id, 0, 'confirm'),
      title: cut(word('chat.room.form'), limits.formTitle),
      submit: cut(word('chat.button.confirm'), limits.formTitle),
      note: tell(asker, 'chat.room.form.note'),
      fields: [
        {
          name: 'persons',
          kind: 'ticks',
          label: word('chat.room.who'),
          required: true,
          value: list.filter(({ isEnough }) => isEnough).map(({ person }) => person),
          options: list.map(({ person, name, minutes, isEnough }) => ({
            value: person,
            label: cut(
              `${name} · ${word(isEnough ? 'chat.room.minutes' : 'chat.room.too-short', { minutes })}`,
              limits.choice,
            ),
          })),
        },
      ],
    },
  };
}

/** The leader's word; nothing was issued before it. */
export async function confirmed(
  ports: ConversationPorts,
  asker: KnownAsker,
  room: RoomId,
  persons: readonly PersonId[],
): Promise<Reply> {
  if (persons.length === 0) return roomShown(ports, asker, room);
  const given = await confirmRoom(ports, asker.me, { room, persons: [...persons] });
  if (given.refused) return refusal(ports, asker, given.refused);
  const count = given.done.rows.filter(({ result }) => result === 'confirmed' || result === 'has-it').length;
  return sentence(asker, 'chat.room.done', { count }, [
    { label: saying(asker)('chat.button.undo'), do: actionId('organise.attendance', room, 0, 'undo') },
  ]);
}

/** Within ten seconds, before anything followed; the list waits again. */
export async function undone(ports: ConversationPorts, asker: KnownAsker, room: RoomId): Promise<Reply> {
  const back = await undoRoom(ports, asker.me, { room });
  return back.refused ? refusal(ports, asker, back.refused) : roomShown(ports, asker, room);
}
