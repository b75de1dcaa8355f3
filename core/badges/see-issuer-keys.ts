import { z } from 'zod';
import { OrganiserId } from '../ids.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { RevokedAssertion } from '../ports/badge-press.ts';
import type { Ports } from '../ports/ports.ts';
import { credentialOf } from './credential.ts';
import type { IssuerKey } from './issuer-key.ts';

export const SeeIssuerKeys = z.object({ organiser: OrganiserId });
export type SeeIssuerKeys = z.infer<typeof SeeIssuerKeys>;

/** Answered to anyone, always: whoever holds a badge must be able to check it. */
export async function seeIssuerKeys(
  { records }: Pick<Ports, 'records'>,
  { organiser: id }: SeeIssuerKeys,
): Promise<Outcome<{ readonly organiser: Organiser; readonly keys: readonly IssuerKey[] }, NotFound>> {
  const organiser = await records.organisers.byId(id);
  if (!organiser) return refused({ why: 'not-found' });
  return done({ organiser, keys: await records.issuerKeys.of(id) });
}

/** Whoever signs here has keys: an organiser, or with an endorsement somebody without an account. */
export async function seeDid(
  { records }: Pick<Ports, 'records'>,
  { organiser: id }: SeeIssuerKeys,
): Promise<Outcome<{ readonly id: OrganiserId; readonly keys: readonly IssuerKey[] }, NotFound>> {
  const [organiser, keys] = await Promise.all([records.organisers.byId(id), records.issuerKeys.of(id)]);
  return organiser || keys.length > 0 ? done({ id, keys }) : refused({ why: 'not-found' });
}

export const SeeSigningKey = SeeIssuerKeys.extend({ kid: z.string().regex(/^r\d{1,6}$/) });
export type SeeSigningKey = z.infer<typeof SeeSigningKey>;

/** One that signs assertions. One that cannot be trusted any more is not found, so that nothing it signed is good. */
export async function seeSigningKey(
  { records }: Pick<Ports, 'records'>,
  { organiser: id, kid }: SeeSigningKey,
): Promise<Outcome<{ readonly organiser: Organiser; readonly key: IssuerKey }, NotFound>> {
  const seen = await seeIssuerKeys({ records }, { organiser: id });
  const key = seen.done?.keys.find((one) => one.kid === kid && one.kind === 'rsa');
  if (!seen.done || !key || key.state === 'compromised') return refused({ why: 'not-found' });
  return done({ organiser: seen.done.organiser, key });
}

/** What a key signed that was revoked or withdrawn since. */
export async function readRevocations(
  { records }: Pick<Ports, 'records'>,
  { organiser, kid }: Pick<IssuerKey, 'organiser' | 'kid'>,
): Promise<readonly RevokedAssertion[]> {
  const revoked: RevokedAssertion[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.awards.gone>> = await records.awards.gone(organiser, {
      size: 200,
      after,
    });
    for (const award of page.items) {
      const assertion = (await records.credentials.byId(credentialOf(award)))?.assertion;
      if (assertion?.kid === kid)
        revoked.push({ id: assertion.id, reason: award.revoked?.reason ?? 'Withdrawn' });
    }
    after = page.next;
  } while (after !== null);
  return revoked;
}
