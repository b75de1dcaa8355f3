import { ActivityId, OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { CodeFacts, type CodesRefused, drawCodes, fitsTogether } from './draw-codes.ts';

/** `activity` null: into the organiser, as a member. */
export const MakeJoinCodes = CodeFacts.extend({
  organiser: OrganiserId,
  activity: ActivityId.nullable().default(null),
}).superRefine(fitsTogether);
export type MakeJoinCodes = ReturnType<(typeof MakeJoinCodes)['parse']>;

export type MakeJoinCodesRefusal = NotFound | NotAllowed | { readonly why: 'unpublished' } | CodesRefused;

/** Codes that let people in: to an activity, or to the organiser as a member. */
export async function makeJoinCodes(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>,
  by: Actor,
  { organiser, activity: id, ...facts }: MakeJoinCodes,
): Promise<Outcome<{ readonly codes: readonly string[] }, MakeJoinCodesRefusal>> {
  const activity = id && (await ports.records.activities.byId(id));
  if (id && activity?.organiser !== organiser) return refused({ why: 'not-found' });
  const because = judgeLettingIn(by, organiser, id);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, organiser).verdict === 'yes';
    return refused(knows ? { why: 'not-allowed', because } : { why: 'not-found' });
  }
  if (activity && activity.state !== 'published') return refused({ why: 'unpublished' });
  const leadsTo = id ? 'join-activity' : 'join-organiser';
  const leads = { organiser, badge: null, leadsTo, ...(id ? { activity: id } : {}) } as const;
  const drawn = await drawCodes(ports, by, leads, facts);
  return drawn.refused ? drawn : done({ codes: drawn.done });
}

/** An activity lets in who may answer requests; an organiser, who may give roles. */
export const judgeLettingIn = (by: Actor, organiser: OrganiserId, activity: ActivityId | null) =>
  activity ? may.answerRequest(by, { organiser, activity }) : may.inviteStaff(by, organiser);
