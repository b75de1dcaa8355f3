/** What each kind of record about a person is called in somebody's own records; `own-kinds.ts` sees that none is missing. */
export const called = {
  identity: 'identities',
  membership: 'memberships',
  staff: 'staff',
  siteRole: 'siteRoles',
  enrolment: 'enrolments',
  work: 'work',
  evidence: 'evidence',
  completion: 'completions',
  award: 'awards',
  claimUse: 'claims',
  foreignBadge: 'foreignBadges',
  grade: 'grades',
  score: 'scores',
  application: 'applications',
  notice: 'notices',
  reflection: 'reflections',
} as const;

/** Named for what they did, in a thing that is not about them, and part of what is exported and merged. */
export type DoneByKind = 'review' | 'room';
