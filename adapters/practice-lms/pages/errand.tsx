import type { VNode } from 'preact';
import type { Errand } from '../login.ts';
import { Layout, type PageFrame } from './layout.tsx';

/** A form that sends itself; without script a button does. */
export function ErrandPage({ errand, ...frame }: PageFrame & { errand: Errand }): VNode {
  return (
    <Layout {...frame} title="One moment">
      <h1>One moment</h1>
      <form id="errand" method={errand.method} action={errand.action}>
        {Object.entries(errand.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">Go on</button>
      </form>
      <script nonce={frame.nonce}>{"document.getElementById('errand').submit()"}</script>
    </Layout>
  );
}
