import { z } from 'zod';
import { AnswerApplication, answerApplication } from '../../../core/endorsements/apply.ts';
import { AskEndorsement, askEndorsement } from '../../../core/endorsements/ask-endorsement.ts';
import { declineEndorsement, withdrawEndorsement } from '../../../core/endorsements/end-endorsement.ts';
import { type DeskRow, listAtDesk } from '../../../core/endorsements/list-endorsements.ts';
import { signAsOrganiser } from '../../../core/endorsements/write-endorsement.ts';
import { EndorsementId } from '../../../core/ids.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { EmailAddress } from '../../../core/people/email.ts';
import { may } from '../../../core/people/may.ts';
import { type Texts, textFor } from '../../../core/texts.ts';
import { amissOf } from '../amiss.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Applications } from '../parts/applications.tsx';
import { Desk, Empty } from '../parts/desk.tsx';
import { EndorsementFields, writtenForm, writtenOf } from '../parts/endorsement-form.tsx';
import { Offered } from '../parts/endorsements.tsx';
import { Button, Field, Form, useTyped } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

const One = z.object({ endorsement: EndorsementId });
const Signing = writtenForm({ endorsement: EndorsementId });
/** `object`: `badge:ID`; `organiser`: the slug of another one; left empty, it is asked by mail. */
const Asking = z
  .object({
    object: z.string().regex(/^(badge|activity|playlist|organiser):[A-Za-z0-9_-]{1,64}$/),
    organiser: z.string().max(64).optional(),
    name: z.string().max(120).optional(),
    email: EmailAddress.optional(),
    request: z.string().max(1000).default(''),
  })
  .superRefine(({ organiser, name, email }, context) => {
    if (organiser) return;
    if (!name) context.addIssue({ code: 'custom', path: ['name'], message: 'who' });
    if (!email) context.addIssue({ code: 'custom', path: ['email'], message: 'where' });
  });

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

interface Choice {
  readonly value: string;
  readonly name: Texts;
}

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  const listed = organiser && (await listAtDesk(here.web.ports, here.who, organiser.id));
  if (!organiser || !listed?.done) return notFoundAnswer(here);
  const mayAsk = may.publish(here.who, organiser.id).verdict === 'yes';
  const [choices, others] = mayAsk ? await readChoices(here, organiser) : [[], []];
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

