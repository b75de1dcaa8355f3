/** What badges are signed with, and what was signed. */
export const signing = `
create table "issuerKey" (
  id text primary key, revision integer not null check (revision > 0), doc text not null check (json_valid(doc)),
  organiser text generated always as (doc ->> '$.organiser') virtual,
  kid text generated always as (doc ->> '$.kid') virtual,
  kind text generated always as (doc ->> '$.kind') virtual,
  state text generated always as (doc ->> '$.state') virtual
) strict;
create unique index issuer_key_once on "issuerKey" (organiser, kid);
create unique index issuer_key_current on "issuerKey" (organiser, kind) where state = 'current';
create index issuer_key_of on "issuerKey" (organiser, id);

create table "statusList" (
  id text primary key, revision integer not null check (revision > 0), doc text not null check (json_valid(doc)),
  organiser text generated always as (doc ->> '$.organiser') virtual,
  number integer generated always as (doc ->> '$.number') virtual
) strict;
create unique index status_list_once on "statusList" (number);
create index status_list_of on "statusList" (organiser, number);

create table credential (
  id text primary key, revision integer not null check (revision > 0), doc text not null check (json_valid(doc)),
  organiser text generated always as (doc ->> '$.organiser') virtual,
  kid text generated always as (doc ->> '$.kid') virtual,
  assertionKid text generated always as (doc ->> '$.assertion.kid') virtual
) strict;
create index credential_signed_with on credential (organiser, kid, id);
create index credential_assertion_signed_with on credential (organiser, assertionKid, id) where assertionKid is not null;

alter table award add column statusList integer generated always as (doc ->> '$.status.list') virtual;
alter table award add column statusIndex integer generated always as (doc ->> '$.status.index') virtual;
create unique index award_place on award (statusList, statusIndex) where statusList is not null;
create index award_gone_in on award (statusList, statusIndex) where state in ('revoked', 'withdrawn') and statusList is not null;
create index award_gone on award (organiser, id) where state in ('revoked', 'withdrawn') and statusList is not null;
create index award_unsigned on award (id) where state = 'issued' and statusList is null;
`;
