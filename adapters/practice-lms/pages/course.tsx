import type { VNode } from 'preact';
import type { Course, Link } from '../courses.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Seat } from '../school.ts';
import type { Tool } from '../tools.ts';
import { Layout, type PageFrame } from './layout.tsx';

interface CourseView extends PageFrame {
  readonly course: Course;
  readonly seat: Seat;
  readonly links: readonly Link[];
  readonly tools: readonly Tool[];
  readonly speaks: Profile;
  /** What a tool or this page has to say. */
  readonly message: string | null;
  readonly isAsLearner: boolean;
}

/** What stands in a course, and for teachers how to add to it. */
export function CoursePage(view: CourseView): VNode {
  const { course, seat, links, tools, speaks, message, isAsLearner, ...frame } = view;
  const here = `${frame.at}/courses/${course.key}`;
  const isTeaching = seat === 'teacher' || seat === 'admin';
  return (
    <Layout {...frame} title={course.title}>
      <h1>{course.title}</h1>
      {message !== null && (
        <p class="message" role="status" data-test="message">
          {message}
        </p>
      )}
      <nav aria-label="Course" class="tabs">
        <a href={`${here}/gradebook`} data-test="gradebook">
          Gradebook
        </a>
        {isTeaching && (
          <a href={`${here}/roster`} data-test="roster">
            People
          </a>
        )}
        {speaks.name === 'canvas' &&
          tools
            .filter((tool) => tool.placements.includes('course_navigation'))
            .map((tool) => (
              <a key={tool.clientId} href={`${here}/navigation?tool=${tool.clientId}`} data-test="navigation">
                {tool.name}
              </a>
            ))}
      </nav>
      <LinkList {...view} here={here} isTeaching={isTeaching} />
      {isTeaching && <AddContent tools={tools} here={here} speaks={speaks} />}
      <SeeAsLearner {...view} here={here} />
      {isTeaching && (
        <form method="post" action={`${here}/copy`} class="actions">
          <button type="submit" class="quiet" data-test="copy-course">
            Copy this course
          </button>
        </form>
      )}
    </Layout>
  );
}

function LinkList({ links, here, isTeaching }: CourseView & { here: string; isTeaching: boolean }): VNode {
  if (links.length === 0)
    return (
      <p class="empty">
        {isTeaching
          ? 'Nothing stands here yet. Add something from a tool below.'
          : 'Your teacher has put nothing here yet.'}
      </p>
    );
  const hidden = links.filter((link) => !link.isPublished);
  return (
    <>
      {isTeaching && hidden.length > 1 && (
        <form method="post" action={`${here}/publish`}>
          <button type="submit" data-test="publish-all">
            Publish all {hidden.length}
          </button>
        </form>
      )}
      <ul class="links">
        {links.map((link) => (
          <li key={link.id} data-test="link" data-title={link.title} data-link={link.id}>
            <h2>{link.title}</h2>
            {link.text !== '' && <p>{link.text}</p>}
            {link.dueAt && <p class="note">Due {link.dueAt}</p>}
            <p class="actions">
              <a
                class={link.opensIn === 'frame' ? 'button' : 'button quiet'}
                href={`${here}/links/${link.id}`}
                data-test="open-in-frame"
              >
                Open <span class="sr">{link.title}</span>
              </a>
              <a
                class={link.opensIn === 'window' ? 'button' : 'button quiet'}
                href={`${here}/links/${link.id}/start?in=window`}
                target="_blank"
                rel="noopener opener"
                data-test="open-in-window"
              >
                New window <span class="sr">for {link.title}</span>
              </a>
            </p>
            {isTeaching && <LinkTools link={link} here={here} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function LinkTools({ link, here }: { link: Link; here: string }): VNode {
  return (
    <form method="post" action={`${here}/links/${link.id}`} class="actions">
      {!link.isPublished && (
        <button type="submit" name="do" value="publish" data-test="publish">
          Publish <span class="sr">{link.title}</span>
        </button>
      )}
      <button
        type="submit"
        class="quiet small"
        name="do"
        value={link.opensIn === 'frame' ? 'in-window' : 'in-frame'}
        data-test="change-container"
      >
        {link.opensIn === 'frame' ? 'Open in a window from now on' : 'Open in the page from now on'}
        <span class="sr">: {link.title}</span>
      </button>
      <button type="submit" class="quiet small" name="do" value="remove" data-test="remove-link">
        Remove <span class="sr">{link.title}</span>
      </button>
    </form>
  );
}

function AddContent({
  tools,
  here,
  speaks,
}: {
  tools: readonly Tool[];
  here: string;
  speaks: Profile;
}): VNode {
  if (tools.length === 0) return <p class="empty">No tool is registered under this profile.</p>;
  return (
    <p class="actions">
      {tools.map((tool) => (
        <a
          key={tool.clientId}
          class="button"
          href={`${here}/add?tool=${tool.clientId}`}
          data-test="add-content"
        >
          Add from {tool.name}
        </a>
      ))}
      {speaks.name === 'canvas' &&
        tools.map((tool) => (
          <a
            key={tool.clientId}
            class="button quiet"
            href={`${here}/add?tool=${tool.clientId}&placement=assignment_selection`}
            data-test="add-assignment"
          >
            New assignment with {tool.name}
          </a>
        ))}
    </p>
  );
}

/** Canvas has a student of straw for this, Moodle lets teachers take the other seat. */
function SeeAsLearner({ speaks, seat, isAsLearner, here }: CourseView & { here: string }): VNode | null {
  if (speaks.name === 'by-the-book' || (seat !== 'teacher' && !isAsLearner)) return null;
  const words = speaks.name === 'canvas' ? 'Student view' : 'Switch role to student';
  return (
    <form method="post" action={`${here}/as-learner`} class="actions">
      <button type="submit" class="quiet" data-test="as-learner" name="on" value={isAsLearner ? 'no' : 'yes'}>
        {isAsLearner ? 'Be the teacher again' : words}
      </button>
    </form>
  );
}
