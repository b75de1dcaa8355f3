import { type RoomView, seeRoom } from '../../../../core/activities/see-room.ts';
import type { RoomId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { refusal } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { joined, own, type Text, tell } from '../../text.ts';

/** The room as it stands: its code while it is open, then who was there. */
export async function roomShown(ports: ConversationPorts, asker: KnownAsker, id: RoomId): Promise<Reply> {
  const seen = await seeRoom(ports, asker.me, id);
  if (seen.refused) return refusal(ports, asker, seen.refused);
  return answers(asker, roomCard(ports, asker, seen.done));
}

function roomCard(
  { baseUrl }: ConversationPorts,
  asker: KnownAsker,
  { room, activity, code, list }: RoomView,
) {
  const word = saying(asker);
  const name = nameFor(asker, activity.name);
  const isOpen = code !== null;
  const lines: Text = list
    .slice(0, 20)
    .flatMap(
      ({ name: who, minutes, isEnough }, at): Text => [
        ...(at > 0 ? ['\n'] : []),
        own(who),
        ' · ',
        ...tell(asker, isEnough ? 'chat.room.minutes' : 'chat.room.too-short', { minutes }),
      ],
    );
  return card(asker, {
    id: 'room',
    version: room.revision,
    title: isOpen
      ? tell(asker, 'chat.room.open', { activity: name })
      : tell(asker, 'chat.room.closed', { activity: name }),
    lead: isOpen
      ? joined(
          [
            tell(asker, 'chat.room.code', { code: { code } }),
            tell(asker, 'chat.room.rotates', { seconds: room.rotateSeconds }),
            ...(room.channel ? [tell(asker, 'chat.room.voice')] : []),
          ],
          '\n',
        )
      : tell(asker, room.state === 'confirmed' ? 'chat.room.confirmed' : 'chat.room.to-confirm'),
    ...(lines.length > 0 ? { quote: lines } : {}),
    note: tell(asker, 'chat.room.count', { count: list.length }),
    actions: isOpen
      ? [
          {
            label: word('chat.button.new-code'),
            style: 'primary',
            do: actionId('organise.attendance', room.id, 0, 'show'),
          },
          { label: word('chat.button.screen'), open: `${baseUrl}/app/rooms/${room.id}` },
          {
            label: word('chat.button.close-room'),
            style: 'danger',
            do: actionId('organise.attendance', room.id, 0, 'close'),
          },
        ]
      : list.length > 0 && room.state !== 'cancelled'
        ? [
            {
              label: word('chat.button.confirm-list'),
              style: 'primary',
              do: actionId('organise.attendance', room.id, 0, 'confirm'),
            },
          ]
        : [],
  });
}
