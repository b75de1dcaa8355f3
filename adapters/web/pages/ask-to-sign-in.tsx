import { z } from 'zod';
import type { Actor } from '../../../core/people/actor.ts';
import { AskToSignIn, askToSignIn, signInMs } from '../../../core/people/ask-to-sign-in.ts';
import { plainly } from '../../../core/people/email.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { isFromOurPages } from '../origin.ts';
import { type Page, post } from '../page.ts';
import { Button, Field, Form } from '../parts/form.tsx';
import { createSignInLinks, OwnPath } from '../sessions.ts';

type Params = Record<never, never>;

/** Who has no LMS signs in by a mailed link; `?to=` says where it leads afterwards. */
export const askToSignInPage: Page<Params, Actor> = {
  path: '/sign-in',
  params: z.object({}),
  get,
  posts: {
    '': post({ schema: AskToSignIn.extend({ to: OwnPath.optional() }), again: get, run: mail }),
  },
};

/** How coming back from a platform's own sign-in ended. */
const Came = z.enum(['unknown', 'over']);

async function get(here: Here<Params>): Promise<Answer> {
  const to = OwnPath.safeParse(here.fields['to'] ?? here.req.query['to']);
  const said = sayHere(here);
  const bySlack = Came.safeParse(here.req.query['slack']).data;
  const byDiscord = Came.safeParse(here.req.query['discord']).data;
  return {
    title: said('sign-in.title'),
    body: <AskToSignInView to={to.data ?? null} />,
    ...(bySlack ? { said: said(`sign-in.slack.${bySlack}`) } : {}),
    ...(byDiscord ? { said: said(`sign-in.discord.${byDiscord}`) } : {}),
  };
}

/** The answer is the same whether the address is known, unknown or had too many mails. */
async function mail(
  here: Here<Params>,
  { email, to }: AskToSignIn & { to?: string | undefined },
): Promise<Answer> {
  const { ports } = here.web;
  if (!isFromOurPages(here.req, ports.baseUrl)) return get(here);
  await askToSignIn(
    ports,
    { email },
    {
      language: here.visitor.language,
      makeLink: () => createSignInLinks(ports).makeFor(plainly(email), signInMs, to ?? null),
    },
  );
  return { title: sayHere(here)('sign-in.sent.title'), body: <Sent email={email} /> };
}

function AskToSignInView({ to }: { to: string | null }) {
  const say = useSay();
  const { visitor, web } = useHere();
  return (
    <section class="card narrow">
      <h1>{say('sign-in.title')}</h1>
      <p>{say('sign-in.about')}</p>
      {visitor.by === 'session' ? (
        <p class="aside">
          {say('sign-in.is-in')} <a href="/me/badges">{say('page.nav.badges')}</a>
        </p>
      ) : null}
      <Form action="/sign-in">
        {to ? <input type="hidden" name="to" value={to} /> : null}
        <Field
          id="email"
          name="email"
          kind="email"
          label={say('sign-in.email')}
          hint={say('sign-in.email.hint')}
          most={254}
          isNeeded
          hook="email"
        />
        <Button hook="send-link">{say('sign-in.send')}</Button>
      </Form>
      {(web.config.connects ?? []).map(({ kind }) => (
        <p>
          <a class="button quiet" href={`/${kind}/sign-in`} hx-boost="false">
            {say(`sign-in.${kind}`)}
          </a>
        </p>
      ))}
      <p class="small">{say('sign-in.course')}</p>
    </section>
  );
}

function Sent({ email }: { email: string }) {
  const say = useSay();
  return (
    <section class="card narrow">
      <h1>{say('sign-in.sent.title')}</h1>
      <p>{say('sign-in.sent.text', { email })}</p>
      <p>{say('sign-in.sent.then')}</p>
      <p class="small">
        <a href="/sign-in">{say('sign-in.sent.again')}</a>
      </p>
    </section>
  );
}
