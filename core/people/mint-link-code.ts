import { type Instant, later } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import { codeMs, type LinkCode, linkCodes, written } from './link-code.ts';

/**
 * A code for continuing in chat, made on the signed-in side only: a code that chat handed out could be sent to a victim.
 * Only its digest is kept.
 */
export async function mintLinkCode(
  {
    records,
    keyValues,
    secrets,
    clock,
    ids,
  }: Pick<Ports, 'records' | 'keyValues' | 'secrets' | 'clock' | 'ids'>,
  by: Someone,
): Promise<Outcome<{ readonly code: string; readonly until: Instant }, NotFound>> {
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const code = ids.code(8);
  const until = later(clock.now(), codeMs);
  const kept: LinkCode = { person: by.person, until };
  await keyValues.put(linkCodes, secrets.digest(code, linkCodes), kept, { until });
  return done({ code: written(code), until });
}
