import { z } from 'zod';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';

type Params = Record<never, never>;

/** What this is, in three lines, and where each kind of reader goes from here. */
export const homePage: Page<Params, Actor> = { path: '/', params: z.object({}), get };

async function get(here: Here<Params>): Promise<Answer> {
  return { title: sayHere(here)('home.title'), body: <Home /> };
}

function Home() {
  const say = useSay();
  const { web, visitor } = useHere();
  return (
    <>
      <section class="hero">
        <h1>{say('home.title')}</h1>
        <p class="lead">{say('home.lead')}</p>
        <div class="actions">
          <a class="button main" href={web.config.practiceLms ? '/practice' : '/verify'}>
            {say(web.config.practiceLms ? 'home.practice' : 'home.verify')}
          </a>
          {web.config.practiceLms ? (
            <a class="button quiet" href="/verify">
              {say('home.verify')}
            </a>
          ) : null}
          {visitor.by === 'session' ? (
            <a class="button quiet" href="/app">
              {say('page.nav.mine')}
            </a>
          ) : null}
        </div>
        {web.config.practiceLms ? <p class="small">{say('home.practice.lead')}</p> : null}
      </section>
      <section class="card" aria-labelledby="how">
        <h2 id="how">{say('home.how.title')}</h2>
        <ol class="steps-plain">
          <li>{say('home.how.find')}</li>
          <li>{say('home.how.do')}</li>
          <li>{say('home.how.earn')}</li>
        </ol>
        <p>{say('home.course')}</p>
      </section>
    </>
  );
}
