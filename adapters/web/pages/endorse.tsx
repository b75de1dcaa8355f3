import { z } from 'zod';
import { AnswerApplication, answerApplication } from '../../../core/endorsements/apply.ts';
import { declineEndorsement, withdrawEndorsement } from '../../../core/endorsements/end-endorsement.ts';
import { SeeByLink, type SeenByLink, seeByLink } from '../../../core/endorsements/see-by-link.ts';
import { askSigningCode, signByLink } from '../../../core/endorsements/write-endorsement.ts';
import { type Actor, nobody } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { isFromOurPages } from '../origin.ts';
import { type Page, post } from '../page.ts';
import { Applications } from '../parts/applications.tsx';
import { EndorsementFields, writtenForm, writtenOf } from '../parts/endorsement-form.tsx';
import { Offered } from '../parts/endorsements.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

type Params = SeeByLink;
type At = Here<Params, Actor>;

const Signing = writtenForm({
  name: z.string().min(1).max(120),
  /** Left out: one is mailed first. */
  code: z.string().max(20).optional(),
});
const Nothing = z.object({});
const Answering = AnswerApplication.pick({ application: true, answer: true });

/** Where a mail leads somebody without an account: to sign or decline; once signed, to withdraw and to answer. */
export const endorsePage: Page<Params, Actor> = {
  path: '/endorse/:token',
  params: SeeByLink,
  get: (here) => shown(here),
  posts: {
    sign: post({ schema: Signing, again: (here: At) => shown(here), run: sign }),
    decline: post({ schema: Nothing, again: (here: At) => shown(here), run: decline }),
    withdraw: post({ schema: Nothing, again: (here: At) => shown(here), run: withdraw }),
    answer: post({ schema: Answering, again: (here: At) => shown(here), run: answer }),
  },
};

const quiet = { 'X-Robots-Tag': 'noindex' };

async function shown(here: At, asksCode = false): Promise<Answer> {
  const seen = await seeByLink(here.web.ports, here.params);
  const say = sayHere(here);
  if (seen.refused) {
    return { title: say('endorse.over'), status: 404, headers: quiet, body: <Over /> };
  }
  return {
    title: say('endorse.title'),
    headers: quiet,
    body: <Endorse of={seen.done} token={here.params.token} asksCode={asksCode || 'code' in here.fields} />,
  };
}

/** First the code is mailed, with everything that was typed still there; with it, it is signed. */
async function sign(here: At, form: z.infer<typeof Signing>): Promise<Answer> {
  const { ports } = here.web;
  const { token } = here.params;
  if (!isFromOurPages(here.req, ports.baseUrl)) return notFoundAnswer(here);
  const back = (at: At) => shown(at, true);
  if (form.code === undefined) {
    const asked = await askSigningCode(ports, { token });
    if (asked.refused) return refusedAnswer(here, asked.refused, tellingOf(here, []), shown, 'sign');
    const amiss = { form: 'sign', fields: {}, refused: null, typed: here.fields };
    return { ...(await shown({ ...here, amiss }, true)), amiss, said: sayHere(here)('endorse.code.sent') };
  }
  const written = writtenOf(form, here.visitor.language);
  const signed = await signByLink(ports, { ...written, token, name: form.name, code: form.code });
  if (signed.refused) {
    const { why } = signed.refused;
    const answer = await refusedAnswer(here, signed.refused, tellingOf(here, []), back, 'sign');
    if (why !== 'code-wrong' && why !== 'code-locked') return answer;
    const fields = { code: { key: `refusal.${why}`, data: {} } } as const;
    const amiss = { form: 'sign', fields, refused: null, typed: here.fields };
    return { ...(await back({ ...here, amiss })), amiss, status: 422 };
  }
  return { ...(await shown({ ...here, fields: {} })), said: sayHere(here)('endorse.signed') };
}

async function decline(here: At): Promise<Answer> {
  if (!isFromOurPages(here.req, here.web.ports.baseUrl)) return notFoundAnswer(here);
  const declined = await declineEndorsement(here.web.ports, nobody, here.params);
  if (declined.refused) return refusedAnswer(here, declined.refused, tellingOf(here, []), shown);
  return { title: sayHere(here)('endorse.declined'), headers: quiet, body: <Declined /> };
}

async function withdraw(here: At): Promise<Answer> {
  if (!isFromOurPages(here.req, here.web.ports.baseUrl)) return notFoundAnswer(here);
  const withdrawn = await withdrawEndorsement(here.web.ports, nobody, here.params);
  if (withdrawn.refused) return refusedAnswer(here, withdrawn.refused, tellingOf(here, []), shown);
  return { ...(await shown(here)), said: sayHere(here)('endorse.withdrawn') };
}

