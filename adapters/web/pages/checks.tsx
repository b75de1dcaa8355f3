import { z } from 'zod';
import {
  CheckEndorsement,
  checkEndorsement,
  listToCheck,
  type ToCheck,
} from '../../../core/endorsements/check-endorsement.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Empty } from '../parts/desk.tsx';
import { Offered } from '../parts/endorsements.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';

type At = Here<Record<never, never>, Someone>;

/** What waits for a coordinator: endorsements by people without an account. */
export const checksPage: Page<Record<never, never>> = {
  path: '/app/checks',
  params: z.object({}),
  get,
  posts: {
    decide: post({
      schema: CheckEndorsement,
      again: get,
      form: (here: At) => String(here.fields['endorsement'] ?? ''),
      run: decide,
    }),
  },
};

async function get(here: At): Promise<Answer> {
  const waiting = await listToCheck(here.web.ports, here.who);
  return { title: sayHere(here)('checks.title'), body: <Checks of={waiting} /> };
}

async function decide(here: At, input: CheckEndorsement): Promise<Answer> {
  const checked = await checkEndorsement(here.web.ports, here.who, input);
  if (checked.refused) {
    return refusedAnswer(here, checked.refused, tellingOf(here, []), get, input.endorsement);
  }
  const key = input.decision === 'sign' ? 'checks.signed' : 'checks.refused';
  return { ...(await get(here)), said: sayHere(here)(key) };
}

function Checks({ of }: { of: readonly ToCheck[] }) {
  const say = useSay();
  return (
    <>
      <h1>{say('checks.title')}</h1>
      {of.length === 0 ? <Empty words="checks.empty" /> : <p>{say('checks.about')}</p>}
      <ul class="cards">
        {of.map(({ endorsement, object }) => (
          <li class="card" data-test="to-check">
            <p class="small">{object.organiserName}</p>
            <h2>
              <Text of={object.name} />
            </h2>
            <p>
              <strong>{'organiser' in endorsement.endorser ? '' : endorsement.endorser.name}</strong>
            </p>
            {endorsement.text ? <Prose of={endorsement.text} class="prose quote" /> : null}
            {endorsement.opportunity ? <Offered of={endorsement.opportunity} left={null} /> : null}
            <Form action="/app/checks/decide" name={endorsement.id}>
              <input type="hidden" name="endorsement" value={endorsement.id} />
              <Field
                id={`reason-${endorsement.id}`}
                name="reason"
                label={say('checks.reason')}
                hint={say('checks.reason.hint')}
                most={500}
              />
              <p class="buttons">
                <Button name="decision" value="sign" hook="check-sign">
                  {say('checks.sign')}
                </Button>
                <Button kind="danger" name="decision" value="refuse" hook="check-refuse">
                  {say('checks.refuse')}
                </Button>
              </p>
            </Form>
          </li>
        ))}
      </ul>
    </>
  );
}
