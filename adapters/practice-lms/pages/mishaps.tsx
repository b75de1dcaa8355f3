import type { VNode } from 'preact';
import type { StorageWay } from '../tool-storage.ts';
import { Layout, type PageFrame } from './layout.tsx';

interface Mishaps extends PageFrame {
  readonly isDown: boolean;
  readonly failEvery: number;
  readonly delayMs: number;
  readonly storage: StorageWay;
}

/** What can go wrong with an LMS, to see what a tool makes of it. Pages and logins go on all the while. */
export function MishapsPage({ isDown, failEvery, delayMs, storage, ...frame }: Mishaps): VNode {
  return (
    <Layout {...frame} title="What goes wrong">
      <h1>What goes wrong</h1>
      <p class="lead">Let grades, rosters and keys fail, and look at what a tool makes of it.</p>
      <Choice
        name="services"
        words="Grades, rosters, tokens and keys"
        chosen={isDown ? 'down' : failEvery > 0 ? 'stumbling' : 'well'}
        of={{ well: 'Answer', stumbling: 'Fail every third time', down: 'Are down' }}
        at={frame.at}
      />
      <Choice
        name="delay"
        words="How long they take"
        chosen={String(delayMs)}
        of={{ '0': 'No time', '2000': 'Two seconds', '12000': 'Twelve seconds' }}
        at={frame.at}
      />
      <Choice
        name="storage"
        words="What the page keeps for tools in the Canvas profile, when cookies are blocked"
        chosen={storage}
        of={{
          frame: 'By a frame beside the tool',
          parent: 'By the page itself',
          silent: 'Promised, never answered',
          none: 'Nothing',
        }}
        at={frame.at}
      />
      <form method="post" action={`${frame.at}/mishaps`} class="choices">
        <button type="submit" name="do" value="expire-tokens" data-test="expire-tokens">
          End all access tokens
        </button>
        <button type="submit" name="do" value="roll-key" data-test="roll-key">
          Change the platform’s key
        </button>
      </form>
    </Layout>
  );
}

interface Choice {
  readonly name: string;
  readonly words: string;
  readonly chosen: string;
  readonly of: Readonly<Record<string, string>>;
  readonly at: string;
}

function Choice({ name, words, chosen, of, at }: Choice): VNode {
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{words}</h2>
      <form method="post" action={`${at}/mishaps`} class="choices">
        {Object.entries(of).map(([value, label]) => (
          <button
            type="submit"
            key={value}
            name={name}
            value={value}
            aria-pressed={value === chosen}
            data-test={`${name}-${value}`}
          >
            {label}
          </button>
        ))}
      </form>
    </section>
  );
}
