import type { VNode } from 'preact';
import { forwardingFrame, type StorageWay } from '../tool-storage.ts';
import { Layout, type PageFrame } from './layout.tsx';

interface ToolFrame extends PageFrame {
  readonly title: string;
  /** Where in this LMS the launch starts. */
  readonly start: string;
  readonly back: string;
  readonly inWindow: string | null;
  /** How it keeps small values for tools whose cookies are blocked (Canvas). */
  readonly storage: StorageWay;
  /** Where to go when the tool says that it is done; null: nowhere. */
  readonly closesTo?: string | null;
}

/** A tool in a frame, as learning platforms show them. */
export function ToolFramePage({
  title,
  start,
  back,
  inWindow,
  storage,
  closesTo,
  ...frame
}: ToolFrame): VNode {
  return (
    <Layout {...frame} title={title} isWide>
      <div class="bar">
        <a href={back} data-test="back-to-course">
          {closesTo ? 'Back to the tools' : 'Back to the course'}
        </a>
        <h1>{title}</h1>
        {inWindow !== null && (
          <a href={inWindow} target="_blank" rel="noopener opener" data-test="open-in-window">
            New window
          </a>
        )}
      </div>
      {(storage === 'frame' || storage === 'silent') && (
        <iframe
          name={forwardingFrame}
          title="Storage for tools"
          src={`${frame.at}/${forwardingFrame}`}
          hidden
        />
      )}
      <iframe name="tool" title={title} src={start} data-test="tool" allow="clipboard-write; fullscreen" />
      {closesTo && <script src={`${frame.at}/tool-closed.js`} nonce={frame.nonce} />}
      {(storage === 'frame' || storage === 'parent') && (
        <script
          src={`${frame.at}/tool-storage.js`}
          nonce={frame.nonce}
          data-frame={storage === 'frame' ? forwardingFrame : ''}
        />
      )}
    </Layout>
  );
}
