import type { Delivered } from '../../../core/grades/grade.ts';
import type { Column, GradesSentView } from '../../../core/grades/show-grades-sent.ts';
import { useHere, useSay } from '../here.ts';
import { AddColumn } from '../parts/grade-column.tsx';
import { GradeGroups } from '../parts/grade-groups.tsx';
import { Back, Link } from '../parts/link.tsx';
import { Text, textHere } from '../parts/texts.tsx';

const tabs: readonly Delivered[] = ['needs-you', 'waiting', 'sent'];

export function GradesShown({ view }: { readonly view: GradesSentView }) {
  const say = useSay();
  const { counts } = view;
  const isEmpty = tabs.every((tab) => counts[tab] === 0);
  return (
    <>
      <Back to="/app/class">{say('page.nav.class')}</Back>
      <p class="kicker">{view.community.title}</p>
      <h1>{say('grades.heading')}</h1>
      <p class="lead">{say('grades.about')}</p>
      {isEmpty && !view.column ? (
        <Empty hasColumns={view.columns.length > 0} />
      ) : (
        <>
          <Tabs view={view} />
          <WhichColumn view={view} />
          <GradeGroups view={view} />
          <More view={view} />
        </>
      )}
      <WithoutColumn columns={view.withoutColumn} />
    </>
  );
}

function Empty({ hasColumns }: { readonly hasColumns: boolean }) {
  const say = useSay();
  return (
    <div class="empty">
      <h2>{say('grades.empty')}</h2>
      <p>{say(hasColumns ? 'grades.empty.about' : 'grades.empty.no-column')}</p>
    </div>
  );
}

const addressOf = (shown: Delivered, column: string | null, after?: string): string =>
  `/app/class/grades?${new URLSearchParams({
    shown,
    ...(column ? { column } : {}),
    ...(after ? { after } : {}),
  })}`;

function Tabs({ view }: { readonly view: GradesSentView }) {
  const say = useSay();
  return (
    <nav class="tabs" aria-label={say('grades.heading')}>
      {tabs.map((tab) => (
        <Link
          to={addressOf(tab, view.column?.id ?? null)}
          class={tab === view.shown ? 'tab here' : 'tab'}
          isCurrent={tab === view.shown}
          hook={`grades-${tab}`}
        >
          {say(`grades.tab.${tab}`, { count: view.counts[tab] })}
        </Link>
      ))}
    </nav>
  );
}

/** Where a course has several columns, one of them can be looked at alone. */
function WhichColumn({ view }: { readonly view: GradesSentView }) {
  const say = useSay();
  const here = useHere();
  if (view.columns.length < 2) return null;
  const address = '/app/class/grades';
  return (
    <form
      class="field narrow"
      method="get"
      action={address}
      hx-get={address}
      hx-target="#page"
      hx-select="#page"
      hx-swap="outerHTML"
      hx-trigger="change, submit"
    >
      <input type="hidden" name="shown" value={view.shown} />
      <label for="column">{say('grades.column')}</label>
      <div class="row">
        <select id="column" name="column">
          <option value="">{say('grades.column.all')}</option>
          {view.columns.map(({ placement, title }) => (
            <option value={placement.id} selected={placement.id === view.column?.id}>
              {textHere(here, title)}
            </option>
          ))}
        </select>
        <noscript>
          <button type="submit" class="button quiet">
            {say('grades.column.show')}
          </button>
        </noscript>
      </div>
    </form>
  );
}

function More({ view }: { readonly view: GradesSentView }) {
  const say = useSay();
  if (view.next === null) return null;
  return (
    <p>
      <Link to={addressOf(view.shown, view.column?.id ?? null, view.next)} class="button quiet">
        {say('page.more')}
      </Link>
    </p>
  );
}

function WithoutColumn({ columns }: { readonly columns: readonly Column[] }) {
  const say = useSay();
  if (columns.length === 0) return null;
  return (
    <details>
      <summary>{say('grades.without-column', { count: columns.length })}</summary>
      <p class="small">{say('grades.without-column.about')}</p>
      <ul class="cards">
        {columns.map((column) => (
          <li class="card row between">
            <Text of={column.title} />
            <AddColumn to={column} kind="quiet" />
          </li>
        ))}
      </ul>
    </details>
  );
}