async function answer(here: At, input: z.infer<typeof Answering>): Promise<Answer> {
  if (!isFromOurPages(here.req, here.web.ports.baseUrl)) return notFoundAnswer(here);
  const answered = await answerApplication(here.web.ports, nobody, { ...input, ...here.params });
  if (answered.refused) return refusedAnswer(here, answered.refused, tellingOf(here, []), shown);
  return { ...(await shown(here)), said: sayHere(here)('opportunity.answered') };
}

function Endorse({ of, token, asksCode }: { of: SeenByLink; token: string; asksCode: boolean }) {
  const say = useSay();
  const { endorsement, object } = of;
  return (
    <>
      <p class="kicker">{object.organiserName}</p>
      <h1>
        <Text of={object.name} />
      </h1>
      <p>{say('endorse.asked', { organiser: object.organiserName })}</p>
      {endorsement.request ? <blockquote>{endorsement.request}</blockquote> : null}
      {endorsement.object.kind === 'badge' ? (
        <p>
          <a href={`/b/badges/${endorsement.object.id}`}>{say('endorse.see-badge')}</a>
        </p>
      ) : null}
      {endorsement.state === 'asked' ? (
        <Sign of={of} token={token} asksCode={asksCode} />
      ) : (
        <Kept of={of} token={token} />
      )}
    </>
  );
}

function Sign({ of, token, asksCode }: { of: SeenByLink; token: string; asksCode: boolean }) {
  const say = useSay();
  const { endorser } = of.endorsement;
  const name = 'organiser' in endorser ? '' : endorser.name;
  return (
    <>
      <Form action={`/endorse/${token}/sign`} name="sign" class="card">
        <h2>{say('endorse.write')}</h2>
        <EndorsementFields id={of.endorsement.id} />
        <Field
          id="name"
          name="name"
          label={say('endorse.name')}
          hint={say('endorse.name.hint')}
          most={120}
          value={name}
          isNeeded
        />
        {asksCode ? (
          <Field
            id="code"
            name="code"
            label={say('endorse.code')}
            hint={say('endorse.code.hint')}
            most={20}
            isNeeded
          />
        ) : null}
        <Button hook="endorse-sign">{say(asksCode ? 'endorse.sign' : 'endorse.send-code')}</Button>
        <p class="small">{say('endorse.keys')}</p>
      </Form>
      <Form action={`/endorse/${token}/decline`} name="decline">
        <Button kind="quiet" hook="endorse-decline">
          {say('endorse.decline')}
        </Button>
        <p class="small">{say('endorse.decline.hint')}</p>
      </Form>
    </>
  );
}

/** What became of it. */
function Kept({ of, token }: { of: SeenByLink; token: string }) {
  const say = useSay();
  const { endorsement, applications, use } = of;
  const stands = endorsement.state === 'signed' || endorsement.state === 'pending-check';
  return (
    <>
      <section class="card" data-test="endorse-state">
        <p>
          <span class={endorsement.state === 'signed' ? 'chip good' : 'chip waits'}>
            {say(`endorsement.state.${endorsement.state}`)}
          </span>
        </p>
        <p>{say(`endorse.state.${endorsement.state === 'asked' ? 'declined' : endorsement.state}`)}</p>
        {endorsement.text ? <Prose of={endorsement.text} class="prose quote" /> : null}
        {endorsement.opportunity ? <Offered of={endorsement.opportunity} left={null} /> : null}
        {endorsement.state === 'signed' ? (
          <p>
            <a href={`/b/endorsements/${endorsement.address}`}>{say('endorsements.look')}</a>
          </p>
        ) : null}
      </section>
      {use === 'keep' && endorsement.opportunity && stands ? (
        <section class="card">
          <h2>{say('opportunity.who')}</h2>
          <Applications of={applications} at={`/endorse/${token}`} />
        </section>
      ) : null}
      {use === 'keep' && stands ? (
        <Form action={`/endorse/${token}/withdraw`} name="withdraw">
          <Button kind="danger" hook="endorse-withdraw">
            {say('endorse.withdraw')}
          </Button>
          <p class="small">{say('endorse.withdraw.hint')}</p>
        </Form>
      ) : null}
    </>
  );
}

function Over() {
  const say = useSay();
  return (
    <section class="trouble">
      <h1>{say('endorse.over')}</h1>
      <p>{say('endorse.over.text')}</p>
    </section>
  );
}

function Declined() {
  const say = useSay();
  return (
    <section class="trouble">
      <h1>{say('endorse.declined')}</h1>
      <p>{say('endorse.declined.text')}</p>
    </section>
  );
}
