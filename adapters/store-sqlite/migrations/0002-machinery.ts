/** What was told and to whom it still has to go; what adapters remember; who holds which lease; which files there are. */
export const machinery = `
create table told (
  id text primary key,
  doc text not null check (json_valid(doc))
) strict;

create table delivery (
  row integer primary key,
  key text not null unique,
  event text not null,
  reaction text not null,
  community text,
  due text not null,
  tries integer not null default 0,
  worker text,
  leasedUntil text,
  trouble text,
  setAsideAt text
) strict;
create index delivery_due on delivery (due, row) where setAsideAt is null;
create index delivery_set_aside on delivery (setAsideAt, key) where setAsideAt is not null;
create index delivery_set_aside_in on delivery (community, setAsideAt, key) where setAsideAt is not null;

create table key_value (
  namespace text not null,
  key text not null,
  value text not null check (json_valid(value)),
  until text,
  primary key (namespace, key)
) strict, without rowid;
create index key_value_until on key_value (until) where until is not null;

create table key_value_label (
  namespace text not null,
  name text not null,
  value text not null,
  key text not null,
  primary key (namespace, name, value, key)
) strict, without rowid;
create index key_value_label_of on key_value_label (namespace, key);
create trigger key_value_gone after delete on key_value begin
  delete from key_value_label where namespace = old.namespace and key = old.key;
end;

create table lease (
  name text primary key,
  holder text not null,
  until text not null
) strict, without rowid;

create table file (
  id text primary key,
  facts text not null check (json_valid(facts))
) strict, without rowid;
`;
