/**
 * The site's lists of values (`docs/domain.md` §1). Keys are stored; labels live in the words files.
 * `aliases` maps what other systems call them.
 */
export const activityTypes = [
  'event',
  'internship',
  'project',
  'open-space',
  'volunteering',
  'digital-experience',
  'course',
  'workshop',
] as const;
export type ActivityType = (typeof activityTypes)[number];

export const categories = [
  'crafts-and-making',
  'science',
  'environment-and-ecology',
  'technology-and-computers',
  'career-and-job-readiness',
  'sports-and-active-lifestyle',
  'civic-engagement',
  'global-world',
  'international-and-intercultural',
  'creativity-and-design',
  'personal-development',
] as const;
export type Category = (typeof categories)[number];

export const locationKinds = [
  'city',
  'region',
  'island',
  'local-community',
  'organisation',
  'school',
  'programme',
] as const;
export type LocationKind = (typeof locationKinds)[number];

export const organiserKinds = [
  'school',
  'university',
  'library',
  'employer',
  'ngo',
  'youth-centre',
  'municipality',
  'network',
  'other',
] as const;
export type OrganiserKind = (typeof organiserKinds)[number];

/** Roles on an organiser, widest rights first. */
export const organiserRoles = ['owner', 'manager', 'reviewer', 'member'] as const;
export type OrganiserRole = (typeof organiserRoles)[number];

export const roles = [
  ...organiserRoles,
  'host',
  'coordinator',
  'policy-reader',
  'network-member',
  'youth-co-manager',
  'site-admin',
] as const;
export type Role = (typeof roles)[number];

/** Who checks what was handed in; crews come with chat and are judged as peers before. */
export const checkers = ['self', 'peers', 'organisers', 'crew', 'crew-leads'] as const;
export type Checker = (typeof checkers)[number];

export const evidenceKinds = ['text', 'link', 'file'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Wide to narrow. */
export const visibilities = ['anyone', 'signed-in', 'organiser-people', 'activity-people', 'nobody'] as const;
export type Visibility = (typeof visibilities)[number];

export const audiences = ['minors', 'mixed', 'adults'] as const;
export type Audience = (typeof audiences)[number];

export const seats = ['teacher', 'learner', 'visitor'] as const;
export type Seat = (typeof seats)[number];

export const identityKinds = ['lti', 'discord', 'slack', 'email', 'console'] as const;
export type IdentityKind = (typeof identityKinds)[number];

export const communityKinds = ['lms-course', 'discord-server', 'slack-workspace'] as const;
export type CommunityKind = (typeof communityKinds)[number];

/** What other systems call our values; an unknown import value is mapped here or named in the report, never dropped. */
export const aliases: Readonly<Record<string, string>> = {
  youthProject: 'project',
  openSpace: 'open-space',
  digitalXp: 'digital-experience',
  International: 'international-and-intercultural',
  'Experience abroad': 'international-and-intercultural',
  'Arts and culture': 'creativity-and-design',
  'Life skills': 'personal-development',
  Community: 'local-community',
  campus: 'school',
  members: 'peers',
  managers: 'organisers',
  circle: 'crew',
  circleAdmins: 'crew-leads',
  authorizedUsers: 'signed-in',
  organisationUsers: 'organiser-people',
  projectUsers: 'activity-people',
  none: 'nobody',
};
