import type { Records } from '../../core/ports/records.ts';
import { catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { activities } from './records/activities.ts';
import { awards } from './records/awards.ts';
import { badges } from './records/badges.ts';
import { claiming } from './records/claiming.ts';
import { classes } from './records/classes.ts';
import { communities } from './records/communities.ts';
import { endorsements } from './records/endorsements.ts';
import { evidence } from './records/evidence.ts';
import { grades } from './records/grades.ts';
import { organisers } from './records/organisers.ts';
import { people } from './records/people.ts';
import { playlists } from './records/playlists.ts';
import { scores } from './records/scores.ts';
import { signing } from './records/signing.ts';

/** Every repository; only `keep` writes. */
export const records = (db: Database, keep: Records['keep']): Records => ({
  ...organisers(db),
  ...people(db),
  ...communities(db),
  ...activities(db),
  ...playlists(db),
  ...evidence(db),
  ...badges(db),
  ...awards(db),
  ...signing(db),
  ...claiming(db),
  ...grades(db),
  ...scores(db),
  ...endorsements(db),
  ...classes(db),
  ...catalogue(db),
  keep,
});
