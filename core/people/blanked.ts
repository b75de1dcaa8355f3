import type { Enrolment } from '../activities/enrolment.ts';
import type { ForeignBadge } from '../badges/foreign-badge.ts';
import type { Application } from '../endorsements/opportunity.ts';
import { type Work, withoutStaffWords } from '../evidence/work.ts';
import type { Grade } from '../grades/grade.ts';
import type { Instant } from '../instant.ts';
import type { Changes } from '../ports/records.ts';
import { emptiedReflection } from '../reflections/reflection.ts';
import type { Identity } from './identity.ts';
import type { Notice } from './notice.ts';
import type { OfOwnKinds } from './own-kinds.ts';
import type { Person } from './person.ts';
import type { OwnRecords } from './read-own.ts';

/** Every kind about a person has its line. */
type Blanked = OfOwnKinds & Pick<Changes, 'person' | 'review'>;

/** What stays of an erased person: rows that count, under an alias, without a word by them or about them. */
export const blanked = (own: OwnRecords, at: Instant): Blanked => ({
  person: [blankPerson(own.person)],
  identity: own.identities.map(unlinked),
  membership: own.memberships.map((one) => ({ ...one, name: null, sortsAs: '', state: 'inactive' })),
  staff: own.staff.map((one) => ({ ...one, endedAt: at })),
  enrolment: own.enrolments.map(withoutReason),
  work: own.work.map(outOfQueue),
  evidence: own.evidence.map((one) => ({ ...one, items: [], note: null })),
  completion: own.completions.map((one) =>
    one.voided ? { ...one, voided: { ...one.voided, reason: '' } } : one,
  ),
  // Withdrawn by a reaction of its own, with their documents.
  award: [],
  // Where and when a code was used, and nothing else.
  claimUse: [],
  reflection: own.reflections.map(emptiedReflection),
  review: own.reviewsReceived.map((one) => ({ ...one, words: null })),
  grade: own.grades.map(withoutWords),
  foreignBadge: own.foreignBadges.map(emptied),
  score: own.scores.map((one) => ({ ...one, percent: 0 })),
  application: own.applications.map(takenBack),
  siteRole: own.siteRoles.map((one) => ({ ...one, endedAt: at })),
  notice: own.notices.map((one) => putAway(one, at)),
});

const blankPerson = (person: Person): Person => ({
  ...person,
  displayName: null,
  zone: null,
  emails: [],
  age: { band: 'unknown', statedBy: null },
  weeklyNote: { isWanted: false, round: (person.weeklyNote?.round ?? 0) + 1 },
  state: 'erased',
});

/** The tool's name for them is gone; the row keeps its place under a name that no tool gives. */
const unlinked = (identity: Identity): Identity => ({ ...identity, tenant: 'erased', subject: identity.id });

const withoutReason = (enrolment: Enrolment): Enrolment => ({
  ...enrolment,
  state: enrolment.state === 'requested' ? 'declined' : enrolment.state,
  reason: null,
});

const withoutWords = (grade: Grade): Grade => ({
  ...grade,
  byHand: grade.byHand && { ...grade.byHand, reason: '' },
  state: grade.state === 'sent' ? 'sent' : 'dropped',
  nextTry: null,
  trouble: null,
  answer: null,
});

/** The row stays, and nothing that was in it. */
const emptied = (badge: ForeignBadge): ForeignBadge => ({
  ...badge,
  subject: badge.id,
  shown: {
    name: '',
    description: null,
    issuer: { id: '', name: '', url: null },
    issuedAt: null,
    expiresAt: null,
  },
  verdict: 'withdrawn',
  reason: null,
  isTheirs: false,
  document: null,
});

/** Nothing is released any more, and its place is free. */
const takenBack = (application: Application): Application => ({
  ...application,
  state: 'withdrawn',
  released: [],
  words: '',
});

/** Nobody can review what is gone. */
const outOfQueue = (work: Work): Work => ({
  ...withoutStaffWords(work),
  state: work.state === 'in-review' ? 'open' : work.state,
  waitingSince: null,
  overruled: work.overruled && { ...work.overruled, reason: '' },
  reopenedFor: null,
});

const putAway = (notice: Notice, at: Instant): Notice => ({
  ...notice,
  note: 'words' in notice.note && notice.note.words ? { ...notice.note, words: '' } : notice.note,
  seenAt: notice.seenAt ?? at,
});
