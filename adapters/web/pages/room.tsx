import { z } from 'zod';
import {
  CloseRoom,
  ConfirmRoom,
  closeRoom,
  confirmRoom,
  UndoRoom,
  undoRoom,
} from '../../../core/activities/close-room.ts';
import { roomUndoUntil } from '../../../core/activities/room.ts';
import { type RoomView, seeRoom } from '../../../core/activities/see-room.ts';
import { PersonId, RoomId } from '../../../core/ids.ts';
import { millis } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Button, Form } from '../parts/form.tsx';
import { Qr } from '../parts/qr.tsx';
import { Countdown } from '../parts/review-card.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly room: RoomId;
}
type At = Here<Params, Someone>;

const Ticked = z.object({
  persons: z.union([PersonId.transform((one) => [one]), z.array(PersonId)]).default([]),
});

/** The screen of a room in real life: a code that changes, who is there, and the list that its leader confirms. */
export const roomPage: Page<Params> = {
  path: '/app/rooms/:room',
  params: z.object({ room: RoomId }),
  get,
  posts: {
    close: post({ schema: z.object({}), again: get, run: close }),
    confirm: post({ schema: Ticked, again: get, run: confirm }),
    undo: post({ schema: z.object({}), again: get, run: undo }),
  },
};

async function get(here: At): Promise<Answer> {
  const seen = await seeRoom(here.web.ports, here.who, here.params.room);
  if (seen.refused) return notFoundAnswer(here);
  const { activity } = seen.done;
  return {
    title: sayHere(here)('room.title', { activity: textHere(here, activity.name) }),
    body: <Room of={seen.done} />,
  };
}

async function close(here: At): Promise<Answer> {
  const closed = await closeRoom(here.web.ports, here.who, CloseRoom.parse(here.params));
  if (closed.refused) return notFoundAnswer(here);
  return { ...(await get(here)), said: sayHere(here)('room.closed') };
}

async function confirm(here: At, { persons }: z.infer<typeof Ticked>): Promise<Answer> {
  const input = ConfirmRoom.safeParse({ room: here.params.room, persons });
  if (!input.success) return { ...(await get(here)), said: sayHere(here)('room.nobody') };
  const given = await confirmRoom(here.web.ports, here.who, input.data);
  if (given.refused) return refusedAnswer(here, given.refused, tellingOf(here, []), get);
  const count = given.done.rows.filter(({ result }) => result === 'confirmed' || result === 'has-it').length;
  return { ...(await get(here)), said: sayHere(here)('chat.room.done', { count }) };
}

async function undo(here: At): Promise<Answer> {
  const undone = await undoRoom(here.web.ports, here.who, UndoRoom.parse(here.params));
  if (undone.refused) return refusedAnswer(here, undone.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('class.undone') };
}

function Room({ of }: { of: RoomView }) {
  const say = useSay();
  return (
    <>
      <h1>
        <Text of={of.activity.name} />
      </h1>
      {of.code === null ? <List of={of} /> : <Screen of={of} code={of.code} />}
    </>
  );

  /** Looks again by itself, so that the code is always the current one. */
  function Screen({ of: { room, list }, code }: { of: RoomView; code: string }) {
    const { web } = useHere();
    const address = `${web.ports.baseUrl}/check-in?code=${code}`;
    return (
      <section
        id="room"
        class="card room"
        hx-get={`/app/rooms/${room.id}`}
        hx-trigger="every 5s"
        hx-target="#room"
        hx-select="#room"
        hx-swap="outerHTML"
      >
        <p>{say('room.scan')}</p>
        <Qr of={address} label={say('room.qr')} size={320} />
        <p class="small">{say('room.type', { address: `${web.ports.baseUrl}/check-in` })}</p>
        <p class="big-code" data-test="room-code">
          {code}
        </p>
        <p class="small">{say('chat.room.rotates', { seconds: room.rotateSeconds })}</p>
        <p data-test="room-count">{say('chat.room.count', { count: list.length })}</p>
        <Form action={`/app/rooms/${room.id}/close`}>
          <Button kind="danger" hook="close-room">
            {say('room.close')}
          </Button>
        </Form>
      </section>
    );
  }
}

function List({ of: { room, list } }: { of: RoomView }) {
  const say = useSay();
  if (list.length === 0) return <p class="empty">{say('room.empty')}</p>;
  if (room.state === 'confirmed') {
    const there = list.filter(({ person }) => room.confirmed?.persons.includes(person) ?? true);
    return (
      <section class="card">
        <p>{say('chat.room.confirmed')}</p>
        <Undo of={room} />
        <ul>
          {there.map(({ name, minutes }) => (
            <li>
              {name} · {say('chat.room.minutes', { minutes })}
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <Form action={`/app/rooms/${room.id}/confirm`} class="card">
      <h2>{say('room.list')}</h2>
      <p class="soft">{say('chat.room.form.note')}</p>
      {list.map(({ person, name, minutes, isEnough }) => (
        <label class={isEnough ? 'choice' : 'choice soft'}>
          <input type="checkbox" name="persons" value={person} checked={isEnough} /> {name} ·{' '}
          {say(isEnough ? 'chat.room.minutes' : 'chat.room.too-short', { minutes })}
        </label>
      ))}
      <Button hook="confirm-room">{say('room.confirm')}</Button>
    </Form>
  );
}

/** As long as nothing followed from it. */
function Undo({ of: room }: { of: RoomView['room'] }) {
  const say = useSay();
  const { now } = useHere();
  const until = roomUndoUntil(room);
  const seconds = until ? Math.ceil((millis(until) - millis(now)) / 1000) : 0;
  if (seconds <= 0) return null;
  return (
    <div data-until-over>
      <Form action={`/app/rooms/${room.id}/undo`} class="row">
        <Button kind="quiet" hook="undo">
          {say('undo')}
        </Button>
        <Countdown seconds={seconds} />
      </Form>
    </div>
  );
}
