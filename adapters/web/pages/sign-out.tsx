import { z } from 'zod';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Button, Form } from '../parts/form.tsx';
import { endSession } from '../sessions.ts';
import { sessionCookieName } from '../visitor.ts';

export const signOutPage: Page<object, Actor> = {
  path: '/sign-out',
  params: z.object({}),
  get,
  posts: { now: post({ schema: z.object({}), again: get, run: leave }) },
};

async function get(here: Here): Promise<Answer> {
  return { title: sayHere(here)('sign-out.title'), body: <SignOut /> };
}

async function leave(here: Here): Promise<Answer> {
  const { sessionToken } = here.visitor;
  if (sessionToken) await endSession(here.web.ports, sessionToken);
  here.res.clearCookie(sessionCookieName(here.web.ports.baseUrl), { path: '/' });
  return { title: '', body: null, goTo: '/' };
}

function SignOut() {
  const say = useSay();
  return (
    <section class="card narrow">
      <h1>{say('sign-out.title')}</h1>
      <p>{say('sign-out.about')}</p>
      <Form action="/sign-out/now">
        <Button>{say('sign-out.button')}</Button>
      </Form>
    </section>
  );
}
