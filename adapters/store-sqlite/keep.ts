import type { DomainEvent, Told } from '../../core/domain-events.ts';
import { Stale } from '../../core/faults.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Ids } from '../../core/ports/ids.ts';
import type { Kept, Records } from '../../core/ports/records.ts';
import { subscriptions } from '../../core/subscriptions.ts';
import { keepEntries } from './catalogue.ts';
import type { Database } from './database.ts';

/** Records, catalogue, domain events and their deliveries, in one transaction. */
export const keeping =
  (db: Database, { clock, ids }: { clock: Clock; ids: Ids }): Records['keep'] =>
  async (changes, events = []) => {
    const { catalogue = [], ...entities } = changes;

    db.inOneGo(() => {
      for (const [name, kept] of Object.entries(entities)) {
        for (const record of kept) keepRecord(db, name, record);
      }
      keepEntries(db, catalogue);
      for (const event of events) tell(db, event, ids.next(), clock.now());
    });
  };

/** @param name an entity's, which is its table's: from the keys of `Changes`, never from outside */
function keepRecord(db: Database, name: string, record: Kept): void {
  const doc = JSON.stringify({ ...record, revision: record.revision + 1 });
  const changed =
    record.revision === 0
      ? db.run(`insert into "${name}" (id, revision, doc) values (?, 1, ?)`, record.id, doc)
      : db.run(
          `update "${name}" set revision = revision + 1, doc = ? where id = ? and revision = ?`,
          doc,
          record.id,
          record.revision,
        );
  if (changed !== 1) throw new Stale(`${name} ${record.id} is no longer at revision ${record.revision}`);
}

function tell(db: Database, event: DomainEvent, id: string, at: Told['at']): void {
  const told = { ...event, id, at };
  db.run('insert into told (id, doc) values (?, ?)', id, JSON.stringify(told));
  for (const reaction of subscriptions[event.name]) {
    db.run(
      'insert into delivery (key, event, reaction, community, due) values (?, ?, ?, ?, ?)',
      `${id}/${reaction}`,
      id,
      reaction,
      event.community,
      event.due ?? at,
    );
  }
}
