import { typedCode } from '../../../core/badges/claim-code.ts';
import type { Claim } from '../../../core/badges/read-claim.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Why } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';

export function SignInFirst({ code }: { code: string }) {
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

/** What a code leads to, and the button that uses it. */
export function Take({ of, organiser, code }: { of: Claim; organiser: Organiser; code: string }) {
  const say = useSay();
  const { to, explanation } = of;
  const action = `/claim/${encodeURIComponent(typedCode(code))}/take`;
  return (
    <section class="card" data-test="take-card">
      <div class={to.is === 'badge' ? 'own-award' : undefined}>
        {to.is === 'badge' ? <BadgePicture of={to.badge.image} size={120} /> : null}
        <div>
          <p class="kicker">{of.code.title ?? organiser.name}</p>
          <Whither of={of} organiser={organiser} />
          {explanation.verdict === 'waiting'
            ? [explanation, ...explanation.because].filter(isToldApart).map((reason) => (
                <p class="aside">
                  <Why of={reason} />
                </p>
              ))
            : null}
          <Form action={action}>
            <Button hook="take">{say(buttonOf(of))}</Button>
          </Form>
        </div>
      </div>
    </section>
  );
}

/** A badge that waits says for what; whoever asked already reads that. */
const isToldApart = ({ because }: Claim['explanation']): boolean => because.length === 0;

function Whither({ of: { to }, organiser }: { of: Claim; organiser: Organiser }) {
  const say = useSay();
  if (to.is === 'organiser') {
    return (
      <>
        <h1>{say('claim.member.title', { organiser: organiser.name })}</h1>
        <p>{say('claim.member.about')}</p>
      </>
    );
  }
  const { name, description } =
    to.is === 'badge' ? to.badge : { name: to.activity.name, description: to.activity.do };
  return (
    <>
      <h1>
        <Text of={name} />
      </h1>
      <p class="small">
        {say(to.is === 'badge' ? 'claim.from' : 'claim.activity.from', { organiser: organiser.name })}
      </p>
      {description ? <Prose of={description} /> : null}
    </>
  );
}

function buttonOf({ code, to }: Claim) {
  if (to.is !== 'badge') return code.needsApproval ? 'claim.ask-to-join' : 'claim.join';
  if (code.leadsTo === 'badge-page') return 'claim.see';
  return code.needsApproval ? 'claim.ask' : 'claim.take';
}

/** A badge is coming, somebody is a member, or an organiser is asked. */
export function Taken({ of }: { of: Claim & { readonly use: { readonly state: string } } }) {
  const say = useSay();
  const { to } = of;
  const isAsked = of.use.state === 'requested';
  const { title, text, next, button } = whatFollows(of, isAsked);
  return (
    <section class="card" data-test={isAsked ? 'asked' : 'taken'}>
      <div class={to.is === 'badge' ? 'own-award' : undefined}>
        {to.is === 'badge' ? (
          <BadgePicture of={to.badge.image} size={120} isFaint={isAsked} isDecoration />
        ) : null}
        <div>
          <h1>{say(title)}</h1>
          <p>{say(text)}</p>
          <p>
            <Link to={next} class="button main" hook="to-wallet">
              {say(button)}
            </Link>
          </p>
        </div>
      </div>
    </section>
  );
}

function whatFollows({ to, explanation }: Claim, isAsked: boolean) {
  const wallet = { next: '/me/badges', button: 'page.nav.badges' } as const;
  if (to.is !== 'badge') {
    return isAsked
      ? ({ ...wallet, title: 'claim.asked.title', text: 'claim.asked.to-join' } as const)
      : ({
          title: 'claim.member.in',
          text: 'claim.member.text',
          next: '/app',
          button: 'page.nav.mine',
        } as const);
  }
  if (isAsked) return { ...wallet, title: 'claim.asked.title', text: 'claim.asked.text' } as const;
  const text = explanation.verdict === 'waiting' ? 'claim.taken.waits' : 'claim.taken.text';
  return { ...wallet, title: 'claim.taken.title', text } as const;
}
