import { z } from 'zod';
import { isJoined } from '../activities/standing.ts';
import { BadgeId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import type { Badge } from './badge.ts';
import { type BadgeView, badgeView } from './badge-view.ts';
import { isPublic } from './read-public.ts';

export const ExplainBadge = z.object({ badge: BadgeId });
export type ExplainBadge = z.infer<typeof ExplainBadge>;

/** Why this badge, why not yet: for oneself. */
export async function explainBadge(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { badge: id }: ExplainBadge,
): Promise<Outcome<BadgeView, NotFound>> {
  const badge = await ports.records.badges.byId(id);
  if (!badge || badge.state === 'draft') return refused({ why: 'not-found' });
  const view = badgeView(badge, (await readAwardFacts(ports, by.person, [badge]))(badge));
  const seen = view.award !== null || (await isPublic(ports, badge)) || (await hasJoined(ports, by, badge));
  return seen ? done(view) : refused({ why: 'not-found' });
}

/** Joined what it is earned by. */
async function hasJoined(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { earnedBy }: Badge,
): Promise<boolean> {
  const enrolments = await records.enrolments.of(by.person);
  const subjects: readonly string[] = enrolments.filter(isJoined).map(({ subject }) => subject.id);
  return earnedBy.some(
    (rule) =>
      ('activity' in rule && subjects.includes(rule.activity)) ||
      ('playlist' in rule && subjects.includes(rule.playlist)),
  );
}
