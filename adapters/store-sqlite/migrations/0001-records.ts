/** A table of documents; columns are read from the document by path, or by an expression. */
export const table = (name: string, texts: Columns = {}, integers: Columns = {}): string => `
create table "${name}" (
  id text primary key,
  revision integer not null check (revision > 0),
  doc text not null check (json_valid(doc))${columns(texts, 'text')}${columns(integers, 'integer')}
) strict;`;

type Columns = Readonly<Record<string, string>>;

const columns = (paths: Columns, type: string): string =>
  Object.entries(paths)
    .map(([column, path]) => `,\n  ${column} ${type} generated always as (${expression(path)}) virtual`)
    .join('');

const expression = (path: string): string => (path.startsWith('$') ? `doc ->> '${path}'` : path);

export const same = (...names: string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, `$.${name}`]));

/** One table per entity. Unique indexes are the unique rules of the port; the others serve one listing each. */
export const records = [
  table('location', same('slug')),
  'create unique index location_slug on location (slug);',

  table('organiser', same('slug')),
  'create unique index organiser_slug on organiser (slug);',

  table('staff', same('organiser', 'person', 'at', 'endedAt')),
  'create unique index staff_once on staff (organiser, person);',
  'create index staff_of on staff (person, id) where endedAt is null;',

  table('person'),

  table('identity', same('person', 'kind', 'tenant', 'subject')),
  'create unique index identity_once on identity (kind, tenant, subject);',
  'create index identity_of on identity (person, id);',

  table('notice', same('person', 'at', 'seenAt')),
  'create index notice_unseen on notice (person, at, id) where seenAt is null;',
  'create index notice_of on notice (person, at, id);',

  table('grant', same('community')),
  'create index grant_in on "grant" (community, id);',

  table('community', same('kind', 'tenant', 'nativeId', 'organiser', 'title')),
  'create unique index community_once on community (kind, tenant, nativeId);',
  'create index community_of on community (organiser, title, id);',

  table('membership', same('community', 'person', 'state'), {
    isLearner: `doc ->> '$.state' = 'active' and doc ->> '$.seat' = 'learner' and not doc ->> '$.isTest'`,
  }),
  'create unique index membership_once on membership (community, person);',
  'create index membership_of on membership (person, id);',
  'create index membership_in on membership (community, id);',
  'create index membership_learners on membership (community, id) where isLearner;',

  table('placement', {
    ...same('community', 'nativeLink'),
    subjectKind: '$.subject.kind',
    subject: '$.subject.id',
  }),
  'create unique index placement_once on placement (community, nativeLink);',
  'create index placement_of on placement (subject, subjectKind, id);',

  table('activity', { ...same('organiser'), origin: '$.origin.key' }),
  'create unique index activity_origin on activity (organiser, origin) where origin is not null;',
  'create index activity_of on activity (organiser, id);',

  table('playlist', { organiser: '$.madeBy.organiser', origin: '$.origin.key' }),
  'create unique index playlist_origin on playlist (organiser, origin) where origin is not null;',
  'create index playlist_of on playlist (organiser, id);',
  lookup('playlist', 'playlist_step', ['activity'], {
    from: `json_each(new.doc, '$.steps')`,
    select: `value ->> '$.activity'`,
  }),

  table('enrolment', {
    ...same('person', 'organiser', 'state', 'at'),
    subjectKind: '$.subject.kind',
    subject: '$.subject.id',
  }),
  'create unique index enrolment_once on enrolment (person, subject, subjectKind);',
  'create index enrolment_in on enrolment (subject, subjectKind, state, person);',
  `create index enrolment_requested on enrolment (organiser, at, id) where state = 'requested';`,

  table('work', same('person', 'activity', 'task', 'state', 'waitingSince')),
  'create unique index work_once on work (person, task);',
  'create index work_of on work (person, activity);',
  `create index work_in_review on work (activity, waitingSince, id) where state = 'in-review';`,

  table('evidence', same('work', 'person'), same('version')),
  'create index evidence_history on evidence (work, version);',
  'create index evidence_of on evidence (person, id);',

  table('review', same('work', 'reviewer', 'at', 'undoneAt'), same('evidenceVersion')),
  'create unique index review_once on review (work, evidenceVersion, reviewer) where undoneAt is null;',
  'create index review_of on review (work, at, id);',
  'create index review_by on review (reviewer, at, id);',

  table('completion', { ...same('person', 'activity'), voidedAt: '$.voided.at' }),
  'create unique index completion_once on completion (person, activity);',

  table('badge', {
    ...same('organiser', 'state'),
    origin: '$.origin.key',
    needsAnyOf: `iif(doc ->> '$.prerequisites.badges' = 'any', doc ->> '$.organiser', null)`,
  }),
  'create unique index badge_origin on badge (organiser, origin) where origin is not null;',
  'create index badge_of on badge (organiser, id);',
  'create index badge_needs_any on badge (needsAnyOf, id) where needsAnyOf is not null;',
  lookup('badge', 'badge_rule', ['subjectKind', 'subject'], {
    from: `json_each(new.doc, '$.earnedBy')`,
    select: `iif(value ->> '$.by' = 'playlist', 'playlist', 'activity'), coalesce(value ->> '$.activity', value ->> '$.playlist')`,
    where: `value ->> '$.by' in ('activity', 'playlist', 'score')`,
  }),
  lookup('badge', 'badge_prerequisite', ['needed'], {
    from: `json_each(new.doc, '$.prerequisites.badges')`,
    select: 'value',
    where: `json_type(new.doc, '$.prerequisites.badges') = 'array'`,
  }),

  table(
    'award',
    same('badge', 'organiser', 'person', 'address', 'state', 'earnedAt', 'releasedAt'),
    same('round'),
  ),
  'create unique index award_once on award (badge, person, round);',
  'create unique index award_address on award (address);',
  'create index award_held on award (person, earnedAt, id);',
  'create index award_of on award (organiser, earnedAt, id);',
  `create index award_waiting on award (organiser, id) where state = 'waiting';`,
  'create index award_released on award (badge) where releasedAt is not null;',

  table('grade', same('placement', 'person')),
  'create unique index grade_once on grade (placement, person);',
  'create index grade_of on grade (placement, id);',
].join('\n');

/** What a document lists, as rows that can be looked up from the other side; kept in step by the table itself. */
function lookup(
  entity: string,
  name: string,
  keys: readonly string[],
  rows: { readonly from: string; readonly select: string; readonly where?: string },
): string {
  const fill = `insert or ignore into ${name} select ${rows.select}, new.id from ${rows.from} where ${rows.where ?? 'true'};`;
  return `
create table ${name} (
  ${keys.map((key) => `${key} text not null`).join(', ')}, ${entity} text not null,
  primary key (${[...keys, entity].join(', ')})
) strict, without rowid;
create index ${name}_by on ${name} (${entity});
create trigger ${name}_made after insert on ${entity} begin ${fill} end;
create trigger ${name}_changed after update on ${entity} begin
  delete from ${name} where ${entity} = old.id;
  ${fill}
end;`;
}
