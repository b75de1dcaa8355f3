import type { VNode } from 'preact';
import type { ResourceLinkItem } from '../picker.ts';
import { Layout, type PageFrame } from './layout.tsx';

/** Moodle asks once more before it puts several links into a course. */
export function ConfirmPage({
  items,
  confirm,
  launch,
  ...frame
}: PageFrame & { items: readonly ResourceLinkItem[]; confirm: string; launch: string }): VNode {
  return (
    <Layout {...frame} title="Add these?">
      <h1>Add these?</h1>
      <ul class="links">
        {items.map((item, index) => (
          <li key={String(index)} data-test="chosen" data-title={item.title}>
            {item.title} {item.lineItem && <span class="note">graded</span>}
          </li>
        ))}
      </ul>
      <form method="post" action={confirm} target="_top">
        <input type="hidden" name="launch" value={launch} />
        <button type="submit" data-test="confirm-content">
          Save and return to course
        </button>
      </form>
    </Layout>
  );
}

/** Leaves the frame and shows the course. */
export function PlacedPage({ title, back, ...frame }: PageFrame & { title: string; back: string }): VNode {
  return (
    <Layout {...frame} title={title}>
      <h1>{title}</h1>
      <p>
        <a id="back" href={back} target="_top" data-test="back-to-course">
          Back to the course
        </a>
      </p>
      <script nonce={frame.nonce}>{"window.top.location.href = document.getElementById('back').href"}</script>
    </Layout>
  );
}

/** Something did not go; says what, and where to go on. */
export function RefusedPage({
  title,
  because,
  back,
  ...frame
}: PageFrame & { title: string; because: string; back: string }): VNode {
  return (
    <Layout {...frame} title={title}>
      <h1>{title}</h1>
      <p class="message" role="alert" data-test="problem">
        {because}
      </p>
      <p>
        <a href={back} target="_top">
          Go back
        </a>
      </p>
    </Layout>
  );
}
