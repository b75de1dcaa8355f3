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
        {web.config.practiceLms ? <p class="soft">{say('home.practice.lead')}</p> : null}
        <div class="actions">
          {web.config.practiceLms ? (
            <a class="button main" href="/practice">
              {say('home.practice')}
            </a>
          ) : null}
          {visitor.by === 'session' ? (
            <a class={`button ${web.config.practiceLms ? 'quiet' : 'main'}`} href="/me/badges">
              {say('page.nav.badges')}
            </a>
          ) : (
            <a class={`button ${web.config.practiceLms ? 'quiet' : 'main'}`} href="/sign-in">
              {say('sign-in.title')}
            </a>
          )}
          <a class="button quiet" href="/claim">
            {say('claim.have-code')}
          </a>
          <a class="button quiet" href="/verify">
            {say('home.verify')}
          </a>
        </div>
      </section>
      <section class="card" aria-labelledby="how">
        <h2 id="how">{say('home.how.title')}</h2>
        <ol class="steps-plain">
          <li>{say('home.how.find')}</li>
          <li>{say('home.how.do')}</li>
          <li>{say('home.how.earn')}</li>
        </ol>
        <p>{say('home.course')}</p>
        <p>{say('home.staff')}</p>
      </section>
    </>
  );
}
