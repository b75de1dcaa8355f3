import type { ComponentChildren } from 'preact';
import type { PeopleRead } from '../../../core/read-people.ts';
import { useSay } from '../here.ts';
import { Empty, More } from './desk.tsx';
import { Link } from './link.tsx';

/**
 * The people an organiser has to do with: one course, or all who take part in anything of theirs.
 * @param props.at address of the page, which takes `from` and `after`
 * @param props.children the list
 */
export function People(props: {
  readonly of: Omit<PeopleRead, 'people'>;
  readonly count: number;
  readonly at: string;
  readonly children: ComponentChildren;
}) {
  const say = useSay();
  const { communities, from, next } = props.of;
  const chosen = from ? `${props.at}?from=${from.id}` : props.at;
  return (
    <>
      {communities.length > 0 ? (
        <nav class="tabs" aria-label={say('organiser.people.from')}>
          <Link to={props.at} class={from ? 'tab' : 'tab here'} isCurrent={from === null}>
            {say('organiser.people.joined')}
          </Link>
          {communities.map(({ id, title }) => (
            <Link
              to={`${props.at}?from=${id}`}
              class={id === from?.id ? 'tab here' : 'tab'}
              isCurrent={id === from?.id}
            >
              {title}
            </Link>
          ))}
        </nav>
      ) : null}
      {props.count === 0 ? (
        <Empty words={from ? 'organiser.people.empty-course' : 'organiser.people.empty'} />
      ) : (
        props.children
      )}
      <More to={chosen} next={next} />
    </>
  );
}
