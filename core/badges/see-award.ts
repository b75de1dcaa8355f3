import { z } from 'zod';
import { isJoined } from '../activities/standing.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readSurroundings } from '../read-standing.ts';
import type { Award } from './award.ts';
import { type AwardView, awardView } from './award-view.ts';
import type { Badge } from './badge.ts';

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
  const seen = as === 'machine' ? award.releasedAt !== null : await maySeePage(ports, by, award, badge);
  const view = seen ? awardView(award, { badge, organiser, reader: by.person, now: clock.now() }) : null;
  return view ? done(view) : refused({ why: 'not-found' });
}

/** By its visibility; its holder, the organiser's people and the holder's granted teachers always. */
async function maySeePage(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  award: Award,
  badge: Badge,
): Promise<boolean> {
  if (award.state === 'withdrawn') return award.releasedAt !== null;
  if (award.badgeVisibility === 'anyone') return true;
  if (by.person === null) return may.seeOrganiser(by, award.organiser).verdict === 'yes';
  if (award.badgeVisibility === 'signed-in' || by.person === award.person) return true;

  const around = await readSurroundings({ records }, award.person);
  const met = { in: around.memberships.map(({ community }) => community) };
  if (may.reviewAsOrganiser(by, award, met).verdict === 'yes') return true;
  if (award.badgeVisibility !== 'activity-people') return false;
  const enrolments = await records.enrolments.of(by.person);
  return enrolments.some((one) => isJoined(one) && isEarnedBy(badge, one.subject.id));
}

const isEarnedBy = ({ earnedBy }: Badge, subject: string): boolean =>
  earnedBy.some(
    (rule) =>
      ('activity' in rule && rule.activity === subject) || ('playlist' in rule && rule.playlist === subject),
  );
