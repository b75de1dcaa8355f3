import type { Grade } from '../../core/grades/grade.ts';
import type { ScoreRead } from '../../core/grades/score-read.ts';
import type {
  ActivityId,
  CommunityId,
  GradeId,
  OrganiserId,
  PersonId,
  PlacementId,
  ScoreId,
} from '../../core/ids.ts';
import { anId } from './ids.ts';
import { monday } from './moments.ts';

/** 66 of 100, waiting to be sent. */
export const aGrade = (more: Partial<Grade> = {}): Grade => ({
  id: anId<GradeId>(),
  revision: 0,
  placement: anId<PlacementId>(),
  community: anId<CommunityId>(),
  person: anId<PersonId>(),
  points: 66,
  pointsMaximum: 100,
  isComplete: false,
  asOf: monday,
  byHand: null,
  state: 'queued',
  round: 1,
  sent: null,
  failedTries: 0,
  nextTry: null,
  trouble: null,
  answer: null,
  setAside: null,
  ...more,
});

/** 80 of 100, read on Monday in a course of somebody's. */
export const aScore = (more: Partial<ScoreRead> = {}): ScoreRead => ({
  id: anId<ScoreId>(),
  revision: 0,
  placement: anId<PlacementId>(),
  community: anId<CommunityId>(),
  organiser: anId<OrganiserId>(),
  activity: anId<ActivityId>(),
  person: anId<PersonId>(),
  percent: 80,
  readAt: monday,
  ...more,
});
