import { z } from 'zod';
import { Apply, apply, withdrawApplication } from '../../../core/endorsements/apply.ts';
import { type EndorsementView, seeEndorsement } from '../../../core/endorsements/list-endorsements.ts';
import { type Application, releasable } from '../../../core/endorsements/opportunity.ts';
import { EndorsementId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Offered } from '../parts/endorsements.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

const Params = z.object({ endorsement: EndorsementId });
type Params = z.infer<typeof Params>;
type At = Here<Params, Someone>;

const Asked = z.object({
  released: z.preprocess((sent) => (typeof sent === 'string' ? [sent] : sent), Apply.shape.released),
  words: Apply.shape.words,
});

/** A chance for holders: what its giver will see is chosen field by field. */
export const opportunityPage: Page<Params> = {
  path: '/app/opportunities/:endorsement',
  params: Params,
  get,
  posts: {
    apply: post({ schema: Asked, again: get, form: () => 'apply', run: ask }),
    withdraw: post({ schema: z.object({}), again: get, run: withdraw }),
  },
};

async function get(here: At): Promise<Answer> {
  const { ports } = here.web;
  const endorsement = await ports.records.endorsements.byId(here.params.endorsement);
  const seen = endorsement && (await seeEndorsement(ports, endorsement));
  if (!seen?.done?.endorsement.opportunity) return notFoundAnswer(here);
  const own = await ports.records.applications.one(here.params.endorsement, here.who.person);
  return { title: sayHere(here)('opportunity.title'), body: <Shown of={seen.done} own={own} /> };
}

async function ask(here: At, input: z.infer<typeof Asked>): Promise<Answer> {
  const applied = await apply(here.web.ports, here.who, { ...input, ...here.params });
  if (applied.refused) return refusedAnswer(here, applied.refused, tellingOf(here, []), get, 'apply');
  return { ...(await get(here)), said: sayHere(here)('opportunity.sent') };
}

async function withdraw(here: At): Promise<Answer> {
  const gone = await withdrawApplication(here.web.ports, here.who, here.params);
  if (gone.refused) return notFoundAnswer(here);
  return { ...(await get(here)), said: sayHere(here)('opportunity.withdrawn') };
}

function Shown({ of, own }: { of: EndorsementView; own: Application | null }) {
  const say = useSay();
  const { endorsement, object, endorser, placesLeft } = of;
  const at = `/app/opportunities/${endorsement.id}`;
  return (
    <>
      <p class="kicker">{endorser}</p>
      <h1>{say('opportunity.title')}</h1>
      <p>
        {say('opportunity.because')}{' '}
        <strong>
          <Text of={object.name} />
        </strong>
      </p>
      <section class="card">
        {endorsement.opportunity ? <Offered of={endorsement.opportunity} left={placesLeft} /> : null}
        {own && own.state !== 'withdrawn' ? <Sent of={own} at={at} /> : <Ask at={at} />}
      </section>
    </>
  );
}

function Sent({ of, at }: { of: Application; at: string }) {
  const say = useSay();
  return (
    <>
      <p data-test="application-state">
        <span class={of.state === 'yes' ? 'chip good' : 'chip waits'}>
          {say(`opportunity.state.${of.state}`)}
        </span>{' '}
        {say(`opportunity.own.${of.state}`)}
      </p>
      <Form action={`${at}/withdraw`}>
        <Button kind="quiet" hook="application-withdraw">
          {say('opportunity.withdraw')}
        </Button>
      </Form>
    </>
  );
}

function Ask({ at }: { at: string }) {
  const say = useSay();
  return (
    <Form action={`${at}/apply`} name="apply">
      <fieldset>
        <legend>{say('opportunity.release')}</legend>
        <p class="hint">{say('opportunity.release.hint')}</p>
        {releasable.map((field) => (
          <label class="choice">
            <input type="checkbox" name="released" value={field} />
            {say(`opportunity.release.${field}`)}
          </label>
        ))}
      </fieldset>
      <Field
        id="words"
        name="words"
        kind="long"
        label={say('opportunity.words')}
        most={1000}
        keptAs={`${at}/words`}
      />
      <Button hook="apply">{say('opportunity.apply')}</Button>
    </Form>
  );
}
