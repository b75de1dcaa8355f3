import { classFilters } from '../../../core/communities/class-terms.ts';
import type { ClassView } from '../../../core/communities/show-class.ts';
import type { QueueItem } from '../../../core/evidence/list-queue.ts';
import { useSay } from '../here.ts';
import { Button, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Matrix } from '../parts/matrix.tsx';
import { ReviewCard } from '../parts/review-card.tsx';
import { Roster } from '../parts/roster.tsx';
import { Text } from '../parts/texts.tsx';
import { classAddress } from './class-address.ts';
import { ByHand, type Confirmed } from './confirm-by-hand.tsx';

interface Shown {
  readonly view: ClassView;
  readonly queue: { readonly items: readonly QueueItem[]; readonly next: string | null };
  /** Also what waits for peers only. */
  readonly showsAll: boolean;
  readonly confirmed: Confirmed | null;
  /** Mark of the page of learners; null: the first. */
  readonly after: string | null;
  /** The link that was opened may be given something else. */
  readonly canChoose: boolean;
}

export function ClassShown(props: Shown) {
  const say = useSay();
  const { view } = props;
  return (
    <>
      <h1>{view.community.title}</h1>
      {view.copiedFrom ? (
        <p class="small soft">{say('class.copied-from', { title: view.copiedFrom })}</p>
      ) : null}
      <Playlists view={view} />
      <p class="ways">
        {view.playlist && view.playlists.length < 2 ? (
          <Link to={`/app/playlists/${view.playlist.id}`} class="link-line">
            <Text of={view.playlist.name} />
          </Link>
        ) : null}
        <Link to="/app/class/grades" class="link-line" hook="grades-sent">
          {say('class.grades')}
        </Link>
        {props.canChoose ? (
          <Link to="/app/choose" class="link-line">
            {say('class.choose-again')}
          </Link>
        ) : null}
      </p>
      <Queue {...props} />
      <WhoIsWhere view={view} after={props.after} />
      <ByHand view={view} confirmed={props.confirmed} after={props.after} />
    </>
  );
}

/** Which of the course's playlists is shown, where there are several. */
function Playlists({ view }: { view: ClassView }) {
  const say = useSay();
  if (view.playlists.length < 2) return null;
  return (
    <nav class="tabs" aria-label={say('class.playlists')}>
      {view.playlists.map((playlist) => (
        <Link
          to={classAddress({ ...view, playlist })}
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
  const base = (more: Record<string, string>) => classAddress(view, null, more);
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">{say('class.queue', { count: queue.items.length })}</h2>
      <p>
        <Link to={base(showsAll ? {} : { all: 'yes' })} class="small link-line">
          {say(showsAll ? 'class.queue.mine' : 'class.queue.all')}
        </Link>
      </p>
      {queue.items.length === 0 && queue.next === null ? (
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
          <Link to={base({ ...(showsAll ? { all: 'yes' } : {}), queue: queue.next })} class="button quiet">
            {say('page.more')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

/** Who is where; until somebody comes in, how they will. */
function WhoIsWhere({ view, after }: Pick<Shown, 'view' | 'after'>) {
  const say = useSay();
  return (
    <section aria-labelledby="class">
      <h2 id="class">{say('class.who')}</h2>
      <Roster of={view.roster} />
      {view.counts.everybody === 0 ? (
        <div class="empty">
          <h3>{say('class.empty')}</h3>
          <p>{say('class.empty.about')}</p>
        </div>
      ) : (
        <>
          <Filters view={view} />
          {view.rows.length === 0 ? (
            <p class="empty">{say(`class.none.${view.show}`)}</p>
          ) : (
            <Matrix view={view} labelledBy="class" />
          )}
          <Further view={view} after={after} />
        </>
      )}
    </section>
  );
}

function Filters({ view }: Pick<Shown, 'view'>) {
  const say = useSay();
  return (
    <nav class="tabs" aria-label={say('class.filters')}>
      {classFilters.map((show) => (
        <Link
          to={classAddress({ ...view, show })}
          class={show === view.show ? 'tab here' : 'tab'}
          isCurrent={show === view.show}
          hook={`show-${show}`}
        >
          {say(`class.show.${show}`, { count: view.counts[show] })}
        </Link>
      ))}
    </nav>
  );
}

/** The page after, the first one, and all of it as a list. */
function Further({ view, after }: Pick<Shown, 'view' | 'after'>) {
  const say = useSay();
  return (
    <div class="row further">
      {after ? (
        <Link to={classAddress(view)} class="button quiet">
          {say('class.from-the-start')}
        </Link>
      ) : null}
      {view.next ? (
        <Link to={classAddress(view, null, { after: view.next })} class="button quiet" hook="next-learners">
          {say('class.next-learners')}
        </Link>
      ) : null}
      {view.rows.length > 0 ? (
        <Form action={classAddress(view, 'download')}>
          <Button kind="quiet" hook="download-class">
            {say('class.download')}
          </Button>
        </Form>
      ) : null}
    </div>
  );
}
