import type { Activity } from '../../../core/activities/activity.ts';
import type { ClassView } from '../../../core/communities/show-class.ts';
import type { ClassRow } from '../../../core/ports/records.ts';
import { useHere, useSay } from '../here.ts';
import { Text, textHere } from './texts.tsx';

/**
 * Learners and steps: a table where there is room, a card per learner where there is not.
 * A table that is shown as cards loses its roles in browsers, so they are written out.
 */
export function Matrix({ view, labelledBy }: { readonly view: ClassView; readonly labelledBy: string }) {
  const say = useSay();
  return (
    <div class="table-frame" id="class-table">
      {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
      <table class="matrix" role="table" aria-labelledby={labelledBy}>
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
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </div>
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

/** As the course shares it, else the alias. */
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
