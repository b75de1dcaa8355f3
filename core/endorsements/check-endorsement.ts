import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { EndorsementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Endorsement } from './endorsement.ts';
import { type ObjectRead, readObject } from './read-object.ts';

/** `revoke`: one that stands; the others: one that waits. A reason, 5 to 500 characters, for all but yes. */
export const CheckEndorsement = z.object({
  endorsement: EndorsementId,
  decision: z.enum(['sign', 'refuse', 'revoke']),
  reason: z.string().trim().max(500).default(''),
});
export type CheckEndorsement = z.infer<typeof CheckEndorsement>;

export type CheckEndorsementRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'answered-already' }
  | { readonly why: 'reason-needed'; readonly least: number };

const leastReason = 5;

export interface ToCheck {
  readonly endorsement: Endorsement;
  readonly object: ObjectRead;
}

/** Those that wait for this reader; nobody else learns of them. */
export async function listToCheck(ports: Pick<Ports, 'records'>, by: Actor): Promise<readonly ToCheck[]> {
  const waiting = await ports.records.endorsements.toCheck();
  const read = await Promise.all(
    waiting.map(async (endorsement) => ({
      endorsement,
      object: await readObject(ports, endorsement.object),
    })),
  );
  return read.flatMap(({ endorsement, object }) =>
    object && may.checkEndorsement(by, object.home).verdict === 'yes' ? [{ endorsement, object }] : [],
  );
}

/** A coordinator's look at what somebody without an account wrote: is it them, and may it stand here? */
export async function checkEndorsement(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { endorsement: id, decision, reason }: CheckEndorsement,
): Promise<Outcome<Endorsement, CheckEndorsementRefusal>> {
  const endorsement = await ports.records.endorsements.byId(id);
  const organiser = endorsement && (await ports.records.organisers.byId(endorsement.organiser));
  if (!endorsement || !organiser || may.checkEndorsement(by, organiser.home).verdict !== 'yes') {
    return refused({ why: 'not-found' });
  }
  if (endorsement.state !== (decision === 'revoke' ? 'signed' : 'pending-check')) {
    return refused({ why: 'answered-already' });
  }
  if (decision !== 'sign' && reason.length < leastReason) {
    return refused({ why: 'reason-needed', least: leastReason });
  }
  const { state, event } = outcomes[decision];
  const checked: Endorsement = {
    ...endorsement,
    state,
    ended: decision === 'sign' ? null : { at: ports.clock.now(), reason },
  };
  await ports.records.keep({ endorsement: [checked] }, [domainEvent(by, event, { endorsement: id })]);
  return done({ ...checked, revision: checked.revision + 1 });
}

const outcomes = {
  sign: { state: 'signed', event: 'endorsement.signed' },
  refuse: { state: 'refused', event: 'endorsement.refused' },
  revoke: { state: 'revoked', event: 'endorsement.revoked' },
} as const;
