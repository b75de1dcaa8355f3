import type { Activity } from '../../../core/activities/activity.ts';
import type { ClassView } from '../../../core/communities/show-class.ts';
import type { QueueItem } from '../../../core/evidence/list-queue.ts';
import type { ActivityId, PersonId } from '../../../core/ids.ts';
import { type Instant, millis } from '../../../core/instant.ts';
import type { ClassRow } from '../../../core/ports/records.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Form, useTyped } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Countdown, ReviewCard } from '../parts/review-card.tsx';
import { Text, textHere } from '../parts/texts.tsx';

/** A confirmation just given, which can still be undone. */
export interface Confirmed {
  readonly activity: ActivityId;
  readonly persons: readonly PersonId[];
  readonly undoUntil: Instant;
  readonly said: string;
}

interface Shown {
  readonly view: ClassView;
  readonly queue: { readonly items: readonly QueueItem[]; readonly next: string | null };
  /** Also what waits for peers only. */
  readonly showsAll: boolean;
  readonly confirmed: Confirmed | null;
}

export function ClassShown(props: Shown) {
  const { view } = props;
  return (
    <>
      <h1>{view.community.title}</h1>
      <Playlists view={view} />
      <Queue {...props} />
      <WhoIsWhere view={view} />
      <ByHand view={view} confirmed={props.confirmed} />
    </>
  );
}

/** Which of the course's playlists is shown. */
function Playlists({ view }: { view: ClassView }) {
  const say = useSay();
  if (view.playlists.length < 2) {
    return view.playlist ? (
      <p class="lead">
        <Link to={`/app/playlists/${view.playlist.id}`}>
          <Text of={view.playlist.name} />
        </Link>
      </p>
    ) : null;
  }
  return (
    <nav class="tabs" aria-label={say('class.playlists')}>
      {view.playlists.map((playlist) => (
        <Link
          to={`/app/class?playlist=${playlist.id}`}
          class={playlist.id === view.playlist?.id ? 'tab here' : 'tab'}
          isCurrent={playlist.id === view.playlist?.id}
        >
          <Text of={playlist.name} />
        </Link>
      ))}
    </nav>
  );
}

