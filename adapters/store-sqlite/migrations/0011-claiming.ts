/** Codes that badges are got by, who used them, and badges brought along from elsewhere. */
export const claiming = `
create table "claimCode" (
  id text primary key, revision integer not null check (revision > 0), doc text not null check (json_valid(doc)),
  badge text generated always as (doc ->> '$.badge') virtual,
  digest text generated always as (doc ->> '$.digest') virtual,
  recipient text generated always as (doc ->> '$.recipient') virtual
) strict;
create unique index claim_code_digest on "claimCode" (digest);
create unique index claim_code_personal on "claimCode" (badge, recipient) where recipient is not null;
create index claim_code_of on "claimCode" (badge, id) where recipient is null;

create table "claimUse" (
  id text primary key, revision integer not null check (revision > 0), doc text not null check (json_valid(doc)),
  code text generated always as (doc ->> '$.code') virtual,
  badge text generated always as (doc ->> '$.badge') virtual,
  person text generated always as (doc ->> '$.person') virtual,
  place integer generated always as (doc ->> '$.place') virtual,
  state text generated always as (doc ->> '$.state') virtual,
  at text generated always as (doc ->> '$.at') virtual
) strict;
create unique index claim_use_once on "claimUse" (code, person);
create unique index claim_use_place on "claimUse" (code, place) where place is not null;
create index claim_use_of on "claimUse" (code, id);
create index claim_use_by on "claimUse" (person, id);
create index claim_use_tally on "claimUse" (badge, code) where state <> 'refused';
create index claim_use_requested on "claimUse" (badge, at, id) where state = 'requested';

create table "foreignBadge" (
  id text primary key, revision integer not null check (revision > 0), doc text not null check (json_valid(doc)),
  person text generated always as (doc ->> '$.person') virtual,
  subject text generated always as (doc ->> '$.subject') virtual
) strict;
create unique index foreign_badge_once on "foreignBadge" (person, subject);
create index foreign_badge_of on "foreignBadge" (person, id);
`;
