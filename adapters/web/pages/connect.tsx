import { z } from 'zod';
import {
  ConnectCommunity,
  type Connecting,
  connectCommunity,
  seeConnecting,
} from '../../../core/communities/connect-community.ts';
import { audiences } from '../../../core/lists.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Button, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly token: string;
}
type At = Here<Params, Someone>;

/** The second consent: an owner agrees that a server or workspace becomes their organiser's. */
export const connectPage: Page<Params> = {
  path: '/app/connect/:token',
  params: z.object({ token: z.string().regex(/^[0-9A-Z]{10,40}$/) }),
  get,
  posts: { agree: post({ schema: ConnectCommunity, again: get, run: agree }) },
};

async function get(here: At): Promise<Answer> {
  const seen = await seeConnecting(here.web.ports, here.who, here.params.token);
  if (seen.refused) return notFoundAnswer(here);
  return {
    title: sayHere(here)('connect.title'),
    body: <Connect of={seen.done} token={here.params.token} />,
  };
}

async function agree(here: At, input: ConnectCommunity): Promise<Answer> {
  const connected = await connectCommunity(here.web.ports, here.who, here.params.token, input);
  if (connected.refused) return refusedAnswer(here, connected.refused, tellingOf(here, []), get);
  const say = sayHere(here);
  const { title } = connected.done;
  return {
    title: say('connect.done.title'),
    said: say('connect.done', { title }),
    body: (
      <section class="card narrow">
        <h1>{say('connect.done.title')}</h1>
        <p>{say('connect.done.next', { title })}</p>
        <p>
          <code>setup check</code> · <code>setup channels</code> · <code>setup roles</code>
        </p>
      </section>
    ),
  };
}

function Connect({ of, token }: { of: Connecting; token: string }) {
  const say = useSay();
  const { group, organisers } = of;
  const kind = group.kind === 'slack-workspace' ? 'slack' : 'discord';
  if (organisers.length === 0) {
    return (
      <section class="card narrow">
        <h1>{say('connect.title')}</h1>
        <p class="empty">{say('connect.no-organiser')}</p>
      </section>
    );
  }
  return (
    <Form action={`/app/connect/${token}/agree`} class="card narrow">
      <h1>{say('connect.title')}</h1>
      <p>{say(`connect.what.${kind}`, { title: group.title })}</p>
      <ul>
        <li>{say('connect.means.learn')}</li>
        <li>{say('connect.means.post')}</li>
        <li>{say('connect.means.end')}</li>
      </ul>
      <fieldset>
        <legend>{say('connect.organiser')}</legend>
        {organisers.map(({ id, name }, at) => (
          <label class="choice">
            <input type="radio" name="organiser" value={id} checked={at === 0} /> {name}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say('connect.audience')}</legend>
        <p class="hint">{say('connect.audience.hint')}</p>
        {audiences.map((audience) => (
          <label class="choice">
            <input type="radio" name="audience" value={audience} checked={audience === 'mixed'} />{' '}
            {say(`connect.audience.${audience}`)}
          </label>
        ))}
      </fieldset>
      <Button hook="agree">{say('connect.agree')}</Button>
    </Form>
  );
}
