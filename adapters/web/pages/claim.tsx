import type { Request } from 'express';
import { z } from 'zod';
import { claimBadge, seeClaim } from '../../../core/badges/claim-badge.ts';
import { typedCode } from '../../../core/badges/claim-code.ts';
import type { Claim } from '../../../core/badges/read-claim.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { tellingOf, Why } from '../parts/telling.tsx';
import { Prose, Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

const Typed = z.object({ code: z.string().trim().min(4).max(40) });
interface Params {
  readonly code: string;
}
type At = Here<Params>;

/** Typing a code; whoever is nobody signs in first, and no code is looked up for them. */
export const claimPage: Page<Record<never, never>, Actor> = {
  path: '/claim',
  params: z.object({}),
  get: typing,
  posts: { '': post({ schema: Typed, again: typing, form: () => 'claim', run: go }) },
};

/** Where a QR code or a mail leads. Looking uses nothing up; the button does. */
export const claimCodePage: Page<Params, Actor> = {
  path: '/claim/:code',
  params: z.object({ code: z.string().regex(/^[\p{L}\p{N}-]{4,40}$/u) }),
  get,
  posts: { take: post({ schema: z.object({}), again: get, run: take }) },
};

async function typing(here: Here): Promise<Answer> {
  return { title: sayHere(here)('claim.title'), body: <Typing /> };
}

async function go(here: Here, { code }: z.infer<typeof Typed>): Promise<Answer> {
  const plain = code.normalize('NFC').replace(/\s/g, '');
  if (!claimCodePage.params.safeParse({ code: plain }).success) {
    const fields = { code: { key: 'field.not-right', data: {} } } as const;
    const amiss = { form: 'claim', fields, refused: null, typed: here.fields };
    return { ...(await typing({ ...here, amiss })), amiss, status: 422 };
  }
  return { title: '', body: null, goTo: `/claim/${encodeURIComponent(plain)}` };
}

async function get(here: At): Promise<Answer> {
  const { who, params, web } = here;
  const title = sayHere(here)('claim.title');
  if (who.person === null) return { title, body: <SignInFirst code={params.code} /> };
  const seen = await seeClaim(web.ports, { person: who.person }, params, addressOf(here.req));
  if (seen.refused) return refusedCode(here, seen.refused);
  const organiser = await web.ports.records.organisers.byId(seen.done.badge.organiser);
  if (!organiser) return notFoundAnswer(here);
  return {
    title: textHere(here, seen.done.badge.name),
    body: <Take of={seen.done} organiser={organiser} code={params.code} />,
  };
}

async function take(here: At): Promise<Answer> {
  const { who, params, web } = here;
  if (who.person === null) return get(here);
  const by = { person: who.person, seat: who.seat };
  const claimed = await claimBadge(web.ports, by, params, addressOf(here.req));
  if (claimed.refused)
    return claimed.refused.why === 'not-found' ? notFoundAnswer(here) : refusedCode(here, claimed.refused);
  const { code, badge } = claimed.done;
  if (code.leadsTo === 'badge-page') return { title: '', body: null, goTo: `/app/badges/${badge.id}` };
  return { title: textHere(here, badge.name), body: <Taken of={claimed.done} /> };
}

/** As far as proxies in front may be believed. */
const addressOf = ({ ip }: Request): string | null => ip ?? null;

/** On the page for typing, so that the next try is at hand. */
function refusedCode(here: At, refusal: Extract<Awaited<ReturnType<typeof seeClaim>>['refused'], object>) {
  const typed = { ...here, fields: { code: here.params.code } };
  return refusedAnswer(typed, refusal, tellingOf(here, []), typing, 'claim');
}

function Typing() {
  const say = useSay();
  return (
    <section class="card narrow">
      <h1>{say('claim.title')}</h1>
      <p>{say('claim.about')}</p>
      <Form action="/claim" name="claim">
        <Field
          id="code"
          name="code"
          label={say('claim.code')}
          hint={say('claim.code.hint')}
          most={40}
          isNeeded
          hook="code"
        />
        <Button hook="go">{say('claim.go')}</Button>
      </Form>
    </section>
  );
}

function SignInFirst({ code }: { code: string }) {
  const say = useSay();
  const to = `/claim/${encodeURIComponent(code)}`;
  return (
    <section class="card narrow">
      <h1>{say('claim.sign-in.title')}</h1>
      <p>{say('claim.sign-in.about')}</p>
      <p>
        <a class="button main" href={`/sign-in?to=${encodeURIComponent(to)}`} data-test="sign-in-first">
          {say('sign-in.title')}
        </a>
      </p>
      <p class="small">{say('claim.sign-in.course')}</p>
    </section>
  );
}

function Take({ of, organiser, code }: { of: Claim; organiser: Organiser; code: string }) {
  const say = useSay();
  const { badge, explanation } = of;
  const leadsTo = of.code.leadsTo;
  return (
    <section class="card">
      <div class="own-award">
        <BadgePicture of={badge.image} size={120} />
        <div>
          <p class="kicker">{of.code.title ?? organiser.name}</p>
          <h1>
            <Text of={badge.name} />
          </h1>
          <p class="small">{say('claim.from', { organiser: organiser.name })}</p>
          <Prose of={badge.description} />
          {explanation.verdict === 'waiting'
            ? explanation.because.map((reason) => (
                <p class="aside">
                  <Why of={reason} />
                </p>
              ))
            : null}
          <Form action={`/claim/${encodeURIComponent(typedCode(code))}/take`}>
            <Button hook="take">
              {say(
                leadsTo === 'badge-page' ? 'claim.see' : of.code.needsApproval ? 'claim.ask' : 'claim.take',
              )}
            </Button>
          </Form>
        </div>
      </div>
    </section>
  );
}

function Taken({ of }: { of: Claim & { readonly use: { readonly state: string } } }) {
  const say = useSay();
  const isAsked = of.use.state === 'requested';
  return (
    <section class="card" data-test={isAsked ? 'asked' : 'taken'}>
      <div class="own-award">
        <BadgePicture of={of.badge.image} size={120} isFaint={isAsked} isDecoration />
        <div>
          <h1>{say(isAsked ? 'claim.asked.title' : 'claim.taken.title')}</h1>
          <p>
            {say(
              isAsked
                ? 'claim.asked.text'
                : of.explanation.verdict === 'waiting'
                  ? 'claim.taken.waits'
                  : 'claim.taken.text',
            )}
          </p>
          <p>
            <Link to="/me/badges" class="button main" hook="to-wallet">
              {say('page.nav.badges')}
            </Link>
          </p>
        </div>
      </div>
    </section>
  );
}
