import { z } from 'zod';
import type { AwardStanding } from '../../../core/badges/see-award.ts';
import { type Verdict, VerifyAward, verifyAward } from '../../../core/badges/verify-award.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Standing } from '../parts/standing.tsx';
import { Text } from '../parts/texts.tsx';

type Params = Record<never, never>;

/** Anyone checks a badge of this site, without an account. `GET /verify?address=…` checks at once, as a QR code asks. */
export const verifyPage: Page<Params, Actor> = {
  path: '/verify',
  params: z.object({}),
  get,
  posts: { check: post({ schema: VerifyAward, again: get, run: show }) },
};

async function get(here: Here<Params>): Promise<Answer> {
  const asked = VerifyAward.safeParse({ presented: here.req.query['address'] });
  return here.amiss === null && asked.success ? show(here, asked.data) : answer(here, null, '');
}

async function show(here: Here<Params>, input: VerifyAward): Promise<Answer> {
  return answer(here, await verifyAward(here.web.ports, input), input.presented);
}

function answer(here: Here<Params>, verdict: Verdict | null, presented: string): Answer {
  return { title: sayHere(here)('verify.title'), body: <Verify verdict={verdict} presented={presented} /> };
}

function Verify({ verdict, presented }: { verdict: Verdict | null; presented: string }) {
  const say = useSay();
  const { web } = useHere();
  return (
    <>
      <h1>{say('verify.title')}</h1>
      <p class="lead">{say('verify.lead')}</p>
      <section id="verdict" aria-live="polite">
        {verdict ? <Shown of={verdict} /> : null}
      </section>
      <Form action="/verify/check" class="card">
        <Field
          id="presented"
          name="presented"
          kind="url"
          label={say('verify.address')}
          hint={say('verify.address.hint', { example: `${web.ports.baseUrl}/b/awards/7QK2MZ0V9T4XH6RD` })}
          value={presented}
          hook="verify-address"
          isNeeded
        />
        <Button hook="verify">{say('verify.submit')}</Button>
      </Form>
    </>
  );
}

function Shown({ of }: { of: Verdict }) {
  const say = useSay();
  if (of.verdict === 'unknown') {
    return (
      <div class="verdict bad card" data-test="verdict" data-verdict="unknown">
        <p class="verdict-word">{say('verify.unknown')}</p>
        <p>{say(of.because === 'other-site' ? 'verify.foreign' : 'verify.unknown.text')}</p>
      </div>
    );
  }
  if (of.verdict === 'withdrawn') {
    return (
      <div class="card">
        <Standing of={{ is: 'withdrawn' }} organiser="" issuedAt={null} />
      </div>
    );
  }
  const { view } = of;
  return (
    <div class="card">
      <div class="row">
        <BadgePicture of={view.earned.image} size={72} isDecoration />
        <h2>
          <Text of={view.earned.name} />
        </h2>
      </div>
      <Standing of={standingOf(of)} organiser={view.organiser.name} issuedAt={view.award.issuedAt} />
      <p>
        <a href={`/b/awards/${view.award.address}`}>{say('verify.open')}</a>
      </p>
    </div>
  );
}

function standingOf(of: Exclude<Verdict, { verdict: 'unknown' | 'withdrawn' }>): AwardStanding {
  if (of.verdict === 'expired') return { is: 'expired', at: of.at };
  if (of.verdict === 'revoked') return { is: 'revoked', at: of.at, reason: of.reason };
  return { is: 'valid' };
}
