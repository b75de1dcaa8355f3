import type { Request } from 'express';
import { z } from 'zod';
import { claimBadge, seeClaim } from '../../../core/badges/claim-badge.ts';
import type { Claim } from '../../../core/badges/read-claim.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { SignInFirst, Take, Taken } from './claim-view.tsx';
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
  const by = { person: who.person, seat: who.seat };
  const seen = await seeClaim(web.ports, by, params, addressOf(here.req));
  if (seen.refused) return refusedCode(here, seen.refused);
  const organiser = await web.ports.records.organisers.byId(seen.done.code.organiser);
  if (!organiser) return notFoundAnswer(here);
  return {
    title: titleOf(here, seen.done),
    body: <Take of={seen.done} organiser={organiser} code={params.code} />,
  };
}

async function take(here: At): Promise<Answer> {
  const { who, params, web } = here;
  if (who.person === null) return get(here);
  const claimed = await claimBadge(web.ports, { ...who, person: who.person }, params, addressOf(here.req));
  if (claimed.refused)
    return claimed.refused.why === 'not-found' ? notFoundAnswer(here) : refusedCode(here, claimed.refused);
  const { code, to, use } = claimed.done;
  if (to.is === 'badge' && code.leadsTo === 'badge-page') {
    return { title: '', body: null, goTo: `/app/badges/${to.badge.id}` };
  }
  if (to.is === 'activity' && use.state === 'used') {
    return { title: '', body: null, goTo: `/app/activities/${to.activity.id}` };
  }
  return { title: titleOf(here, claimed.done), body: <Taken of={claimed.done} /> };
}

function titleOf(here: At, { to }: Claim): string {
  if (to.is === 'organiser') return to.organiser.name;
  return textHere(here, to.is === 'badge' ? to.badge.name : to.activity.name);
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
