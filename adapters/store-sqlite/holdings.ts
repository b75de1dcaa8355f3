import type { Entry } from '../../core/catalogue/entry.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Held, HoldingKind, Holdings } from '../../core/ports/engine.ts';
import { placeInLine } from '../../core/subscriptions.ts';
import { putEntry } from './catalogue.ts';
import type { Database, Value } from './database.ts';
import { putFile } from './files.ts';

/** A kind that does not lie in a table of documents under its own name. */
interface Shelf {
  /** Of (after, …, size): `id` and `doc`, as JSON. */
  readonly page: string;
  readonly last: string;
  /** What a mark compares with. */
  readonly marks: (id: string) => readonly Value[];
  readonly put: (db: Database, held: Held) => void;
}

const first = (id: string): readonly Value[] => [id];

/** @param filesDir where the bytes of files lie */
export function holdings(db: Database, filesDir: string, clock: Clock): Holdings {
  const shelfOf = (kind: HoldingKind): Shelf => special[kind] ?? documentsOf(kind);
  return {
    async page(kind, after, size) {
      const { page, marks } = shelfOf(kind);
      const more = kind === 'keyValue' ? [clock.now()] : [];
      const rows = db.all<{ id: string; doc: string }>(page, ...marks(after ?? ''), ...more, size);
      return rows.map(({ id, doc }) => ({ id: idOf(kind, id), doc: JSON.parse(doc) }));
    },
    async lastId(kind) {
      const row = db.one<{ id: string }>(shelfOf(kind).last);
      return row && idOf(kind, row.id);
    },
    async put(kind, some) {
      const { put } = shelfOf(kind);
      db.inOneGo(() => {
        for (const held of kind === 'delivery' ? some.toSorted(asTheyCame) : some) put(db, held);
      });
    },
    putFile: (id, facts, bytes) => putFile(db, filesDir, id, facts, bytes),
    async troubles() {
      const found = db.all<{ integrity_check: string }>('pragma integrity_check');
      return found.map((row) => row.integrity_check).filter((said) => said !== 'ok');
    },
  };
}

/** Namespace and key as JSON, as JavaScript writes it. */
const idOf = (kind: HoldingKind, id: string): string =>
  kind === 'keyValue' ? JSON.stringify(JSON.parse(id)) : id;

/** Rows of deliveries count in the order in which they are put. */
const asTheyCame = (a: Held, b: Held): number =>
  a.doc['event'] === b.doc['event'] ? placeInLine(a.doc) - placeInLine(b.doc) : a.id < b.id ? -1 : 1;

const documentsOf = (kind: HoldingKind): Shelf => ({
  page: `select id, doc from "${kind}" where id > ? order by id limit ?`,
  last: `select id from "${kind}" order by id desc limit 1`,
  marks: first,
  put: (db, { id, doc }) =>
    db.run(
      `insert into "${kind}" (id, revision, doc) values (?, ?, ?)
       on conflict (id) do update set revision = excluded.revision, doc = excluded.doc`,
      id,
      Number(doc['revision']),
      JSON.stringify(doc),
    ),
});

const special: { readonly [Kind in HoldingKind]?: Shelf } = {
  told: {
    page: 'select id, doc from told where id > ? order by id limit ?',
    last: 'select id from told order by id desc limit 1',
    marks: first,
    put: (db, { id, doc }) =>
      db.run(
        'insert into told (id, doc) values (?, ?) on conflict (id) do update set doc = excluded.doc',
        id,
        JSON.stringify(doc),
      ),
  },
  entry: {
    page: `select subject as id, json_object('row', row, 'entry', json(doc)) as doc
           from entry where subject > ? order by subject limit ?`,
    last: 'select subject as id from entry order by subject desc limit 1',
    marks: first,
    // Read from `page` of some engine, where `keep` had put it.
    put: (db, { doc }) => putEntry(db, doc['entry'] as Entry, Number(doc['row'])),
  },
  delivery: {
    page: `select key as id, json_object('event', event, 'name', told.doc ->> 'name', 'reaction', reaction,
             'community', community, 'due', due, 'tries', tries, 'trouble', trouble, 'setAsideAt', setAsideAt) as doc
           from delivery cross join told on told.id = delivery.event where key > ? order by key limit ?`,
    last: 'select key as id from delivery order by key desc limit 1',
    marks: first,
    put: (db, { id, doc }) =>
      db.run(
        `insert into delivery (key, event, reaction, community, due, tries, trouble, setAsideAt)
         select ?1, doc ->> 'event', doc ->> 'reaction', doc ->> 'community', doc ->> 'due', doc ->> 'tries',
           doc ->> 'trouble', doc ->> 'setAsideAt' from (select ?2 as doc) where true
         on conflict (key) do update set due = excluded.due, tries = excluded.tries, trouble = excluded.trouble,
           setAsideAt = excluded.setAsideAt, worker = null, leasedUntil = null`,
        id,
        JSON.stringify(doc),
      ),
  },
  keyValue: {
    page: `select json_array(namespace, key) as id, json_object('namespace', namespace, 'key', key,
             'value', json(value), 'until', until, 'labels', (select json_group_object(name, label.value) from
               (select name, value from key_value_label its where its.namespace = key_value.namespace
                  and its.key = key_value.key order by name) label)) as doc
           from key_value where (namespace, key) > (?, ?) and (until is null or until > ?)
           order by namespace, key limit ?`,
    last: 'select json_array(namespace, key) as id from key_value order by namespace desc, key desc limit 1',
    marks: (id) => (id === '' ? ['', ''] : (JSON.parse(id) as [string, string])),
    put: putValue,
  },
  file: {
    page: 'select id, facts as doc from file where id > ? order by id limit ?',
    last: 'select id from file order by id desc limit 1',
    marks: first,
    put: () => {},
  },
};

function putValue(db: Database, { doc }: Held): void {
  const { namespace, key, value, until, labels } = doc as {
    readonly namespace: string;
    readonly key: string;
    readonly value: unknown;
    readonly until: string | null;
    readonly labels: Readonly<Record<string, string>>;
  };
  db.run('delete from key_value where namespace = ? and key = ?', namespace, key);
  db.run(
    'insert into key_value (namespace, key, value, until) values (?, ?, ?, ?)',
    namespace,
    key,
    JSON.stringify(value),
    until,
  );
  for (const [name, label] of Object.entries(labels)) {
    db.run(
      'insert into key_value_label (namespace, name, value, key) values (?, ?, ?, ?)',
      namespace,
      name,
      label,
      key,
    );
  }
}
