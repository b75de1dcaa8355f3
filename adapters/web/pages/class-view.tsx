import type { ClassView } from '../../../core/communities/show-class.ts';
import type { QueueItem } from '../../../core/evidence/list-queue.ts';
import { useSay } from '../here.ts';
import { Link } from '../parts/link.tsx';
import { Matrix } from '../parts/matrix.tsx';
import { ReviewCard } from '../parts/review-card.tsx';
import { Roster } from '../parts/roster.tsx';
import { Text } from '../parts/texts.tsx';
import { ByHand, type Confirmed } from './confirm-by-hand.tsx';

interface Shown {
  readonly view: ClassView;
  readonly queue: { readonly items: readonly QueueItem[]; readonly next: string | null };
  /** Also what waits for peers only. */
  readonly showsAll: boolean;
  readonly confirmed: Confirmed | null;
  /** The link that was opened may be given something else. */
  readonly canChoose: boolean;
}

export function ClassShown(props: Shown) {
  const say = useSay();
  const { view } = props;
  return (
    <>
      <h1>{view.community.title}</h1>
      <Playlists view={view} />
      {props.canChoose ? (
        <p>
          <Link to="/app/choose" class="small link-line">
            {say('class.choose-again')}
          </Link>
        </p>
      ) : null}
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

/** Who is where; until somebody comes in, how they will. */
function WhoIsWhere({ view }: { view: ClassView }) {
  const say = useSay();
  return (
    <section aria-labelledby="class">
      <h2 id="class">{say('class.who')}</h2>
      <Roster of={view.roster} />
      {view.rows.length === 0 ? (
        <div class="empty">
          <h3>{say('class.empty')}</h3>
          <p>{say('class.empty.about')}</p>
        </div>
      ) : (
        <Matrix view={view} labelledBy="class" />
      )}
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
