/** What organisers are asked about, apart from what only peers were asked about. */
export const asked = `
alter table work add column isForPeers integer generated always as (coalesce(doc ->> '$.askedOf', '') = 'peers') virtual;
create index work_for_organisers on work (activity, waitingSince, id) where state = 'in-review' and not isForPeers;
`;
