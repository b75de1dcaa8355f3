import { later } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Leases } from '../../core/ports/engine.ts';
import type { Database } from './database.ts';

export const leases = (db: Database, clock: Clock): Leases => ({
  async hold(name, holder, leaseMs) {
    const now = clock.now();
    return db.run(hold, name, holder, later(now, leaseMs), now) === 1;
  },
  async release(name, holder) {
    db.run('delete from lease where name = ? and holder = ?', name, holder);
  },
  async holder(name) {
    const now = clock.now();
    return (
      db.one<{ holder: string }>('select holder from lease where name = ? and until > ?', name, now)
        ?.holder ?? null
    );
  },
});

const hold = `
  insert into lease (name, holder, until) values (?, ?, ?)
  on conflict (name) do update set holder = excluded.holder, until = excluded.until
  where lease.holder = excluded.holder or lease.until <= ?`;
