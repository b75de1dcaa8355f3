/** Codes of an organiser that let people in. */
export const joining = `
alter table "claimCode" add column organiser text generated always as (doc ->> '$.organiser') virtual;
create index claim_code_joining on "claimCode" (organiser, id) where badge is null;
`;
