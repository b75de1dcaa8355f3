import { sayReason, type Telling } from '../conversation/words/reasons.ts';
import type { Refusal } from '../conversation/words/refusals.ts';
import { sayRefusal } from '../conversation/words/refusals.ts';
import type { Answer, Here } from './here.ts';
import { notFoundAnswer, troubleAnswer } from './pages/trouble.tsx';

/**
 * Answers a refusal: 404 and 403 as pages of their own; everything else on the page it came from, with why in words
 * and what was typed still there.
 * @param again draws that page
 * @param form the one that was sent, where the page has several
 */
export async function refusedAnswer<H extends Here>(
  here: H,
  refusal: Refusal,
  telling: Telling,
  again: (here: H) => Promise<Answer>,
  form = '',
): Promise<Answer> {
  if (refusal.why === 'not-found') return notFoundAnswer(here);
  if (refusal.why === 'not-allowed') {
    return troubleAnswer(here, 'NOT_ALLOWED', [sayReason(telling, refusal.because.reason)]);
  }
  const amiss = { form, fields: {}, refused: sayRefusal(telling, refusal), typed: here.fields };
  return { ...(await again({ ...here, amiss })), amiss, status: 409 };
}
