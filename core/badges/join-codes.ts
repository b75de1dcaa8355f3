import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import { domainEvent } from '../domain-events.ts';
import { ClaimUseId, newId, OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import { nameOf } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClaimCode, ClaimUse } from './claim-code.ts';
import type { AskedByCode, Sheet } from './list-claim-codes.ts';
import { judgeLettingIn } from './make-join-codes.ts';
import { asMember } from './read-joining.ts';

export interface JoinCodes {
  /** Newest first. */
  readonly sheets: readonly Sheet[];
  /** That the codes lead to, or can. */
  readonly activities: readonly Activity[];
  /** Who asked to be a member, longest waiting first. */
  readonly requests: readonly AskedByCode[];
  readonly mayLetInMembers: boolean;
}

/** An organiser's codes that let people in, for those who may make some. */
export async function listJoinCodes(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  organiser: OrganiserId,
): Promise<Outcome<JoinCodes, NotFound | NotAllowed>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const mayLetInMembers = may.inviteStaff(by, organiser).verdict === 'yes';
  const all = await records.activities.of(organiser);
  const activities = all.filter(({ id }) => judgeLettingIn(by, organiser, id).verdict === 'yes');
  const because = judgeLettingIn(by, organiser, null);
  if (!mayLetInMembers && activities.length === 0) return refused({ why: 'not-allowed', because });

  const codes = (await records.claimCodes.joining(organiser)).filter(({ activity }) =>
    activity ? activities.some(({ id }) => id === activity) : mayLetInMembers,
  );
  const uses = await Promise.all(codes.map(({ id }) => records.claimUses.of(id)));
  const asked = uses.flat().filter(({ state }) => state === 'requested');
  const people = await records.people.byIds(asked.map(({ person }) => person));
  const sheets = new Map<string, Sheet>();
  codes.forEach((one, at) => {
    const sheet = one.sheet ?? one.id;
    const earlier = sheets.get(sheet) ?? { sheet, codes: 0, uses: 0, one };
    const used = (uses[at] ?? []).filter(({ state }) => state !== 'refused').length;
    sheets.set(sheet, { ...earlier, codes: earlier.codes + 1, uses: earlier.uses + used });
  });
  return done({
    sheets: [...sheets.values()].toReversed(),
    activities: activities.filter(({ state }) => state === 'published'),
    requests: asked
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .flatMap(({ id: use, person, at }) => {
        const known = people.find((one) => one.id === person);
        return known ? [{ use, person, name: nameOf(known), at }] : [];
      }),
    mayLetInMembers,
  });
}

export const EndJoinCodes = z.object({ organiser: OrganiserId, sheet: z.string().min(1).max(64) });
export type EndJoinCodes = z.infer<typeof EndJoinCodes>;

/** The codes of a sheet let nobody in any more. Who came in stays. */
export async function endJoinCodes(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { organiser, sheet }: EndJoinCodes,
): Promise<Outcome<{ readonly ended: number }, NotFound | NotAllowed>> {
  const codes = (await records.claimCodes.joining(organiser)).filter(
    (one) => (one.sheet ?? one.id) === sheet,
  );
  const shut = codes.map((code) => judgeCode(by, code)).find((one) => one !== null);
  if (codes.length === 0 || shut) return refused(shut ?? { why: 'not-found' });
  const running = codes.filter(({ endedAt }) => endedAt === null);
  if (running.length > 0) {
    await records.keep({ claimCode: running.map((one) => ({ ...one, endedAt: clock.now() })) });
  }
  return done({ ended: running.length });
}

export const AnswerJoin = z.object({
  organiser: OrganiserId,
  use: ClaimUseId,
  decision: z.enum(['yes', 'no']),
});
export type AnswerJoin = z.infer<typeof AnswerJoin>;

/** Says yes or no to somebody who asked to be a member; nobody answers their own request. */
export async function answerJoin(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  { organiser, use: id, decision }: AnswerJoin,
): Promise<Outcome<null, NotFound | NotAllowed | { readonly why: 'answered-already' }>> {
  const use = await records.claimUses.byId(id);
  const code = use && (await records.claimCodes.byId(use.code));
  if (
    !use ||
    code?.organiser !== organiser ||
    code.leadsTo !== 'join-organiser' ||
    use.person === by.person
  ) {
    return refused({ why: 'not-found' });
  }
  const shut = judgeCode(by, code);
  if (shut) return refused(shut);
  const wanted = decision === 'yes' ? 'used' : 'refused';
  if (use.state !== 'requested')
    return use.state === wanted ? done(null) : refused({ why: 'answered-already' });
  if (decision === 'no') {
    // Who was refused gives their place free.
    const no: ClaimUse = { ...use, state: 'refused', place: null };
    await records.keep({ claimUse: [no] });
    return done(null);
  }
  const staff = await records.staff.everOf(use.person);
  const known = staff.find((one) => one.organiser === organiser) ?? null;
  const member = asMember(known, code, use.person, { id: newId(ids), at: clock.now() });
  await records.keep({ claimUse: [{ ...use, state: 'used' }], staff: member }, [
    domainEvent(by, 'staff.invited', { organiser, person: use.person }),
  ]);
  return done(null);
}

/** Null: they may let people in by it. */
function judgeCode(by: Actor, { organiser, activity }: ClaimCode): NotFound | NotAllowed | null {
  const because = judgeLettingIn(by, organiser, activity ?? null);
  if (because.verdict === 'yes') return null;
  const knows = may.seeOrganiser(by, organiser).verdict === 'yes';
  return knows ? { why: 'not-allowed', because } : { why: 'not-found' };
}
