import { same, table } from './0001-records.ts';

/** Endorsements, what holders ask for because of them, and who checks them. */
export const endorsing = [
  table(
    'endorsement',
    { ...same('address', 'organiser', 'state'), object: '$.object.id', endorser: '$.endorser.organiser' },
    { list: "doc ->> '$.status.list'", place: "doc ->> '$.status.index'" },
  ),
  'create unique index endorsement_address on endorsement (address);',
  'create index endorsement_of on endorsement (object, id);',
  'create index endorsement_at on endorsement (organiser, id);',
  'create index endorsement_by on endorsement (endorser, id) where endorser is not null;',
  `create index endorsement_to_check on endorsement (id) where state = 'pending-check';`,
  'create unique index endorsement_place on endorsement (list, place) where list is not null;',
  table('application', same('endorsement', 'person', 'at')),
  'create unique index application_once on application (endorsement, person);',
  'create index application_of on application (endorsement, at, id);',
  'create index application_by on application (person, id);',
  table('siteRole', { ...same('person', 'role', 'endedAt'), scope: '$.on' }),
  'create unique index site_role_once on "siteRole" (person, role, scope);',
  'create index site_role_on on "siteRole" (scope, id) where endedAt is null;',
].join('\n');