function Queue({ view, queue, showsAll }: Shown) {
  const say = useSay();
  const base = view.playlist ? `/app/class?playlist=${view.playlist.id}` : '/app/class?playlist=';
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">{say('class.queue', { count: queue.items.length })}</h2>
      <p>
        <Link to={showsAll ? base : `${base}&all=yes`} class="small link-line">
          {say(showsAll ? 'class.queue.mine' : 'class.queue.all')}
        </Link>
      </p>
      {queue.items.length === 0 ? (
        <div class="empty">
          <h3>{say('class.queue.empty')}</h3>
          <p>{say('class.queue.empty.about')}</p>
        </div>
      ) : (
        <div class="review-cards">
          {queue.items.map((item) => (
            <ReviewCard of={item} />
          ))}
        </div>
      )}
      {queue.next ? (
        <p>
          <Link to={`${base}${showsAll ? '&all=yes' : ''}&queue=${queue.next}`} class="button quiet">
            {say('page.more')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

/** A table where there is room, a card per learner where there is not. The roles survive the change of look. */
function WhoIsWhere({ view }: { view: ClassView }) {
  const say = useSay();
  if (view.rows.length === 0) {
    return (
      <section aria-labelledby="class">
        <h2 id="class">{say('class.who')}</h2>
        <div class="empty">
          <h3>{say('class.empty')}</h3>
          <p>{say('class.empty.about')}</p>
        </div>
      </section>
    );
  }
  return (
    <section aria-labelledby="class">
      <h2 id="class">{say('class.who')}</h2>
      <div class="table-frame" id="class-table">
        {/* biome-ignore-start lint/a11y/noRedundantRoles: a table that is shown as cards loses its roles in browsers */}
        <table class="matrix" role="table" aria-labelledby="class">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {say('class.learner')}
              </th>
              {view.activities.map((activity) => (
                <th role="columnheader" scope="col">
                  <Text of={activity.name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {view.rows.map((row) => (
              <Row row={row} activities={view.activities} />
            ))}
          </tbody>
        </table>
        {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
      </div>
      {view.next ? (
        <p>
          <Link
            to={`/app/class?${view.playlist ? `playlist=${view.playlist.id}&` : ''}after=${view.next}`}
            class="button quiet"
          >
            {say('page.more')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function Row({ row, activities }: { row: ClassRow; activities: readonly Activity[] }) {
  const here = useHere();
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: as above
    <tr role="row">
      <th role="rowheader" scope="row">
        {nameOf(row)}
      </th>
      {activities.map((activity) => (
        <td role="cell" data-label={textHere(here, activity.name)}>
          <Cell row={row} activity={activity} />
        </td>
      ))}
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: as above
  );
}

export const nameOf = (row: ClassRow): string => row.membership.name ?? row.alias;

function Cell({ row, activity }: { row: ClassRow; activity: Activity }) {
  const say = useSay();
  if (row.completed.includes(activity.id)) return <span class="chip good">✓ {say('step.state.done')}</span>;
  const work = row.work.filter((one) => one.activity === activity.id);
  if (work.some(({ state }) => state === 'in-review')) {
    return <span class="chip waits">{say('work.state.in-review')}</span>;
  }
  if (work.some(({ state }) => state === 'to-improve' || state === 'rejected')) {
    return <span class="chip bad">{say('class.came-back')}</span>;
  }
  const finished = work.filter(({ state }) => state === 'finished').length;
  if (finished > 0) {
    return <span class="chip now">{say('class.tasks', { finished, of: activity.tasks.length })}</span>;
  }
  return <span class="soft">{say('class.nothing-yet')}</span>;
}

function ByHand({ view, confirmed }: { view: ClassView; confirmed: Confirmed | null }) {
  const say = useSay();
  const activities = view.activities.filter(
    ({ completedBy }) => completedBy.way === 'attendance' || completedBy.way === 'organiser',
  );
  if (activities.length === 0 || view.rows.length === 0) return null;
  return (
    <section aria-labelledby="by-hand">
      <h2 id="by-hand">{say('class.by-hand')}</h2>
      {activities.map((activity) =>
        confirmed?.activity === activity.id ? (
          <JustConfirmed of={confirmed} query={queryOf(view)} />
        ) : (
          <ConfirmForm activity={activity} rows={view.rows} query={queryOf(view)} />
        ),
      )}
    </section>
  );
}

/** Keeps the playlist that is shown while something is confirmed in it. */
const queryOf = ({ playlist }: ClassView): string => (playlist ? `?playlist=${playlist.id}` : '');

function ConfirmForm(props: { activity: Activity; rows: readonly ClassRow[]; query: string }) {
  const { activity, rows, query } = props;
  const say = useSay();
  const act = activity.completedBy.way === 'attendance' ? 'confirm-attendance' : 'confirm-completion';
  const open = rows.filter((row) => !row.completed.includes(activity.id));
  const id = `confirm-${activity.id}`;
  return (
    <div class="card" id={id}>
      <h3>
        <Text of={activity.name} />
      </h3>
      {open.length === 0 ? (
        <p class="soft">{say('class.all-confirmed')}</p>
      ) : (
        <Form action={`/app/class/${act}${query}`} name={id} swaps={id} along={['class-table']}>
          <input type="hidden" name="activity" value={activity.id} />
          <People rows={open} question={say(`class.${act}.question`)} />
          <Button hook={act} kind="quiet">
            {say(`class.${act}`)}
          </Button>
        </Form>
      )}
    </div>
  );
}

function People({ rows, question }: { rows: readonly ClassRow[]; question: string }) {
  const say = useSay();
  const { wrong } = useTyped('persons');
  return (
    <fieldset>
      <legend>{question}</legend>
      <div class="choices">
        {rows.map((row) => (
          <label class="choice">
            <input type="checkbox" name="persons" value={row.membership.person} />
            {nameOf(row)}
          </label>
        ))}
      </div>
      {wrong ? <p class="error">{say('class.choose-somebody')}</p> : null}
    </fieldset>
  );
}

function JustConfirmed({ of, query }: { of: Confirmed; query: string }) {
  const say = useSay();
  const { now } = useHere();
  const id = `confirm-${of.activity}`;
  const seconds = Math.ceil((millis(of.undoUntil) - millis(now)) / 1000);
  return (
    <div class="card decided" id={id}>
      <p data-focus>
        <strong>{of.said}</strong>
      </p>
      {seconds > 0 && of.persons.length > 0 ? (
        <div data-until-over>
          <Form action={`/app/class/undo${query}`} swaps={id} class="row">
            <input type="hidden" name="activity" value={of.activity} />
            {of.persons.map((person) => (
              <input type="hidden" name="persons" value={person} />
            ))}
            <Button kind="quiet" hook="undo">
              {say('undo')}
            </Button>
            <Countdown seconds={seconds} />
          </Form>
        </div>
      ) : null}
    </div>
  );
}
