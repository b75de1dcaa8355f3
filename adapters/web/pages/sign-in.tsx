import { z } from 'zod';
import type { PersonId } from '../../../core/ids.ts';
import { dayMs } from '../../../core/instant.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { nameOf, type Person } from '../../../core/people/person.ts';
import { findByEmail, signInByEmail } from '../../../core/people/sign-in-by-email.ts';
import { isAskedForAge, stateAge } from '../../../core/people/state-age.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import type { Answer, Here } from '../here.ts';
import { sayHere, useSay } from '../here.ts';
import { isFromOurPages } from '../origin.ts';
import { type Page, post } from '../page.ts';
import { Button, Form } from '../parts/form.tsx';
import { type SignIn as Link, openSession, peekSignIn, sessionDays, takeSignIn } from '../sessions.ts';
import { isSecureSite, sessionCookieName } from '../visitor.ts';

interface Params {
  readonly token: string;
}

/** Where a private link leads. Looking at it uses nothing up, for mail scanners look too; the button does. */
export const signInPage: Page<Params, Actor> = {
  path: '/sign-in/:token',
  params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/) }),
  get,
  posts: {
    enter: post({ schema: z.object({ adult: z.literal('yes').optional() }), again: get, run: enter }),
  },
};

async function get(here: Here<Params>): Promise<Answer> {
  const link = await peekSignIn(here.web.ports, here.params.token);
  if (!link) return linkIsOver(here);
  const person = await personOf(here, link);
  if (!person && 'person' in link) return linkIsOver(here);
  return {
    title: sayHere(here)('sign-in.title'),
    body: (
      <SignIn
        token={here.params.token}
        name={person && nameOf(person)}
        asksAge={person === null || (await isAskedForAge(here.web.ports, person))}
      />
    ),
  };
}

const personOf = ({ web: { ports } }: Here, link: Link): Promise<Person | null> =>
  'person' in link ? ports.records.people.byId(link.person) : findByEmail(ports, link.email);

async function enter(here: Here<Params>, { adult }: { adult?: 'yes' | undefined }): Promise<Answer> {
  const { ports } = here.web;
  if (!isFromOurPages(here.req, ports.baseUrl)) return get(here);
  const link = await takeSignIn(ports, here.params.token);
  const person = link && (await signedInBy(here, link));
  if (!link || !person) return linkIsOver(here);

  if (adult) await stateAge(ports, { person }, { isAdult: true });
  const token = await openSession(ports, person);
  here.res.cookie(sessionCookieName(ports.baseUrl), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecureSite(ports.baseUrl),
    path: '/',
    maxAge: sessionDays * dayMs,
  });
  return { title: '', body: null, goTo: link.leadsTo ?? (await beginningOf(here, person)) };
}

async function signedInBy({ web: { ports }, visitor }: Here, link: Link): Promise<PersonId | null> {
  if ('person' in link) return link.person;
  // The link is used up: of two first times at once the later one finds the other's person.
  const entered = await retryStale(() =>
    signInByEmail(ports, { email: link.email, language: visitor.language }),
  );
  return entered.done?.id ?? null;
}

/** Who works for an organiser begins at its desk, everybody else with their badges. */
async function beginningOf({ web: { ports } }: Here, person: PersonId): Promise<string> {
  return (await ports.records.staff.of(person)).length > 0 ? '/app' : '/me/badges';
}

function SignIn({ token, name, asksAge }: { token: string; name: string | null; asksAge: boolean }) {
  const say = useSay();
  return (
    <section class="card narrow">
      <h1>{name === null ? say('sign-in.welcome') : say('sign-in.hello', { name })}</h1>
      <p>{say('sign-in.once')}</p>
      <Form action={`/sign-in/${token}/enter`}>
        {asksAge ? (
          <>
            <label class="choice">
              <input type="checkbox" name="adult" value="yes" />
              {say('sign-in.adult')}
            </label>
            <p class="hint">{say('sign-in.adult.why')}</p>
          </>
        ) : null}
        <Button hook="sign-in">{say('sign-in.button')}</Button>
      </Form>
    </section>
  );
}

const linkIsOver = (here: Here): Answer => ({
  title: sayHere(here)('sign-in.over.what'),
  status: 410,
  body: (
    <section class="trouble">
      <h1>{sayHere(here)('sign-in.over.what')}</h1>
      <p>{sayHere(here)('sign-in.over.do')}</p>
      <p>
        <a class="button quiet" href="/sign-in">
          {sayHere(here)('sign-in.over.again')}
        </a>
      </p>
    </section>
  ),
});
