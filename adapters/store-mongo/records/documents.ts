import { cut, first, last, markOf } from '../../../core/page-mark.ts';
import type { Entities, EntityName, Many, Maybe, Page, Paged } from '../../../core/ports/records.ts';
import type { Models, Stored } from '../models.ts';

export type Filter = Readonly<Record<string, unknown>>;
export type Order = Readonly<Record<string, 1 | -1>>;

/** Reads records by a filter that an index of its collection serves. What stands in it, `keep` was given under that name. */
export interface Documents {
  one<Name extends EntityName>(name: Name, filter: Filter, order?: Order): Maybe<Entities[Name]>;
  /** @param order by id where none is given */
  many<Name extends EntityName>(
    name: Name,
    filter: Filter,
    order?: Order,
    most?: number,
  ): Many<Entities[Name]>;
  /** In the order of the ids; unknown ones are left out. */
  asked<Name extends EntityName>(name: Name, ids: readonly string[]): Many<Entities[Name]>;
  /** The fields named, and the id, of each that fits. @param index as of a page */
  parts<Name extends EntityName, Key extends keyof Entities[Name] & string>(
    name: Name,
    filter: Filter,
    keys: readonly Key[],
    index?: string,
  ): Many<Pick<Entities[Name], Key>>;
  /** What stands under a key of those that fit, each value once, ascending. */
  values<Name extends EntityName, Key extends keyof Entities[Name] & string>(
    name: Name,
    filter: Filter,
    key: Key,
    most: number,
  ): Many<Entities[Name][Key]>;
  count(name: EntityName, filter: Filter): Promise<number>;
  has(name: EntityName, filter: Filter): Promise<boolean>;
  /** How many there are of each combination of these fields, in their order. */
  tally<Name extends EntityName, Key extends keyof Entities[Name] & string>(
    name: Name,
    filter: Filter,
    keys: readonly Key[],
  ): Many<Pick<Entities[Name], Key> & { readonly count: number }>;
  /**
   * @param order.by all ascending, or all descending; where ascending, those without a text come first
   * @param order.index where MongoDB might take one by which it reads more
   */
  page<Name extends EntityName>(
    name: Name,
    filter: Filter,
    page: Page,
    order: {
      readonly by: readonly (keyof Entities[Name] & string)[];
      readonly descending?: boolean;
      readonly index?: string;
    },
  ): Paged<Entities[Name]>;
}

export function documents(models: Models): Documents {
  const find = async <Name extends EntityName>(
    name: Name,
    filter: Filter,
    order: Order,
    most = 0,
    index?: string,
  ) => {
    const query = models[name].find(filter).sort(order).limit(most);
    const found = await (index ? query.hint(index) : query).lean();
    return found.map((stored) => recordOf<Name>(stored));
  };

  return {
    async one<Name extends EntityName>(name: Name, filter: Filter, order: Order = {}) {
      const found = await models[name].findOne(filter).sort(order).lean();
      return found && recordOf<Name>(found);
    },
    many: async (name, filter, order, most = 0) =>
      order ? find(name, filter, order, most) : (await find(name, filter, {})).sort(byId),
    async asked<Name extends EntityName>(name: Name, ids: readonly string[]) {
      const found = await find(name, { _id: { $in: ids } }, {});
      const known = new Map<string, Entities[Name]>(found.map((record) => [record.id, record]));
      return ids.flatMap((id) => known.get(id) ?? []);
    },
    async parts<Name extends EntityName, Key extends keyof Entities[Name] & string>(
      name: Name,
      filter: Filter,
      keys: readonly Key[],
      index?: string,
    ) {
      const query = models[name].find(filter).select([...keys]);
      const found = await (index ? query.hint(index) : query).lean();
      return found.map((stored) => recordOf<Name>(stored)).sort(byId);
    },
    async values<Name extends EntityName, Key extends keyof Entities[Name] & string>(
      name: Name,
      filter: Filter,
      key: Key,
      most: number,
    ) {
      const found = await models[name].aggregate<{ readonly _id: Entities[Name][Key] }>([
        { $match: filter },
        { $group: { _id: `$${key}` } },
        { $sort: { _id: 1 } },
        { $limit: most },
      ]);
      return found.map(({ _id }) => _id);
    },
    count: (name, filter) => models[name].countDocuments(filter),
    has: async (name, filter) => (await models[name].findOne(filter).select('_id').lean()) !== null,
    async tally<Name extends EntityName, Key extends keyof Entities[Name] & string>(
      name: Name,
      filter: Filter,
      keys: readonly Key[],
    ) {
      const found = await models[name].aggregate<{ _id: Pick<Entities[Name], Key>; count: number }>([
        { $match: filter },
        { $group: { _id: Object.fromEntries(keys.map((key) => [key, `$${key}`])), count: { $sum: 1 } } },
        { $sort: Object.fromEntries(keys.map((key) => [`_id.${key}`, 1])) },
      ]);
      return found.map(({ _id, count }) => ({ ..._id, count }));
    },
    async page<Name extends EntityName>(
      name: Name,
      filter: Filter,
      page: Page,
      {
        by,
        descending = false,
        index,
      }: {
        readonly by: readonly (keyof Entities[Name] & string)[];
        readonly descending?: boolean;
        readonly index?: string;
      },
    ) {
      const start = by.map(() => (descending ? last : first));
      const keys = by.map((key) => (key === 'id' ? '_id' : key));
      const from = page.after === null ? {} : beyond(keys, markOf(page, start), descending ? '$lt' : '$gt');
      const order: Order = Object.fromEntries(keys.map((key) => [key, descending ? -1 : 1]));
      const found = await find(name, { $and: [filter, from] }, order, page.size + 1, index);
      // Keys of an order are texts, or null, in every document that the filter lets through.
      return cut(found, page, (record) => by.map((key) => (record[key] as string | null) ?? first));
    },
  };
}

/** Not MongoDB's work: asked for this order it might walk all ids and sieve, instead of an index of what was asked. */
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** What comes after a mark in the order of the keys; the first key bounds the index, the rest is sieved. */
export function beyond(
  [key = '_id', ...others]: readonly string[],
  [mark, ...marks]: readonly (string | number | Date | undefined)[],
  than: '$lt' | '$gt',
): Filter {
  if (others.length === 0) return { [key]: { [than]: mark } };
  const rest = beyond(others, marks, than);
  // Null comes before every text, and a mark has the empty text for it.
  if (mark === first && than === '$gt') {
    return { $or: [{ [key]: { $in: [null, first] }, ...rest }, { [key]: { $gt: first } }] };
  }
  const further = { [key]: mark, ...rest };
  return { [key]: { [`${than}e`]: mark }, $or: [{ [key]: { [than]: mark } }, further] };
}

// What stands in a collection was written by `keep` under the same name, whose type says what it is.
export const recordOf = <Name extends EntityName>({ _id, ...fields }: Stored): Entities[Name] =>
  ({ id: _id, ...fields }) as unknown as Entities[Name];
