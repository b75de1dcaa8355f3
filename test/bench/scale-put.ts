import type { Told } from '../../core/domain-events.ts';
import type { Engine, Held } from '../../core/ports/engine.ts';
import type { Entities, EntityName, Kept } from '../../core/ports/records.ts';

type Records = { readonly [Name in EntityName]?: readonly Entities[Name][] };

/** In bulk and as they are, as a copy of a store arrives; the same again changes nothing. */
export async function putRecords({ holdings }: Engine, records: Records): Promise<void> {
  // The keys of `Records` are names of entities.
  const entries = Object.entries(records) as [EntityName, readonly Kept[]][];
  await Promise.all(entries.map(([name, some]) => holdings.put(name, some.map(heldOf))));
}

export const putTold = ({ holdings }: Engine, told: readonly Told[]): Promise<void> =>
  holdings.put(
    'told',
    told.map((one) => ({ id: one.id, doc: { ...one } })),
  );

/** Kept once. */
const heldOf = (record: Kept): Held => ({ id: record.id, doc: { ...record, revision: 1 } });
