import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import type { Award } from './award.ts';
import type { Badge } from './badge.ts';

/** Awards of playlists that rest on a revoked one are flagged to their organiser, not taken (R15). */
export async function flagPlaylistAwards(
  { records }: Pick<Ports, 'records'>,
  { payload, at }: Told<'award.revoked'>,
): Promise<void> {
  const [badge, revoked] = await Promise.all([
    records.badges.byId(payload.badge),
    records.awards.byId(payload.award),
  ]);
  if (!badge || revoked?.state !== 'revoked') return;

  const resting = await Promise.all(
    (await badgesOfPlaylistsWith({ records }, badge)).map((one) =>
      records.awards.latest(one.id, payload.person),
    ),
  );
  const flagged = resting
    .filter((award) => award !== null)
    .filter(
      ({ id, state, flags }) =>
        standing.has(state) && !flags.some((flag) => flag.award === revoked.id) && id !== revoked.id,
    )
    .map((award): Award => ({ ...award, flags: [...award.flags, { award: revoked.id, at }] }));
  if (flagged.length > 0) await records.keep({ award: flagged });
}

const standing: ReadonlySet<Award['state']> = new Set(['issued', 'waiting']);

/** The badges of the playlists that have an activity of this badge as a needed step. */
async function badgesOfPlaylistsWith(
  { records }: Pick<Ports, 'records'>,
  { earnedBy }: Badge,
): Promise<readonly Badge[]> {
  const activities = earnedBy.flatMap((rule) => (rule.by === 'activity' ? [rule.activity] : []));
  const playlists = await Promise.all(
    activities.map(async (activity) =>
      (await records.playlists.holding(activity)).filter(({ steps }) =>
        steps.some((step) => step.isMandatory && step.activity === activity),
      ),
    ),
  );
  const badges = await Promise.all(
    playlists.flat().map(({ id }) => records.badges.earnedBy({ kind: 'playlist', id })),
  );
  return [...new Map(badges.flat().map((badge) => [badge.id, badge])).values()];
}
