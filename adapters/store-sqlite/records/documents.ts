import type { PersonId } from '../../../core/ids.ts';
import { cut, first, last, markOf } from '../../../core/page-mark.ts';
import type { Page } from '../../../core/ports/records.ts';
import type { Database, Value } from '../database.ts';

interface Row {
  readonly doc: string;
}
interface Listed {
  /** Null: none were found. */
  readonly docs: string | null;
}

/** Reads the documents that a statement selects as `doc`. The shape is what `keep` was given under that name. */
export interface Documents {
  one<Entity>(sql: string, ...values: Value[]): Promise<Entity | null>;
  many<Entity>(sql: string, ...values: Value[]): Promise<readonly Entity[]>;
  /**
   * A page in the order of `keys`, which the statement compares with two values `(?, ?)` and limits by a third.
   * @param keys the columns of the order as they are called in the document; all ascending, or all descending
   */
  page<Entity extends Record<Key, string | null>, Key extends string>(
    sql: string,
    values: readonly Value[],
    page: Page,
    order: { readonly by: readonly Key[]; readonly descending?: boolean },
  ): Promise<{ readonly items: readonly Entity[]; readonly next: string | null }>;
}

// What stands under a name was written by `keep` under the same name, whose type says what it is.
const parsed = <Entity>({ doc }: Row): Entity => JSON.parse(doc) as Entity;

/** All documents as one value: libsql takes as long to begin a list of rows as to read some. */
export const listed = (sql: string): string => `select group_concat(doc, ',') as docs from (${sql})`;

function all<Entity>(db: Database, sql: string, values: readonly Value[]): readonly Entity[] {
  const { docs } = db.one<Listed>(listed(sql), ...values) ?? { docs: null };
  // As above.
  return docs === null ? [] : (JSON.parse(`[${docs}]`) as Entity[]);
}

export const documents = (db: Database): Documents => ({
  async one<Entity>(sql: string, ...values: Value[]) {
    const row = db.one<Row>(sql, ...values);
    return row && parsed<Entity>(row);
  },
  async many<Entity>(sql: string, ...values: Value[]) {
    return all<Entity>(db, sql, values);
  },
  async page<Entity extends Record<Key, string | null>, Key extends string>(
    sql: string,
    values: readonly Value[],
    page: Page,
    order: { readonly by: readonly Key[]; readonly descending?: boolean },
  ) {
    const start = order.by.map(() => (order.descending ? last : first));
    const found = all<Entity>(db, sql, [...values, ...markOf(page, start), page.size + 1]);
    return cut(found, page, (item) => order.by.map((key) => item[key] ?? first));
  },
});

/** A list as one value, for `json_each`: one statement for any length. */
export const list = (values: readonly string[]): string => JSON.stringify(values);

/** Those of a table whose ids are in a list, in the order of the list. */
export const asked = (table: string): string =>
  `select doc from json_each(?) asked cross join ${table} on ${table}.id = asked.value order by asked.key`;

/** A page of persons, by id. @param sql of one value, the mark and a limit */
export async function peopleOf(
  db: Database,
  sql: string,
  value: string,
  page: Page,
): Promise<{ readonly items: readonly PersonId[]; readonly next: string | null }> {
  const rows = db.all<{ person: PersonId }>(sql, value, ...markOf(page, [first]), page.size + 1);
  return cut(
    rows.map(({ person }) => person),
    page,
    (person) => [person],
  );
}
