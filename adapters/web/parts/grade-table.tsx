import type { GradesSentView } from '../../../core/grades/show-grades-sent.ts';
import { later, minuteMs } from '../../../core/instant.ts';
import type { GradeRow } from '../../../core/ports/records.ts';
import { ago } from '../../conversation/words/dates.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { Text } from './texts.tsx';

interface Shown {
  readonly view: GradesSentView;
  readonly rows: readonly GradeRow[];
  readonly label: string;
}

/** Whose grade, for what, how much, and what became of it. As cards where there is no room; hence the roles. */
export function GradeTable({ view, rows, label }: Shown) {
  const say = useSay();
  return (
    <div class="table-frame">
      {/* biome-ignore-start lint/a11y/noRedundantRoles: a table that is shown as cards loses its roles in browsers */}
      <table class="matrix" role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {say('class.learner')}
            </th>
            <th role="columnheader" scope="col">
              {say('grades.for')}
            </th>
            <th role="columnheader" scope="col">
              {say('grades.points')}
            </th>
            <th role="columnheader" scope="col">
              {say(`grades.when.${view.shown}`)}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row view={view} row={row} />
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
    </div>
  );
}

function Row({ view, row }: { readonly view: GradesSentView; readonly row: GradeRow }) {
  const say = useSay();
  const { grade, name, alias } = row;
  const column = view.columns.find(({ placement }) => placement.id === grade.placement);
  const points = view.shown === 'sent' ? (grade.sent?.points ?? grade.points) : grade.points;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: as above
    <tr role="row" data-test="grade">
      <th role="rowheader" scope="row">
        {name ?? alias}
      </th>
      <td role="cell" data-label={say('grades.for')}>
        <span>{column ? <Text of={column.title} /> : '–'}</span>
      </td>
      <td role="cell" data-label={say('grades.points')}>
        <span>
          {say('grades.points.of', { points, most: grade.pointsMaximum })}{' '}
          {grade.byHand ? <span class="chip">{say('grades.by-hand')}</span> : null}
        </span>
      </td>
      <td role="cell" data-label={say(`grades.when.${view.shown}`)}>
        <When view={view} row={row} />
      </td>
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: as above
  );
}

/** When it arrived, when it is tried next, or how often it was. */
function When({ view, row }: { readonly view: GradesSentView; readonly row: GradeRow }) {
  const say = useSay();
  const { visitor, now } = useHere();
  const { grade } = row;
  if (view.shown === 'sent')
    return <span>{grade.sent ? ago(visitor.language, grade.sent.at, now) : '–'}</span>;
  if (view.shown === 'waiting') {
    const isAhead = grade.nextTry !== null && grade.nextTry >= later(now, minuteMs);
    return (
      <span>
        {isAhead && grade.nextTry ? ago(visitor.language, grade.nextTry, now) : say('grades.next-try.now')}
      </span>
    );
  }
  return (
    <div class="row">
      <span class="small">{say('grades.tried', { count: grade.failedTries })}</span>
      <Form action="/app/class/grades/send-again">
        <input type="hidden" name="grade" value={grade.id} />
        <Button
          kind="quiet"
          hook="send-again"
          label={say('grades.send-again.whose', { name: row.name ?? row.alias })}
        >
          {say('grades.send-again')}
        </Button>
      </Form>
    </div>
  );
}
