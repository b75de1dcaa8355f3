import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, BadgeId, newId, OrganiserId, PlaylistId } from '../ids.ts';
import { dayMs, later } from '../instant.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { EmailAddress, plainly } from '../people/email.ts';
import type { Ports } from '../ports/ports.ts';
import { takeSlot } from '../take-slot.ts';
import { Language } from '../texts.ts';
import { type Endorsement, type Endorser, isOpen, isSameEndorser } from './endorsement.ts';
import { readObject } from './read-object.ts';

export const EndorsedObject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('badge'), id: BadgeId }),
  z.object({ kind: z.literal('activity'), id: ActivityId }),
  z.object({ kind: z.literal('playlist'), id: PlaylistId }),
  z.object({ kind: z.literal('organiser'), id: OrganiserId }),
]);

export const AskEndorsement = z.object({
  object: EndorsedObject,
  of: z.union([
    z.object({ organiser: OrganiserId }),
    z.object({ name: z.string().trim().min(1).max(120), email: EmailAddress }),
  ]),
  request: z.string().trim().max(1000).default(''),
  language: Language,
});
export type AskEndorsement = z.infer<typeof AskEndorsement>;

export type AskEndorsementRefusal =
  | NotFound
  | NotAllowed
  /** Nobody stands behind what is their own. */
  | { readonly why: 'own-object' }
  /** This endorser was asked for this already, or has signed. */
  | { readonly why: 'asked-already' }
  /** Letters to strangers are few. */
  | { readonly why: 'too-many-mails' };

const reminderDays = 7;
const letters = { of: 'endorse-letters', most: 30, ms: dayMs };

/** Asks an organiser, or somebody without an account by mail, to stand behind something of one's own. */
export async function askEndorsement(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>,
  by: Actor,
  input: AskEndorsement,
): Promise<Outcome<Endorsement, AskEndorsementRefusal>> {
  const { records, clock, ids } = ports;
  const object = await readObject(ports, input.object);
  const organiser = object && (await records.organisers.byId(object.organiser));
  const shut = judgePublishing(by, organiser);
  if (!object || !organiser || shut) return refused(shut ?? { why: 'not-found' });
  if ('organiser' in input.of) {
    if (input.of.organiser === organiser.id) return refused({ why: 'own-object' });
    if (!(await records.organisers.byId(input.of.organiser))) return refused({ why: 'not-found' });
  }
  const endorser = endorserOf(ports, input.of);
  const before = await records.endorsements.of([input.object.id]);
  if (before.some((one) => isOpen(one) && isSameEndorser(one.endorser, endorser))) {
    return refused({ why: 'asked-already' });
  }
  const isFree = 'organiser' in input.of || (await takeSlot(ports, letters, organiser.id));
  if (!isFree) return refused({ why: 'too-many-mails' });

  const now = clock.now();
  const asked: Endorsement = {
    id: newId(ids),
    revision: 0,
    address: ids.code(16),
    object: input.object,
    organiser: organiser.id,
    endorser,
    language: input.language,
    request: input.request,
    askedBy: by.person,
    askedAt: now,
    letters: 0,
    state: 'asked',
    text: null,
    coversVersion: null,
    opportunity: null,
    signedAt: null,
    until: null,
    ended: null,
    status: null,
    credential: null,
  };
  await records.keep({ endorsement: [asked] }, [
    domainEvent(by, 'endorsement.asked', { endorsement: asked.id }),
    domainEvent(by, 'endorsement.reminder-due', { endorsement: asked.id }, later(now, reminderDays * dayMs)),
  ]);
  return done({ ...asked, revision: 1 });
}

function endorserOf({ secrets }: Pick<Ports, 'secrets'>, of: AskEndorsement['of']): Endorser {
  if ('organiser' in of) return of;
  const mailbox = plainly(of.email);
  return {
    name: of.name,
    mailbox: secrets.seal(new TextEncoder().encode(mailbox), 'endorser-mailbox'),
    mark: secrets.digest(mailbox, 'endorser-mailbox'),
  };
}
