import { same, table } from './0001-records.ts';

/** Scores read back from grade columns, and who completed an activity. */
export const scores = [
  table('score', same('placement', 'activity', 'person')),
  'create unique index score_once on score (placement, person);',
  'create index score_of on score (person, id);',
  'create index score_people on score (activity, person);',
  'create index completion_people on completion (activity, person) where voidedAt is null;',
].join('\n');
