import { z } from 'zod';
import { CheckIn, checkIn } from '../../../core/activities/check-in.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';

type Params = Record<never, never>;
type At = Here<Params, Actor>;

/** Where the code on a room's screen leads: signed in, one press says that one is there. */
export const checkInPage: Page<Params, Actor> = {
  path: '/check-in',
  params: z.object({}),
  get,
  posts: { here: post({ schema: CheckIn, again: get, run: checkHere }) },
};

async function get(here: At): Promise<Answer> {
  const typed = here.fields['code'] ?? here.req.query['code'];
  const code = typeof typed === 'string' && /^[0-9A-Za-z -]{1,12}$/.test(typed) ? typed : '';
  return { title: sayHere(here)('check-in.title'), body: <Check code={code} /> };
}

async function checkHere(here: At, input: CheckIn): Promise<Answer> {
  const { person } = here.who;
  if (!person) return get(here);
  const checked = await checkIn(here.web.ports, { ...here.who, person }, input);
  if (checked.refused) return refusedAnswer(here, checked.refused, tellingOf(here, []), get);
  const say = sayHere(here);
  return {
    title: say('check-in.title'),
    said: say('check-in.in'),
    body: (
      <section class="card narrow" data-test="checked-in">
        <h1>{say('check-in.in')}</h1>
        <p>
          <Text of={checked.done.activity.name} />
        </p>
        <p class="soft">{say('check-in.counts')}</p>
      </section>
    ),
  };
}

function Check({ code }: { code: string }) {
  const say = useSay();
  const { who } = useHere();
  if (!who.person) {
    return (
      <section class="card narrow">
        <h1>{say('check-in.title')}</h1>
        {code ? <p class="big-code">{code}</p> : null}
        <p>{say('check-in.chat')}</p>
        <p>
          <code>/activity checkin {code}</code> · <code>/col checkin {code}</code>
        </p>
        <p>
          <a class="button quiet" href="/sign-in">
            {say('check-in.sign-in')}
          </a>
        </p>
      </section>
    );
  }
  return (
    <Form action="/check-in/here" class="card narrow">
      <h1>{say('check-in.title')}</h1>
      <Field id="code" name="code" label={say('check-in.code')} value={code} most={12} isNeeded />
      <Button hook="check-in">{say('check-in.here')}</Button>
    </Form>
  );
}
