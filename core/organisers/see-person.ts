import { z } from 'zod';
import { isJoined } from '../activities/standing.ts';
import type { Badge } from '../badges/badge.ts';
import { type BadgeView, badgeView } from '../badges/badge-view.ts';
import { judgeGiver, judgeGiving } from '../badges/judge-giving.ts';
import { OrganiserId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardFacts, readHeld } from '../read-award-facts.ts';
import { type LearnerPart, readLearnerParts } from '../read-learner.ts';
import { readNamesFor } from '../read-names.ts';
import { isOfTheirs } from '../read-theirs.ts';
import type { Organiser } from './organiser.ts';

export const SeePerson = z.object({ organiser: OrganiserId, person: PersonId });
export type SeePerson = z.infer<typeof SeePerson>;

export interface PersonView {
  readonly organiser: Organiser;
  readonly person: PersonId;
  /** As shared in a course of the organiser, else display name, else alias. */
  readonly name: string;
  /** What they joined of this organiser. */
  readonly parts: readonly LearnerPart[];
  /** Those of this organiser that they have had, and why it is as it is; those that stand in the parts too. */
  readonly badges: readonly BadgeView[];
  /** What the reader may give them by hand now. */
  readonly canBeGiven: readonly Badge[];
}

/** Somebody an organiser has to do with: how far they are in what it offers, and why no badge yet. */
export async function seePerson(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  { organiser: id, person: whom }: SeePerson,
): Promise<Outcome<PersonView, NotFound | NotAllowed>> {
  const { records } = ports;
  const organiser = await records.organisers.byId(id);
  if (!organiser || may.seeOrganiser(by, id).verdict !== 'yes') return refused({ why: 'not-found' });
  const because = may.reviewAsOrganiser(by, { organiser: id }, { in: [] });
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  const [person, held] = await Promise.all([records.people.byId(whom), readHeld(ports, whom)]);
  const isKnown = person?.state === 'active' && (await isOfTheirs(ports, id, whom, held));
  if (!isKnown) return refused({ why: 'not-found' });

  const [nameOf, joined, badges] = await Promise.all([
    readNamesFor(ports, id, [whom]),
    readJoined(ports, id, whom),
    records.badges.of(id),
  ]);
  const [parts, factsOf] = await Promise.all([
    readLearnerParts(ports, { person: whom, at: null }, joined),
    readAwardFacts(ports, whom, badges),
  ]);
  return done({
    organiser,
    person: whom,
    name: nameOf(whom),
    parts,
    badges: badges
      .map((badge) => badgeView(badge, factsOf(badge)))
      .filter(({ award }) => award !== null && award.state !== 'withdrawn'),
    canBeGiven: badges.filter(
      (badge) =>
        badge.state === 'active' &&
        judgeGiver(by, badge).verdict === 'yes' &&
        judgeGiving(by, whom, badge, factsOf(badge)).verdict !== 'no',
    ),
  });
}

/** Playlists they joined, and activities that stand in none of these. */
async function readJoined({ records }: Pick<Ports, 'records'>, organiser: OrganiserId, person: PersonId) {
  const enrolments = (await records.enrolments.of(person)).filter(
    (one) => one.organiser === organiser && isJoined(one),
  );
  const found = await Promise.all(
    enrolments.map(({ subject }) =>
      subject.kind === 'playlist' ? records.playlists.byId(subject.id) : null,
    ),
  );
  const playlists = found.filter((playlist) => playlist !== null);
  const inPlaylists = new Set(playlists.flatMap(({ steps }) => steps.map(({ activity }) => activity)));
  const activities = enrolments.flatMap(({ subject }) =>
    subject.kind === 'activity' && !inPlaylists.has(subject.id) ? [subject.id] : [],
  );
  return { playlists, activities };
}
