import type { Ports } from '../ports/ports.ts';
import type { AchievementKind } from './achievement-kind.ts';
import type { Badge } from './badge.ts';

/** By what it says of itself, else by the first thing that earns it. */
export async function readAchievementKind(
  { records }: Pick<Ports, 'records'>,
  { microcredential, earnedBy }: Pick<Badge, 'microcredential' | 'earnedBy'>,
): Promise<AchievementKind> {
  if (microcredential) return 'microcredential';
  const rule = earnedBy.find(({ by }) => by !== 'code' && by !== 'hand');
  if (!rule) return 'other';
  if (rule.by === 'playlist') return 'playlist';
  const [activity] = 'activity' in rule ? await records.activities.byIds([rule.activity]) : [];
  return activity?.type ?? 'other';
}
