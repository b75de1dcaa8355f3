import { z } from 'zod';
import { checkIn } from '../../../core/activities/check-in.ts';
import { closeRoom, confirmRoom, undoRoom } from '../../../core/activities/close-room.ts';
import { openRoom } from '../../../core/activities/open-room.ts';
import { type RoomView, seeRoom } from '../../../core/activities/see-room.ts';
import { awardByHand } from '../../../core/badges/award-by-hand.ts';
import { announce } from '../../../core/communities/announce.ts';
import { showGroup } from '../../../core/communities/show-group.ts';
import { ActivityId, BadgeId, PersonId, PlaylistId, RoomId } from '../../../core/ids.ts';
import { nameOf } from '../../../core/people/person.ts';
import { actionId } from '../action-id.ts';
import { card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import { postCard } from '../cards/posts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { cut, joined, own, type Text, tell } from '../text.ts';

export const CheckInSaid = z.object({ code: z.string().trim().min(4).max(12) });

/** "I am here": with the code that the room shows now. */
export const checkInOne: Turn<z.infer<typeof CheckInSaid>, KnownAsker> = async (ports, asker, { code }) => {
  const here = await checkIn(ports, asker.me, { code });
  if (here.refused) return refusal(ports, asker, here.refused);
  return sentence(asker, 'chat.room.in', { activity: nameFor(asker, here.done.activity.name) }, [
    {
      label: saying(asker)('chat.button.open'),
      style: 'primary',
      do: actionId('activity.view', here.done.activity.id),
      typed: `activity ${nameFor(asker, here.done.activity.name)}`,
    },
  ]);
};

export const AwardSaid = z.object({ member: z.string().trim().min(1).max(80), badge: BadgeId });

/** A badge by hand, to somebody of this server or workspace. */
export const awardOne: Turn<z.infer<typeof AwardSaid>, KnownAsker> = async (
  ports,
  asker,
  { member, badge: id },
) => {
  const [person, badge] = await Promise.all([
    memberBehind(ports, asker, member),
    ports.records.badges.byId(id),
  ]);
  if (!person || !badge) return sentence(asker, 'chat.award.nobody');
  const given = await awardByHand(ports, asker.me, { badge: id, person: person.id });
  if (given.refused) return refusal(ports, asker, given.refused);
  return sentence(asker, given.done.state === 'issued' ? 'chat.award.given' : 'chat.award.waits', {
    name: nameOf(person),
    badge: nameFor(asker, badge.name),
  });
};

/** `<@U1|mia>`, `<@1234>` or the id alone. @returns null: nobody we know */
async function memberBehind({ records }: ConversationPorts, { from }: KnownAsker, member: string) {
  const id = /^<@!?([A-Za-z0-9]+)(?:\|[^>]*)?>$/.exec(member)?.[1] ?? member.replace(/^@/, '');
  const identity = await records.identities.find(from.platform, from.tenant, id);
  const person = identity && (await records.people.byId(identity.person));
  return person?.state === 'active' ? person : null;
}

export const AttendanceSaid = z.object({
  activity: z.union([ActivityId, RoomId]),
  minutes: z.coerce.number().int().min(0).max(480).optional(),
  persons: z.array(PersonId).optional(),
});
type AttendanceSaid = z.infer<typeof AttendanceSaid>;

/** Room mode: opens it, shows its code, closes it, and takes the leader's word on who was there. */
export const attendance: Turn<AttendanceSaid, KnownAsker> = async (ports, asker, said) => {
  const extra = asker.on?.extra ?? null;
  if (extra === null) {
    const opened = await openRoom(ports, asker.me, {
      activity: ActivityId.parse(said.activity),
      minMinutes: said.minutes ?? null,
      rotateSeconds: 30,
      channel: asker.from.voice ?? null,
    });
    if (opened.refused) return refusal(ports, asker, opened.refused);
    return roomShown(ports, asker, opened.done.id);
  }
  const room = RoomId.parse(said.activity);
  if (extra === 'undo') return undone(ports, asker, room);
  if (extra === 'close') {
    const closed = await closeRoom(ports, asker.me, { room });
    if (closed.refused) return refusal(ports, asker, closed.refused);
  }
  if (extra === 'confirm' && asker.via === 'form') return confirmed(ports, asker, room, said.persons ?? []);
  if (extra === 'confirm') return confirmForm(ports, asker, room);
  return roomShown(ports, asker, room);
};

async function roomShown(ports: ConversationPorts, asker: KnownAsker, id: RoomId): Promise<Reply> {
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

/** Ten at a time fit a form; long lists are confirmed on the web, or as they are ticked. */
async function confirmForm(ports: ConversationPorts, asker: KnownAsker, id: RoomId): Promise<Reply> {
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

async function confirmed(
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
async function undone(ports: ConversationPorts, asker: KnownAsker, room: RoomId): Promise<Reply> {
  const back = await undoRoom(ports, asker.me, { room });
  return back.refused ? refusal(ports, asker, back.refused) : roomShown(ports, asker, room);
}

export const AnnounceSaid = z.object({ activity: ActivityId.optional(), playlist: PlaylistId.optional() });

/** A preview first; posted where one is, once it was confirmed. */
export const announceOne: Turn<z.infer<typeof AnnounceSaid>, KnownAsker> = async (ports, asker, said) => {
  const word = saying(asker);
  const { community, from, on } = asker;
  const subject = said.playlist
    ? { kind: 'playlist' as const, id: said.playlist }
    : said.activity
      ? { kind: 'activity' as const, id: said.activity }
      : subjectOn(on);
  if (!community || !from.place) return sentence(asker, 'chat.announce.nowhere');
  if (!subject) return sentence(asker, 'chat.announce.what');
  if (on?.extra !== 'activity' && on?.extra !== 'playlist') {
    const post = await postCard(ports, asker, { kind: 'announce', subject });
    return answers(
      asker,
      card(asker, {
        id: 'announce-preview',
        title: tell(asker, 'chat.announce.ask', { place: from.place.name ?? '#' }),
        lead: post.title,
        ...(post.quote ? { quote: post.quote } : {}),
        actions: [
          {
            label: word('chat.button.post'),
            style: 'primary',
            do: actionId('organise.announce', subject.id, 0, subject.kind),
          },
          { label: word('chat.button.cancel'), do: actionId('help') },
        ],
      }),
    );
  }
  const allowed = await announce(ports, asker.me, community.id, { subject });
  if (allowed.refused) return refusal(ports, asker, allowed.refused);
  const post = await postCard(ports, asker, { kind: 'announce', subject });
  const receipt = card(asker, { id: 'announced', title: tell(asker, 'chat.share.posted'), actions: [] });
  return { show: 'post', card: post, to: from.place, receipt };
};

function subjectOn(on: KnownAsker['on']) {
  if (on?.extra === 'playlist') return { kind: 'playlist' as const, id: PlaylistId.parse(on.item) };
  if (on?.extra === 'activity') return { kind: 'activity' as const, id: ActivityId.parse(on.item) };
  return null;
}

export const GroupSaid = z.object({ playlist: PlaylistId });

/** How a group stands in a playlist: totals of each step, nobody ranked. */
export const groupProgress: Turn<z.infer<typeof GroupSaid>, KnownAsker> = async (
  ports,
  asker,
  { playlist },
) => {
  const { community } = asker;
  if (!community) return sentence(asker, 'chat.announce.nowhere');
  const shown = await showGroup(ports, asker.me, { community: community.id, playlist });
  if (shown.refused) return refusal(ports, asker, shown.refused);
  const { steps, joined: members } = shown.done;
  return answers(
    asker,
    card(asker, {
      id: 'group',
      title: [own(nameFor(asker, shown.done.playlist.name))],
      lead: tell(asker, 'chat.group.joined', { count: members }),
      quote: steps.flatMap(
        ({ activity, done, waiting }, at): Text => [
          ...(at > 0 ? ['\n'] : []),
          own(nameFor(asker, activity.name)),
          ' · ',
          ...tell(asker, 'chat.group.step', { done, waiting }),
        ],
      ),
      actions: [
        {
          label: saying(asker)('chat.button.review'),
          style: 'primary',
          do: actionId('review'),
          typed: 'review',
        },
      ],
    }),
  );
};
