import { z } from 'zod';
import { AnswerApplication, answerApplication } from '../../../core/endorsements/apply.ts';
import { AskEndorsement, askEndorsement } from '../../../core/endorsements/ask-endorsement.ts';
import { declineEndorsement, withdrawEndorsement } from '../../../core/endorsements/end-endorsement.ts';
import { listAtDesk } from '../../../core/endorsements/list-endorsements.ts';
import { signAsOrganiser } from '../../../core/endorsements/write-endorsement.ts';
import { EndorsementId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import { amissOf } from '../amiss.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { writtenForm, writtenOf } from '../parts/endorsement-form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { AskForm, Asking, readChoices } from './organiser-endorsements-ask.tsx';
import { Asked, Given } from './organiser-endorsements-view.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

const One = z.object({ endorsement: EndorsementId });
const Signing = writtenForm({ endorsement: EndorsementId });
const formOf = (here: At) => String(here.fields['endorsement'] ?? '');

/** Who stands behind what is ours, whom we ask, and what we are asked. */
export const organiserEndorsementsPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/endorsements',
  params: OrganiserParams,
  get,
  posts: {
    ask: post({ schema: Asking, again: get, form: () => 'ask', run: ask }),
    sign: post({ schema: Signing, again: get, form: formOf, run: sign }),
    decline: post({ schema: One, again: get, run: decline }),
    withdraw: post({ schema: One, again: get, run: withdraw }),
    answer: post({
      schema: AnswerApplication.pick({ application: true, answer: true }),
      again: get,
      run: answer,
    }),
  },
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  const listed = organiser && (await listAtDesk(here.web.ports, here.who, organiser.id));
  if (!organiser || !listed?.done) return notFoundAnswer(here);
  const mayAsk = may.publish(here.who, organiser.id).verdict === 'yes';
  const [choices, others] = mayAsk ? await readChoices(here.web.ports, organiser) : [[], []];
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="endorsements">
        <h1>{sayHere(here)('organiser.tab.endorsements')}</h1>
        <Given of={listed.done.given} slug={organiser.slug} mayAnswer={mayAsk} />
        <Asked of={listed.done.asked} />
        {mayAsk ? <AskForm slug={organiser.slug} choices={choices} others={others} /> : null}
      </Desk>
    ),
  };
}

async function ask(here: At, form: z.infer<typeof Asking>): Promise<Answer> {
  const { ports } = here.web;
  const organiser = form.organiser ? await ports.records.organisers.bySlug(form.organiser) : null;
  const [kind, id] = form.object.split(':');
  const input = AskEndorsement.safeParse({
    object: { kind, id },
    of: organiser ? { organiser: organiser.id } : { name: form.name, email: form.email },
    request: form.request,
    language: here.visitor.language,
  });
  if (!input.success) {
    const amiss = amissOf('ask', input.error, here.fields);
    return { ...(await get({ ...here, amiss })), amiss, status: 422 };
  }
  const asked = await askEndorsement(ports, here.who, input.data);
  if (asked.refused) return refusedAnswer(here, asked.refused, tellingOf(here, []), get, 'ask');
  return { ...(await get(here)), said: sayHere(here)('endorsements.asked') };
}

async function sign(here: At, form: z.infer<typeof Signing>): Promise<Answer> {
  const input = { ...writtenOf(form, here.visitor.language), endorsement: form.endorsement };
  const signed = await signAsOrganiser(here.web.ports, here.who, input);
  if (signed.refused) return refusedAnswer(here, signed.refused, tellingOf(here, []), get, form.endorsement);
  return { ...(await get(here)), said: sayHere(here)('endorsements.signed') };
}

async function decline(here: At, input: z.infer<typeof One>): Promise<Answer> {
  const declined = await declineEndorsement(here.web.ports, here.who, input);
  if (declined.refused) return refusedAnswer(here, declined.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('endorse.declined') };
}

async function withdraw(here: At, input: z.infer<typeof One>): Promise<Answer> {
  const withdrawn = await withdrawEndorsement(here.web.ports, here.who, input);
  if (withdrawn.refused) return refusedAnswer(here, withdrawn.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('endorse.withdrawn') };
}

async function answer(here: At, input: Pick<AnswerApplication, 'application' | 'answer'>): Promise<Answer> {
  const answered = await answerApplication(here.web.ports, here.who, { ...input, token: null });
  if (answered.refused) return refusedAnswer(here, answered.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('opportunity.answered') };
}
