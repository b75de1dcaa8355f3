import { z } from 'zod';
import { later, minuteMs } from '../instant.ts';
import { done, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { takeSlot } from '../take-slot.ts';
import type { Language } from '../texts.ts';
import { EmailAddress, plainly } from './email.ts';

export const AskToSignIn = z.object({ email: EmailAddress });
export type AskToSignIn = z.infer<typeof AskToSignIn>;

/** How long a mailed link may be used. */
export const signInMs = 15 * minuteMs;

/**
 * Mails a one-use link to an address. Nobody learns here whether it is known: it is not even looked up.
 * A fourth within 15 minutes is not sent, for mailboxes are other people's.
 * @param makeLink asked only when one is sent
 */
export async function askToSignIn(
  ports: Pick<Ports, 'records' | 'keyValues' | 'secrets' | 'ids' | 'clock'>,
  { email }: AskToSignIn,
  { language, makeLink }: { readonly language: Language; readonly makeLink: () => Promise<string> },
): Promise<Outcome<null, never>> {
  const to = plainly(email);
  const isFree = await takeSlot(ports, { of: 'sign-in-mail', most: 3, ms: signInMs }, to);
  if (!isFree) return done(null);

  const note = { kind: 'sign-in', link: await makeLink() } as const;
  const event = await queueMail(ports, { to, language, note }, later(ports.clock.now(), signInMs));
  await ports.records.keep({}, [event]);
  return done(null);
}
