import type { VNode } from 'preact';
import type { Column, Course, Grade } from '../courses.ts';
import { nameOf, type Person } from '../people.ts';
import { Layout, type PageFrame } from './layout.tsx';

interface GradebookView extends PageFrame {
  readonly course: Course;
  readonly learners: readonly Person[];
  readonly columns: readonly Column[];
  readonly gradeOf: (column: Column, person: Person) => Grade | null;
  readonly mayChange: boolean;
}

/** Learners down, columns across. */
export function GradebookPage({
  course,
  learners,
  columns,
  gradeOf,
  mayChange,
  ...frame
}: GradebookView): VNode {
  const here = `${frame.at}/courses/${course.key}`;
  return (
    <Layout {...frame} title={`Gradebook of ${course.title}`}>
      <p>
        <a href={here} data-test="back-to-course">
          {course.title}
        </a>
      </p>
      <h1>Gradebook</h1>
      {columns.length === 0 ? (
        <p class="empty">No column yet. One appears when something graded is added.</p>
      ) : (
        <section class="scrolls" tabindex={0} aria-label="Grades">
          <table>
            <thead>
              <tr>
                <th scope="col">Learner</th>
                {columns.map((column) => (
                  <th key={column.id} scope="col" data-test="column" data-column={column.label}>
                    {column.label} <small>of {column.scoreMaximum}</small>
                    {mayChange && <RemoveColumn column={column} here={here} />}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {learners.map((person) => (
                <tr key={person.key}>
                  <th scope="row">{nameOf(person)}</th>
                  {columns.map((column) => (
                    <GradeCell
                      key={column.id}
                      column={column}
                      person={person}
                      grade={gradeOf(column, person)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Layout>
  );
}

function GradeCell({
  column,
  person,
  grade,
}: {
  column: Column;
  person: Person;
  grade: Grade | null;
}): VNode {
  return (
    <td data-test="grade" data-person={person.key} data-column={column.label} title={grade?.comment ?? ''}>
      {grade?.points ?? '–'}
    </td>
  );
}

function RemoveColumn({ column, here }: { column: Column; here: string }): VNode {
  return (
    <form method="post" action={`${here}/columns/${column.id}`}>
      <button type="submit" class="quiet small" data-test="remove-column">
        Delete <span class="sr">{column.label}</span>
      </button>
    </form>
  );
}
