import type { VNode } from 'preact';
import type { Course, Member } from '../courses.ts';
import { nameOf, type Person } from '../people.ts';
import { Layout, type PageFrame } from './layout.tsx';

interface RosterView extends PageFrame {
  readonly course: Course;
  readonly rows: readonly { member: Member; person: Person }[];
}

/** Who is in the course; a teacher may take somebody out and back. */
export function RosterPage({ course, rows, ...frame }: RosterView): VNode {
  const here = `${frame.at}/courses/${course.key}`;
  return (
    <Layout {...frame} title={`People of ${course.title}`}>
      <p>
        <a href={here} data-test="back-to-course">
          {course.title}
        </a>
      </p>
      <h1>People</h1>
      <ul class="links">
        {rows.map(({ member, person }) => (
          <li key={person.key} data-test="member" data-person={person.key} data-state={member.state}>
            <form method="post" action={`${here}/members/${person.key}`} class="row">
              <span>
                {nameOf(person)} <small>{`${member.as}, ${member.state}`}</small>
              </span>
              <button
                type="submit"
                class="quiet"
                name="state"
                value={member.state === 'active' ? 'inactive' : 'active'}
                data-test="change-member"
              >
                {member.state === 'active' ? 'Take out' : 'Take in again'}{' '}
                <span class="sr">{nameOf(person)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
