import type { GradeGroup, GradesSentView } from '../../../core/grades/show-grades-sent.ts';
import type { GradeRow } from '../../../core/ports/records.ts';
import { useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { AddColumn } from './grade-column.tsx';
import { GradeTable } from './grade-table.tsx';

/** The grades of a tab: what needs somebody by its reason, with what to do. */
export function GradeGroups({ view }: { readonly view: GradesSentView }) {
  const say = useSay();
  if (view.rows.length === 0) {
    return (
      <div class="empty">
        <h2>{say(`grades.none.${view.shown}`)}</h2>
        <p>{say(`grades.none.${view.shown}.about`)}</p>
      </div>
    );
  }
  if (view.shown === 'sent')
    return (
      <GradeTable view={view} rows={view.rows} label={say('grades.tab.sent', { count: view.counts.sent })} />
    );
  const troubles = [...new Set(view.rows.map(({ grade }) => grade.trouble))];
  return (
    <>
      {troubles.map((trouble, at) => (
        <Group
          view={view}
          group={view.groups.find((one) => one.trouble === trouble) ?? { trouble, count: 0, placements: [] }}
          rows={view.rows.filter(({ grade }) => grade.trouble === trouble)}
          isFirst={at === 0}
        />
      ))}
    </>
  );
}

interface Shown {
  readonly view: GradesSentView;
  readonly group: GradeGroup;
  readonly rows: readonly GradeRow[];
  readonly isFirst: boolean;
}

function Group({ view, group, rows, isFirst }: Shown) {
  const say = useSay();
  const { trouble, count } = group;
  const id = `trouble-${trouble ?? 'none'}`;
  const waits = view.shown === 'waiting';
  const [what, advice] = waits
    ? ([
        `grades.waiting.${trouble ? 'again' : 'first'}`,
        `grades.waiting.${trouble ? 'again' : 'first'}.about`,
      ] as const)
    : ([`grades.trouble.${trouble ?? 'not-taken'}`, `grades.advice.${trouble ?? 'not-taken'}`] as const);
  return (
    <section aria-labelledby={id} data-test="grade-group" data-trouble={trouble ?? ''}>
      <h2 id={id}>
        {say(what)} <span class={waits ? 'chip waits' : 'chip bad'}>{say('grades.count', { count })}</span>
      </h2>
      <p>{say(advice)}</p>
      <ToDo view={view} group={group} isFirst={isFirst} />
      <GradeTable view={view} rows={rows} label={say(what)} />
      <Answered rows={rows} />
    </section>
  );
}

/** What the learning platform said itself: an administrator reads more in it than we do. */
function Answered({ rows }: Pick<Shown, 'rows'>) {
  const say = useSay();
  const answers = [...new Set(rows.flatMap(({ grade }) => (grade.answer ? [grade.answer] : [])))].slice(0, 3);
  if (answers.length === 0) return null;
  return (
    <details>
      <summary>{say('grades.answer')}</summary>
      {answers.map((answer) => (
        <blockquote class="small typed">{answer}</blockquote>
      ))}
    </details>
  );
}

/** What a teacher can press for a whole group. */
function ToDo({ view, group, isFirst }: Omit<Shown, 'rows'>) {
  const say = useSay();
  const { trouble, count, placements } = group;
  const kind = isFirst && view.shown === 'needs-you' ? 'main' : 'quiet';
  if (view.shown === 'waiting' && trouble === null) return null;
  if (trouble === 'column-deleted' || trouble === 'column-missing') {
    const columns = view.columns.filter(({ placement }) => placements.includes(placement.id));
    return (
      <div class="buttons">
        {columns.map((column, at) => (
          <AddColumn to={column} kind={at === 0 ? kind : 'quiet'} names={columns.length > 1} />
        ))}
      </div>
    );
  }
  return (
    <Form action="/app/class/grades/send-all" class="buttons">
      <input type="hidden" name="state" value={view.shown === 'waiting' ? 'queued' : 'refused'} />
      {trouble ? <input type="hidden" name="trouble" value={trouble} /> : null}
      {view.column ? <input type="hidden" name="placement" value={view.column.id} /> : null}
      <Button kind={kind} hook="send-all">
        {say(view.shown === 'waiting' ? 'grades.try-now' : 'grades.send-all', { count })}
      </Button>
    </Form>
  );
}
