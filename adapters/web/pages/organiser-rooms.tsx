import type { Activity } from '../../../core/activities/activity.ts';
import { listRooms } from '../../../core/activities/list-rooms.ts';
import { OpenRoom, openRoom } from '../../../core/activities/open-room.ts';
import type { Room } from '../../../core/activities/room.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { dayAndHour } from '../../conversation/words/dates.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk, Empty } from '../parts/desk.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** Activities that are completed by being there: open a room for one, or come back to it. */
export const organiserRoomsPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/rooms',
  params: OrganiserParams,
  get,
  posts: { open: post({ schema: OpenRoom.pick({ activity: true }), again: get, run: open }) },
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  const listed = organiser && (await listRooms(here.web.ports, here.who, organiser.id));
  if (!organiser || !listed?.done) return notFoundAnswer(here);
  const say = sayHere(here);
  return {
    title: say('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="rooms">
        <h1>{say('organiser.tab.rooms')}</h1>
        <p class="soft">{say('room.about')}</p>
        {listed.done.length === 0 ? <Empty words="room.none" /> : null}
        <ul class="cards">
          {listed.done.map(({ activity, rooms }) => (
            <One activity={activity} rooms={rooms} slug={organiser.slug} />
          ))}
        </ul>
      </Desk>
    ),
  };
}

async function open(here: At, { activity }: Pick<OpenRoom, 'activity'>): Promise<Answer> {
  const opened = await openRoom(here.web.ports, here.who, OpenRoom.parse({ activity }));
  if (opened.refused) return refusedAnswer(here, opened.refused, tellingOf(here, []), get);
  return { title: '', body: null, goTo: `/app/rooms/${opened.done.id}` };
}

function One({ activity, rooms, slug }: { activity: Activity; rooms: readonly Room[]; slug: string }) {
  const say = useSay();
  const { visitor } = useHere();
  return (
    <li class="card">
      <h2>
        <Text of={activity.name} />
      </h2>
      {activity.when ? (
        <p class="small">{dayAndHour(visitor.language, activity.when.startsAt, activity.when.zone)}</p>
      ) : null}
      {rooms.length > 0 ? (
        <ul>
          {rooms.map(({ id, state, opensAt, attendances }) => (
            <li>
              <Link to={`/app/rooms/${id}`}>
                {say(`room.state.${state}`)} ·{' '}
                {dayAndHour(visitor.language, opensAt, activity.when?.zone ?? 'UTC')} ·{' '}
                {say('chat.room.count', { count: attendances.length })}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <Form action={`/app/organisers/${slug}/rooms/open`}>
        <input type="hidden" name="activity" value={activity.id} />
        <Button kind="quiet" hook="open-room">
          {say('room.open')}
        </Button>
      </Form>
    </li>
  );
}
