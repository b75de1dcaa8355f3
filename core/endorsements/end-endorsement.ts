import { z } from 'zod';
import { type DomainEventName, domainEvent } from '../domain-events.ts';
import { EndorsementId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import { type Actor, nobody } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Endorsement } from './endorsement.ts';
import { readByLink } from './link.ts';

/** By a link, or by staff of the endorsing organiser. */
export const EndEndorsement = z.union([
  z.object({ token: z.string().max(140) }),
  z.object({ endorsement: EndorsementId }),
]);
export type EndEndorsement = z.infer<typeof EndEndorsement>;

export type EndEndorsementRefusal = NotFound | NotAllowed | { readonly why: 'answered-already' };
type Wanted = Pick<Ports, 'records' | 'clock' | 'secrets'>;

/** No reason is needed. The link is dead from then on. */
export async function declineEndorsement(
  ports: Wanted,
  by: Actor,
  input: EndEndorsement,
): Promise<Outcome<Endorsement, EndEndorsementRefusal>> {
  const read = await readTheirs(ports, by, input);
  if (read.refused) return read;
  if (read.done.state !== 'asked') return refused({ why: 'answered-already' });
  return end(ports, read.done, 'declined', 'endorsement.declined');
}

/** What was signed stands no more; its pages say so, with the day. Twice is once. */
export async function withdrawEndorsement(
  ports: Wanted,
  by: Actor,
  input: EndEndorsement,
): Promise<Outcome<Endorsement, EndEndorsementRefusal>> {
  const read = await readTheirs(ports, by, input);
  if (read.refused) return read;
  const { state } = read.done;
  if (state === 'withdrawn') return done(read.done);
  if (state !== 'signed' && state !== 'pending-check') return refused({ why: 'answered-already' });
  return end(ports, read.done, 'withdrawn', 'endorsement.withdrawn');
}

async function end(
  { records, clock }: Wanted,
  endorsement: Endorsement,
  state: 'declined' | 'withdrawn',
  name: Extract<DomainEventName, 'endorsement.declined' | 'endorsement.withdrawn'>,
): Promise<Outcome<Endorsement, EndEndorsementRefusal>> {
  // Shown to anyone it was only once it was signed; before, there is nothing to say so about.
  const isUnseen = endorsement.state === 'pending-check';
  const ended: Endorsement = {
    ...endorsement,
    state: isUnseen ? 'declined' : state,
    ended: { at: clock.now(), reason: null },
  };
  await records.keep({ endorsement: [ended] }, [
    domainEvent(nobody, isUnseen ? 'endorsement.declined' : name, { endorsement: endorsement.id }),
  ]);
  return done({ ...ended, revision: ended.revision + 1 });
}

async function readTheirs(
  ports: Wanted,
  by: Actor,
  input: EndEndorsement,
): Promise<Outcome<Endorsement, EndEndorsementRefusal>> {
  if ('token' in input) {
    const read = await readByLink(ports, input.token);
    return read ? done(read.endorsement) : refused({ why: 'not-found' });
  }
  const endorsement = await ports.records.endorsements.byId(input.endorsement);
  const endorser = endorsement && 'organiser' in endorsement.endorser ? endorsement.endorser.organiser : null;
  if (!endorsement || endorser === null || may.seeOrganiser(by, endorser).verdict !== 'yes') {
    return refused({ why: 'not-found' });
  }
  const because = may.publish(by, endorser);
  return because.verdict === 'yes' ? done(endorsement) : refused({ why: 'not-allowed', because });
}
