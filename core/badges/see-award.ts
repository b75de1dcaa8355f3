import { z } from 'zod';
import { isJoined } from '../activities/standing.ts';
import type { Visibility } from '../lists.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardEvidence } from '../read-award-evidence.ts';
import { readSurroundings } from '../read-standing.ts';
import type { Award } from './award.ts';
import { type AwardView, awardView } from './award-view.ts';
import type { Badge } from './badge.ts';
import type { ShownEvidence } from './shown-evidence.ts';

export type { AwardStanding } from './award.ts';
export type { AwardView } from './award-view.ts';

/** `machine`: the documents at its address, answered once it was released. `page`: for people, by its visibility. */
export const SeeAward = z.object({
  address: z.string().regex(/^[0-9A-Za-z]{1,64}$/),
  as: z.enum(['page', 'machine']),
});
export type SeeAward = z.infer<typeof SeeAward>;

/** An award by its public address. Not released, or not for this reader: not found. */
export async function seeAward(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { address, as }: SeeAward,
): Promise<Outcome<AwardView, NotFound>> {
  const { records, clock } = ports;
  const award = await records.awards.byAddress(address);
  if (!award) return refused({ why: 'not-found' });
  const [badge, organiser] = await Promise.all([
    records.badges.byId(award.badge),
    records.organisers.byId(award.organiser),
  ]);
  if (!badge || !organiser) return refused({ why: 'not-found' });
  const reading = { badge, organiser, reader: by.person, now: clock.now() };
  if (as === 'machine') {
    const evidence = await shownTo(ports, award, badge, award.evidenceVisibility === 'anyone');
    const view = award.releasedAt ? awardView(award, { ...reading, evidence }) : null;
    return view ? done(view) : refused({ why: 'not-found' });
  }
  const sees = await readSight(ports, by, award, badge);
  const evidence = await shownTo(ports, award, badge, sees(award.evidenceVisibility));
  const view = mayOpen(award, by, sees) ? awardView(award, { ...reading, evidence }) : null;
  return view ? done(view) : refused({ why: 'not-found' });
}

async function shownTo(
  { records }: Pick<Ports, 'records'>,
  award: Award,
  badge: Badge,
  isShown: boolean,
): Promise<readonly ShownEvidence[]> {
  return isShown && award.state === 'issued' ? readAwardEvidence({ records }, award, badge) : [];
}

type Sight = (visibility: Visibility) => boolean;

/** By its visibility; its holder, the organiser's people and the holder's granted teachers always. */
const mayOpen = (award: Award, by: Actor, sees: Sight): boolean =>
  award.state === 'withdrawn'
    ? award.releasedAt !== null
    : sees('organiser-people') || sees(award.badgeVisibility) || by.person === award.person;

/** Whom of the widest to the narrowest a reader is among. */
async function readSight(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  award: Award,
  badge: Badge,
): Promise<Sight> {
  if (by.person === null) {
    const runs = may.seeOrganiser(by, award.organiser).verdict === 'yes';
    return (visibility) => visibility === 'anyone' || (runs && visibility !== 'nobody');
  }
  if (by.person === award.person) return () => true;
  const around = await readSurroundings({ records }, award.person);
  const met = { in: around.memberships.map(({ community }) => community) };
  const isOrganisers = may.reviewAsOrganiser(by, award, met).verdict === 'yes';
  const enrolments = await records.enrolments.of(by.person);
  const isJoinedToo = enrolments.some((one) => isJoined(one) && isEarnedBy(badge, one.subject.id));
  const seen: Readonly<Record<Visibility, boolean>> = {
    anyone: true,
    'signed-in': true,
    'organiser-people': isOrganisers,
    'activity-people': isOrganisers || isJoinedToo,
    nobody: false,
  };
  return (visibility) => seen[visibility];
}

const isEarnedBy = ({ earnedBy }: Badge, subject: string): boolean =>
  earnedBy.some(
    (rule) =>
      ('activity' in rule && rule.activity === subject) || ('playlist' in rule && rule.playlist === subject),
  );
