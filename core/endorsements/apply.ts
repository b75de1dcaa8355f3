import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { type Explanation, no } from '../explanation.ts';
import { ApplicationId, EndorsementId, newId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import { type Actor, nobody, type Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { type Endorsement, standingOf } from './endorsement.ts';
import { readByLink } from './link.ts';
import { type Application, placesTaken, releasable } from './opportunity.ts';
import { readHolding } from './read-holding.ts';

export const Apply = z.object({
  endorsement: EndorsementId,
  released: z.array(z.enum(releasable)).max(releasable.length).default([]),
  words: z.string().trim().max(1000).default(''),
});
export type Apply = z.infer<typeof Apply>;

export type ApplyRefusal =
  | NotFound
  /** `not-issued`: who has no valid badge. `full`. `expired`, `withdrawn`: the opportunity is over. */
  | { readonly why: 'not-open'; readonly because: Explanation };

/** A holder asks for an opportunity, and says field by field what its giver may see. Twice is once. */
export async function apply(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  { endorsement: id, released, words }: Apply,
): Promise<Outcome<Application, ApplyRefusal>> {
  const { records, clock, ids } = ports;
  const endorsement = await records.endorsements.byId(id);
  if (!endorsement?.opportunity) return refused({ why: 'not-found' });
  const [holding, applications, known] = await Promise.all([
    readHolding(ports, endorsement.object, by.person),
    records.applications.of(id),
    records.applications.one(id, by.person),
  ]);
  if (known && known.state !== 'withdrawn') return done(known);
  const because = judge(endorsement, holding !== null, applications, clock.now());
  if (because) return refused({ why: 'not-open', because });

  const application: Application = {
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    endorsement: id,
    person: by.person,
    released: [...new Set(released)],
    words,
    state: 'sent',
    at: clock.now(),
    answeredAt: null,
  };
  // Written again as it is where places are few, so that the last one goes to one person.
  const guard = endorsement.opportunity.places === null ? [] : [endorsement];
  await records.keep({ application: [application], endorsement: guard }, [
    domainEvent(by, 'opportunity.applied', { endorsement: id, application: application.id }),
  ]);
  return done({ ...application, revision: application.revision + 1 });
}

/** Why nobody, or not this person, can apply now; null: they can. */
function judge(
  endorsement: Endorsement,
  isHolder: boolean,
  applications: readonly Application[],
  now: Application['at'],
): Explanation | null {
  const { opportunity } = endorsement;
  if (standingOf(endorsement, now)?.is !== 'valid') return no({ is: 'withdrawn' });
  if (opportunity?.until && now >= opportunity.until) return no({ is: 'expired', at: opportunity.until });
  if (!isHolder) return no({ is: 'not-issued' });
  const places = opportunity?.places ?? null;
  return places !== null && placesTaken(applications) >= places ? no({ is: 'full', capacity: places }) : null;
}

/** What was released is seen no more, and its place is free. */
export async function withdrawApplication(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { endorsement }: { readonly endorsement: EndorsementId },
): Promise<Outcome<Application, NotFound>> {
  const application = await records.applications.one(endorsement, by.person);
  if (!application) return refused({ why: 'not-found' });
  if (application.state === 'withdrawn') return done(application);
  const gone: Application = { ...application, state: 'withdrawn', released: [], words: '' };
  await records.keep({ application: [gone] });
  return done({ ...gone, revision: gone.revision + 1 });
}

/** By the endorser's link, or by staff of the endorsing organiser. */
export const AnswerApplication = z.object({
  application: ApplicationId,
  answer: z.enum(['yes', 'no']),
  token: z.string().max(140).nullable().default(null),
});
export type AnswerApplication = z.infer<typeof AnswerApplication>;

/** Who offered it says yes or no; its sender is told. */
export async function answerApplication(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  by: Actor,
  { application: id, answer, token }: AnswerApplication,
): Promise<Outcome<Application, NotFound | NotAllowed | { readonly why: 'answered-already' }>> {
  const { records, clock } = ports;
  const application = await records.applications.byId(id);
  const endorsement = application && (await records.endorsements.byId(application.endorsement));
  if (!application || !endorsement) return refused({ why: 'not-found' });
  if ('organiser' in endorsement.endorser) {
    const { organiser } = endorsement.endorser;
    if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
    const because = may.publish(by, organiser);
    if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  } else {
    const read = token === null ? null : await readByLink(ports, token);
    if (read?.use !== 'keep' || read.endorsement.id !== endorsement.id) return refused({ why: 'not-found' });
  }
  if (application.state !== 'sent') return refused({ why: 'answered-already' });

  const answered: Application = { ...application, state: answer, answeredAt: clock.now() };
  const who = 'organiser' in endorsement.endorser ? by : nobody;
  await records.keep({ application: [answered] }, [
    domainEvent(who, 'opportunity.answered', { endorsement: endorsement.id, application: id }),
  ]);
  return done({ ...answered, revision: answered.revision + 1 });
}