async function readChoices(here: At, { id, name, languages }: Organiser) {
  const { records } = here.web.ports;
  const [badges, activities, playlists, organisers] = await Promise.all([
    records.badges.of(id),
    records.activities.of(id),
    records.playlists.of(id),
    records.organisers.all(),
  ]);
  const language = languages[0] ?? 'en';
  const choices: Choice[] = [
    ...badges
      .filter(({ state }) => state === 'active')
      .map((one) => ({ value: `badge:${one.id}`, name: one.name })),
    ...activities
      .filter(({ state }) => state === 'published')
      .map((one) => ({ value: `activity:${one.id}`, name: one.name })),
    ...playlists
      .filter(({ state }) => state === 'published')
      .map((one) => ({ value: `playlist:${one.id}`, name: one.name })),
    { value: `organiser:${id}`, name: { original: language, in: { [language]: name } } },
  ];
  const others = organisers.filter((one) => one.id !== id && one.verification === 'verified');
  return [choices, others] as const;
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

/** What others ask of us, and what we gave. */
function Given({ of, slug, mayAnswer }: { of: readonly DeskRow[]; slug: string; mayAnswer: boolean }) {
  const say = useSay();
  if (of.length === 0) return null;
  const at = `/app/organisers/${slug}/endorsements`;
  return (
    <section>
      <h2>{say('endorsements.of-us')}</h2>
      <ul class="cards">
        {of.map((row) => (
          <li class="card" data-test="endorsement-given">
            <About of={row} whose={row.object.organiserName} />
            {mayAnswer && row.endorsement.state === 'asked' ? <Answering of={row} at={at} /> : null}
            {mayAnswer && row.endorsement.state === 'signed' ? <Standing of={row} at={at} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answering({ of, at }: { of: DeskRow; at: string }) {
  const say = useSay();
  const { id } = of.endorsement;
  return (
    <>
      <details>
        <summary>{say('endorse.write')}</summary>
        <Form action={`${at}/sign`} name={id}>
          <input type="hidden" name="endorsement" value={id} />
          <EndorsementFields id={id} />
          <Button hook="endorse-sign">{say('endorse.sign')}</Button>
        </Form>
      </details>
      <Form action={`${at}/decline`}>
        <input type="hidden" name="endorsement" value={id} />
        <Button kind="quiet" hook="endorse-decline">
          {say('endorse.decline')}
        </Button>
      </Form>
    </>
  );
}

function Standing({ of, at }: { of: DeskRow; at: string }) {
  const say = useSay();
  return (
    <>
      {of.endorsement.opportunity ? <Applications of={of.applications} at={at} /> : null}
      <Form action={`${at}/withdraw`}>
        <input type="hidden" name="endorsement" value={of.endorsement.id} />
        <Button kind="danger" hook="endorse-withdraw">
          {say('endorse.withdraw')}
        </Button>
      </Form>
    </>
  );
}

function Asked({ of }: { of: readonly DeskRow[] }) {
  const say = useSay();
  return (
    <section>
      <h2>{say('endorsements.by-us')}</h2>
      {of.length === 0 ? <Empty words="endorsements.empty" /> : null}
      <ul class="cards">
        {of.map((row) => (
          <li class="card" data-test="endorsement-asked">
            <About of={row} whose={row.endorser} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function About({ of, whose }: { of: DeskRow; whose: string }) {
  const say = useSay();
  const { endorsement, object } = of;
  const isShown = endorsement.state === 'signed' || endorsement.state === 'withdrawn';
  return (
    <>
      <p class="small">{whose}</p>
      <p>
        <strong>
          <Text of={object.name} />
        </strong>{' '}
        <span class={endorsement.state === 'signed' ? 'chip good' : 'chip'}>
          {say(`endorsement.state.${endorsement.state}`)}
        </span>
      </p>
      {endorsement.request ? <blockquote>{endorsement.request}</blockquote> : null}
      {endorsement.text ? <Prose of={endorsement.text} class="prose quote" /> : null}
      {endorsement.opportunity ? <Offered of={endorsement.opportunity} left={null} /> : null}
      {endorsement.ended?.reason ? <p class="small">{endorsement.ended.reason}</p> : null}
      {isShown ? (
        <p class="small">
          <a href={`/b/endorsements/${endorsement.address}`}>{say('endorsements.look')}</a>
        </p>
      ) : null}
    </>
  );
}

function AskForm(props: {
  readonly slug: string;
  readonly choices: readonly Choice[];
  readonly others: readonly Organiser[];
}) {
  const say = useSay();
  return (
    <Form action={`/app/organisers/${props.slug}/endorsements/ask`} name="ask" class="card">
      <h2>{say('endorsements.ask')}</h2>
      <AskFields choices={props.choices} others={props.others} />
      <Field id="name" name="name" label={say('endorsements.ask.name')} most={120} />
      <Field
        id="email"
        name="email"
        kind="email"
        label={say('endorsements.ask.email')}
        hint={say('endorsements.ask.email.hint')}
        most={254}
      />
      <Field
        id="request"
        name="request"
        kind="long"
        label={say('endorsements.ask.request')}
        most={1000}
        keptAs={`endorse/ask/${props.slug}`}
      />
      <Button hook="ask-endorsement">{say('endorsements.ask.send')}</Button>
      <p class="small">{say('endorsements.ask.hint')}</p>
    </Form>
  );
}

function AskFields({ choices, others }: { choices: readonly Choice[]; others: readonly Organiser[] }) {
  const say = useSay();
  const { visitor } = useHere();
  const object = useTyped('object');
  const organiser = useTyped('organiser');
  return (
    <>
      <div class="field">
        <label for="object">{say('endorsements.ask.object')}</label>
        <select id="object" name="object">
          {choices.map(({ value, name }) => (
            <option value={value} selected={object.value === value}>
              {say(`endorsements.object.${kindOf(value)}`)}: {textFor(name, [visitor.language]).text}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="endorser">{say('endorsements.ask.organiser')}</label>
        <select id="endorser" name="organiser">
          <option value="">{say('endorsements.ask.by-mail')}</option>
          {others.map(({ slug, name }) => (
            <option value={slug} selected={organiser.value === slug}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

const kindOf = (value: string): 'badge' | 'activity' | 'playlist' | 'organiser' => {
  const kind = value.split(':')[0];
  return kind === 'activity' || kind === 'playlist' || kind === 'organiser' ? kind : 'badge';
};
