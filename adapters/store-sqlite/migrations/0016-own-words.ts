import { same, table } from './0001-records.ts';

/** Reflections; and roles that were ended, for those who ask for everything of theirs. */
export const ownWords = [
  table('reflection', same('person')),
  'create index reflection_of on reflection (person, id);',
  'create index staff_ever_of on staff (person, id);',
].join('\n');
