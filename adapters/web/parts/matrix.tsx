import type { Activity } from '../../../core/activities/activity.ts';
import { type ClassCell, classCell } from '../../../core/communities/class-cell.ts';
import type { ClassView } from '../../../core/communities/show-class.ts';
import { dayMs, type Instant, millis } from '../../../core/instant.ts';
import type { ClassRow } from '../../../core/ports/records.ts';
import { type Say, useHere, useSay } from '../here.ts';
import { Link } from './link.tsx';
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
        <Link to={`/app/class/learners/${row.membership.person}`} hook="learner">
          {nameOf(row)}
        </Link>
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
  const { now } = useHere();
  const cell = classCell(row, activity, now);
  const tone = tones[cell.is];
  return <span class={tone ? `chip ${tone}` : 'soft'}>{sayCell(say, cell, now)}</span>;
}

const tones: Readonly<Record<ClassCell['is'], string | null>> = {
  done: 'good',
  'in-review': 'waits',
  'came-back': 'bad',
  'under-way': 'now',
  'nothing-yet': null,
};

/** The same on the page and in the list that is taken along. */
export function sayCell(say: Say, cell: ClassCell, now: Instant): string {
  switch (cell.is) {
    case 'done':
      return `✓ ${say('step.state.done')}`;
    case 'in-review':
      return cell.isStuck
        ? say('class.waits-long', { days: Math.floor((millis(now) - millis(cell.since)) / dayMs) })
        : say('work.state.in-review');
    case 'came-back':
      return say('class.came-back');
    case 'under-way':
      return say('class.tasks', { finished: cell.finished, of: cell.of });
    case 'nothing-yet':
      return say('class.nothing-yet');
  }
}
