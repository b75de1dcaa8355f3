import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { AwardId } from '../ids.ts';
import type { Visibility } from '../lists.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { countsAsUnder18 } from '../people/counts-as-under-18.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardEvidence } from '../read-award-evidence.ts';
import { readSurroundings } from '../read-standing.ts';
import { urlOf } from './address.ts';
import type { Award } from './award.ts';
import { type AwardView, awardView } from './award-view.ts';
import { firstVisibility } from './issuing.ts';
import { judgeSharing } from './judge-sharing.ts';
import { choicesOf } from './judge-visibility.ts';

export const ShareAward = z.object({ award: AwardId });
export type ShareAward = z.infer<typeof ShareAward>;

/** What others will see, and whether sharing is allowed. */
export interface SharePreview {
  readonly view: AwardView;
  readonly url: string;
  readonly isShared: boolean;
  readonly may: Explanation;
  /** Who could be let see the badge, and what it was given for; wide to narrow. */
  readonly choices: {
    readonly badge: readonly Visibility[];
    readonly evidence: readonly Visibility[];
  };
}

/** `because`: `under-18`, `organiser-unverified`, `not-issued`, `revoked`, `expired`, `withdrawn`. */
export type ShareAwardRefusal = NotFound | { readonly why: 'not-shareable'; readonly because: Explanation };

/** Nothing is changed. */
export async function previewShare(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Someone,
  input: ShareAward,
): Promise<Outcome<SharePreview, NotFound>> {
  const read = await readOwn(ports, by, input);
  if (!read?.view) return refused({ why: 'not-found' });
  const { award, view, may, choices } = read;
  // As others see it: not as one's own.
  const seen = { ...view, isOwn: false };
  const isShared = award.badgeVisibility === 'anyone';
  return done({ view: seen, url: urlOf(ports.baseUrl, award), isShared, may, choices });
}

/** The page answers anyone who has the address; the documents from now on, for good. */
export async function shareAward(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Someone,
  input: ShareAward,
): Promise<Outcome<{ readonly award: Award; readonly url: string }, ShareAwardRefusal>> {
  const read = await readOwn(ports, by, input);
  if (!read) return refused({ why: 'not-found' });
  const { award, may } = read;
  const url = urlOf(ports.baseUrl, award);
  if (may.verdict !== 'yes') return refused({ why: 'not-shareable', because: may });
  if (award.badgeVisibility === 'anyone' && award.releasedAt) return done({ award, url });

  const shared: Award = {
    ...award,
    badgeVisibility: 'anyone',
    releasedAt: award.releasedAt ?? ports.clock.now(),
  };
  await ports.records.keep({ award: [shared] }, [domainEvent(by, 'award.shared', aboutOf(award))]);
  return done({ award: { ...shared, revision: shared.revision + 1 }, url });
}

/** Closes the page. The documents go on answering those who already hold the badge file or address. */
export async function stopSharing(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: ShareAward,
): Promise<Outcome<Award, NotFound>> {
  const read = await readOwn(ports, by, input);
  if (!read) return refused({ why: 'not-found' });
  const { award, isUnder18 } = read;
  if (award.badgeVisibility !== 'anyone') return done(award);

  const closed: Award = { ...award, badgeVisibility: firstVisibility(isUnder18).badgeVisibility };
  await ports.records.keep({ award: [closed] }, [
    domainEvent(by, 'award.visibility-changed', aboutOf(award)),
  ]);
  return done({ ...closed, revision: closed.revision + 1 });
}

const aboutOf = ({ id, badge, person }: Award) => ({ award: id, badge, person });

/** Null: not there, or not theirs. */
async function readOwn(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { award: id }: ShareAward,
) {
  const [award, person, around] = await Promise.all([
    records.awards.byId(id),
    records.people.byId(by.person),
    readSurroundings({ records }, by.person),
  ]);
  if (!award || !person || award.person !== by.person) return null;
  const [badge, organiser] = await Promise.all([
    records.badges.byId(award.badge),
    records.organisers.byId(award.organiser),
  ]);
  if (!badge || !organiser) return null;
  const now = clock.now();
  const isUnder18 = countsAsUnder18(person, around);
  const evidence = await readAwardEvidence({ records }, award, badge);
  const view = awardView(award, { badge, organiser, reader: by.person, now, evidence });
  const facts = { isUnder18, organiser, now };
  const choices = {
    badge: choicesOf(award, 'badge', facts),
    evidence: choicesOf(award, 'evidence', facts),
  };
  return { award, view, isUnder18, choices, may: judgeSharing(award, facts) };
}
