import type {
  CommunityId,
  GrantId,
  IdentityId,
  MergeId,
  NoticeId,
  OrganiserId,
  PersonId,
  ReflectionId,
} from '../../core/ids.ts';
import type { Actor } from '../../core/people/actor.ts';
import type { Grant } from '../../core/people/grant.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Merge } from '../../core/people/merge.ts';
import type { Notice } from '../../core/people/notice.ts';
import type { Person } from '../../core/people/person.ts';
import type { Reflection } from '../../core/reflections/reflection.ts';
import { anId } from './ids.ts';
import { monday } from './moments.ts';

export const aPerson = (more: Partial<Person> = {}): Person => ({
  id: anId<PersonId>(),
  revision: 0,
  displayName: null,
  alias: 'Otter 42',
  language: 'en',
  zone: null,
  emails: [],
  age: { band: 'unknown', statedBy: null },
  state: 'active',
  since: monday,
  ...more,
});

export function anIdentity(more: Partial<Identity> = {}): Identity {
  const id = anId<IdentityId>();
  return {
    id,
    revision: 0,
    person: anId<PersonId>(),
    kind: 'lti',
    tenant: 'registration',
    subject: `subject-${id}`,
    at: monday,
    ...more,
  };
}

export const aNotice = (more: Partial<Notice> = {}): Notice => ({
  id: anId<NoticeId>(),
  revision: 0,
  person: anId<PersonId>(),
  note: { kind: 'award-issued', award: anId(), badge: anId() },
  at: monday,
  seenAt: null,
  ...more,
});

export const aGrant = (more: Partial<Grant> = {}): Grant => ({
  id: anId<GrantId>(),
  revision: 0,
  community: anId<CommunityId>(),
  organiser: anId<OrganiserId>(),
  nativeRole: 'teacher',
  role: 'reviewer',
  givenBy: null,
  at: monday,
  until: null,
  ...more,
});

/** Somebody signed in, without roles, grants or a seat. */
export const anActor = (more: Partial<Actor> = {}): Actor & { readonly person: PersonId } => ({
  roles: [],
  grants: [],
  seat: null,
  ...more,
  person: more.person ?? anId<PersonId>(),
});

export const aReflection = (more: Partial<Reflection> = {}): Reflection => ({
  id: anId<ReflectionId>(),
  revision: 0,
  person: anId<PersonId>(),
  activity: null,
  prompt: 'can-now',
  words: 'I can ask strangers things.',
  isInRecord: false,
  at: monday,
  form: anId(),
  ...more,
});

export const aMerge = (more: Partial<Merge> = {}): Merge => ({
  id: anId<MergeId>(),
  revision: 0,
  kept: anId<PersonId>(),
  merged: anId<PersonId>(),
  at: monday,
  undoneAt: null,
  moved: {
    identities: [],
    memberships: [],
    enrolments: [],
    work: [],
    evidence: [],
    completions: [],
    awards: [],
    staff: [],
    notices: [],
  },
  ...more,
});
