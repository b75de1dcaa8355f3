/** A class by name. */
export const classByName = `
alter table membership add column sortsAs text generated always as (coalesce(doc ->> '$.sortsAs', '')) virtual;
create index membership_class on membership (community, sortsAs, id) where isLearner;
`;
