import type { Database } from '../database.ts';
import { records } from './0001-records.ts';
import { machinery } from './0002-machinery.ts';
import { catalogue } from './0003-catalogue.ts';
import { classByName } from './0004-class.ts';
import { grades } from './0005-grades.ts';
import { classFilters } from './0006-class-filters.ts';
import { people } from './0007-people.ts';
import { labelsFollow } from './0008-labels-follow.ts';
import { held } from './0009-held.ts';
import { signing } from './0010-signing.ts';
import { claiming } from './0011-claiming.ts';
import { scores } from './0012-scores.ts';
import { roomsAndMerges } from './0013-rooms-and-merges.ts';
import { endorsing } from './0014-endorsing.ts';
import { asked } from './0015-asked.ts';
import { ownWords } from './0016-own-words.ts';
import { joining } from './0017-joining.ts';

/** In this order, for ever: a release only adds. The file remembers in `user_version` how many it has. */
const migrations: readonly string[] = [
  records,
  machinery,
  catalogue,
  classByName,
  grades,
  classFilters,
  people,
  labelsFollow,
  held,
  signing,
  claiming,
  scores,
  roomsAndMerges,
  endorsing,
  asked,
  ownWords,
  joining,
];

/** `BEGIN IMMEDIATE` is the lease: of several processes that start at once one migrates, the others find it done. */
export function migrate(db: Database): void {
  if (versionOf(db) >= migrations.length) return;
  db.inOneGo(() => {
    migrations.slice(versionOf(db)).forEach((migration) => {
      db.script(migration);
    });
    db.script(`pragma user_version = ${Math.max(versionOf(db), migrations.length)}`);
  });
}

/** A newer release may have added more: its file serves us too. */
export const isMigrated = (db: Database): boolean => versionOf(db) >= migrations.length;

const versionOf = (db: Database): number =>
  db.one<{ user_version: number }>('pragma user_version')?.user_version ?? 0;
