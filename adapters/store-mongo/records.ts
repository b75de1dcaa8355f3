import type { Records } from '../../core/ports/records.ts';
import type { Models } from './models.ts';
import { activities } from './records/activities.ts';
import { awards } from './records/awards.ts';
import { badges } from './records/badges.ts';
import { claiming } from './records/claiming.ts';
import { classes } from './records/classes.ts';
import { communities } from './records/communities.ts';
import { documents } from './records/documents.ts';
import { endorsements } from './records/endorsements.ts';
import { evidence } from './records/evidence.ts';
import { grades } from './records/grades.ts';
import { organisers } from './records/organisers.ts';
import { people } from './records/people.ts';
import { playlists } from './records/playlists.ts';
import { scores } from './records/scores.ts';
import { signing } from './records/signing.ts';

/** Every repository; only `keep` writes. */
export function records(models: Models, catalogue: Records['catalogue'], keep: Records['keep']): Records {
  const found = documents(models);
  return {
    ...organisers(found),
    ...people(found),
    ...communities(found),
    ...activities(found),
    ...playlists(found),
    ...evidence(found),
    ...badges(found),
    ...awards(found),
    ...signing(found),
    ...claiming(found),
    ...grades(found),
    ...scores(found),
    ...endorsements(found),
    ...classes(found),
    catalogue,
    keep,
  };
}
