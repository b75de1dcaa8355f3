/** What a course's grades are listed and counted by. */
export const grades = `
alter table grade add column community text generated always as (doc ->> '$.community') virtual;
alter table grade add column state text generated always as (doc ->> '$.state') virtual;
alter table grade add column trouble text generated always as (coalesce(doc ->> '$.trouble', '')) virtual;
create index grade_in on grade (community, state, trouble, id);
create index grade_in_column on grade (community, placement, state, trouble, id);
`;
