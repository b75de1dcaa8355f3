/**
 * Entries, the words they are found by and the places they lie at, under one row number.
 * Playlists have negative numbers: in the order of rows they come before activities.
 */
export const catalogue = `
create table entry (
  row integer primary key,
  subject text not null unique,
  doc text not null check (json_valid(doc)),
  key text generated always as (doc ->> '$.key') virtual
) strict;
create unique index entry_key on entry (key);

create virtual table entry_words using fts5 (
  name, words, marks,
  tokenize = 'ascii', prefix = '1 2 3', detail = 'column', content = '', contentless_delete = 1
);

create virtual table entry_place using rtree (row, south, north, west, east, +lat real, +lon real);
`;
