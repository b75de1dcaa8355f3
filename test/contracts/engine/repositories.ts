import { describeClasses } from './classes.ts';
import { describeEndorsing } from './endorsing.ts';
import { describeGrades } from './grades.ts';
import { describeLearning } from './learning.ts';
import { describeOrganising } from './organising.ts';
import { describePaging } from './paging.ts';
import { describePeople } from './people.ts';
import type { Place } from './place.ts';

/** Each repository method, its order and its paging. */
export function describeRepositories(newPlace: () => Place): void {
  describePeople(newPlace);
  describeOrganising(newPlace);
  describeLearning(newPlace);
  describeEndorsing(newPlace);
  describeGrades(newPlace);
  describeClasses(newPlace);
  describePaging(newPlace);
}
