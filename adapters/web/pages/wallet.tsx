import { z } from 'zod';
import { checkForeignBadge } from '../../../core/badges/check-foreign-badge.ts';
import { listForeignBadges } from '../../../core/badges/list-foreign-badges.ts';
import { openWallet } from '../../../core/badges/open-wallet.ts';
import { OwnForeignBadge } from '../../../core/badges/own-foreign-badge.ts';
import { removeForeignBadge } from '../../../core/badges/remove-foreign-badge.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { JoinByEmail, joinByEmail, othersByEmail } from '../../../core/people/join-by-email.ts';
import { RemoveEmail, removeEmail } from '../../../core/people/remove-email.ts';
import { AskEmailCode, askEmailCode, VerifyEmail, verifyEmail } from '../../../core/people/verify-email.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { endWalletLink, hasWalletLink, makeWalletLink } from '../wallet-links.ts';
import { notFoundAnswer } from './trouble.tsx';
import { type Shown, WalletView } from './wallet-view.tsx';

type Params = Record<never, never>;
type At = Here<Params, Someone>;

/** One's own badges: from a course, or signed in. */
export const walletPage: Page<Params> = {
  path: '/me/badges',
  params: z.object({}),
  get: (here) => wallet(here),
  posts: {
    email: post({
      schema: AskEmailCode,
      again: (here: At) => wallet(here),
      form: () => 'email',
      run: askCode,
    }),
    code: post({ schema: VerifyEmail, again: askedAgain, form: () => 'code', run: typeCode }),
    join: post({ schema: JoinByEmail, again: (here: At) => wallet(here), run: join }),
    'forget-email': post({ schema: RemoveEmail, again: (here: At) => wallet(here), run: forget }),
    'check-foreign': post({ schema: OwnForeignBadge, again: (here: At) => wallet(here), run: checkForeign }),
    'remove-foreign': post({
      schema: OwnForeignBadge,
      again: (here: At) => wallet(here),
      run: removeForeign,
    }),
    link: post({ schema: z.object({}), again: (here: At) => wallet(here), run: link }),
    'end-link': post({ schema: z.object({}), again: (here: At) => wallet(here), run: endLink }),
  },
};

/** @param shown what this answer shows beside what is kept: a link that was just made, an address that waits for its code */
async function wallet(here: At, shown: Partial<Shown> = {}): Promise<Answer> {
  const { ports } = here.web;
  const opened = await openWallet(ports, here.who);
  if (opened.refused) return notFoundAnswer(here);
  const [others, hasLink, foreign] = await Promise.all([
    othersByEmail(ports, opened.done.person),
    hasWalletLink(ports, here.who.person),
    listForeignBadges(ports, here.who),
  ]);
  return {
    title: sayHere(here)('wallet.title'),
    body: (
      <WalletView
        of={opened.done}
        foreign={foreign}
        shown={{ link: null, waitingFor: null, others, hasLink, ...shown }}
      />
    ),
  };
}

async function checkForeign(here: At, input: OwnForeignBadge): Promise<Answer> {
  const checked = await checkForeignBadge(here.web.ports, here.who, input);
  if (checked.refused) return refusedAnswer(here, checked.refused, tellingOf(here, []), (at) => wallet(at));
  const verdict = sayHere(here)(`verify.${checked.done.verdict}`);
  return { ...(await wallet(here)), said: sayHere(here)('foreign.checked', { verdict }) };
}

async function removeForeign(here: At, input: OwnForeignBadge): Promise<Answer> {
  const removed = await removeForeignBadge(here.web.ports, here.who, input);
  if (removed.refused) return notFoundAnswer(here);
  return { ...(await wallet(here)), said: sayHere(here)('foreign.removed') };
}

async function askCode(here: At, input: AskEmailCode): Promise<Answer> {
  const asked = await askEmailCode(here.web.ports, here.who, input);
  if (asked.refused)
    return refusedAnswer(here, asked.refused, tellingOf(here, []), (at) => wallet(at), 'email');
  return { ...(await wallet(here, { waitingFor: input.email })), said: sayHere(here)('wallet.email.sent') };
}

function askedAgain(here: At): Promise<Answer> {
  const email = here.fields['email'];
  return wallet(here, { waitingFor: typeof email === 'string' ? email : null });
}

async function typeCode(here: At, input: VerifyEmail): Promise<Answer> {
  const verified = await verifyEmail(here.web.ports, here.who, input);
  if (verified.refused) {
    return refusedAnswer(here, verified.refused, tellingOf(here, []), askedAgain, 'code');
  }
  return { ...(await wallet(here)), said: sayHere(here)('wallet.email.verified') };
}

async function join(here: At, input: JoinByEmail): Promise<Answer> {
  const joined = await joinByEmail(here.web.ports, here.who, input);
  if (joined.refused) return refusedAnswer(here, joined.refused, tellingOf(here, []), (at) => wallet(at));
  return { ...(await wallet(here)), said: sayHere(here)('wallet.join.done') };
}

async function forget(here: At, input: RemoveEmail): Promise<Answer> {
  const removed = await removeEmail(here.web.ports, here.who, input);
  if (removed.refused) return refusedAnswer(here, removed.refused, tellingOf(here, []), (at) => wallet(at));
  return { ...(await wallet(here)), said: sayHere(here)('wallet.email.removed') };
}

async function link(here: At): Promise<Answer> {
  const made = await makeWalletLink(here.web.ports, here.who.person);
  return { ...(await wallet(here, { link: made })), said: sayHere(here)('wallet.link.made') };
}

async function endLink(here: At): Promise<Answer> {
  await endWalletLink(here.web.ports, here.who.person);
  return { ...(await wallet(here)), said: sayHere(here)('wallet.link.ended') };
}
