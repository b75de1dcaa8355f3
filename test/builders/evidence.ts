import type { Evidence } from '../../core/evidence/evidence.ts';
import type { Review } from '../../core/evidence/review.ts';
import type { Work } from '../../core/evidence/work.ts';
import type { ActivityId, EvidenceId, PersonId, ReviewId, TaskId, WorkId } from '../../core/ids.ts';
import { anId } from './ids.ts';
import { monday } from './moments.ts';

/** Handed in once, waiting since Monday. */
export const someWork = (more: Partial<Work> = {}): Work => ({
  id: anId<WorkId>(),
  revision: 0,
  person: anId<PersonId>(),
  activity: anId<ActivityId>(),
  task: anId<TaskId>(),
  state: 'in-review',
  evidenceVersion: 1,
  waitingSince: monday,
  overruled: null,
  settlesAt: null,
  askedVersion: 0,
  isLate: false,
  isKeptFromPeers: false,
  reopenedFor: null,
  ...more,
});

/** A sentence, first version. */
export const someEvidence = (more: Partial<Evidence> = {}): Evidence => ({
  id: anId<EvidenceId>(),
  revision: 0,
  work: anId<WorkId>(),
  person: anId<PersonId>(),
  task: anId<TaskId>(),
  version: 1,
  items: [{ kind: 'text', text: 'A kingfisher, two swans and a shopping trolley.' }],
  note: null,
  at: monday,
  via: null,
  isAfterAward: false,
  handIn: 'first',
  ...more,
});

/** An organiser's approval. */
export const aReview = (more: Partial<Review> = {}): Review => ({
  id: anId<ReviewId>(),
  revision: 0,
  work: anId<WorkId>(),
  evidenceVersion: 1,
  reviewer: anId<PersonId>(),
  as: 'organiser',
  decision: 'approve',
  words: null,
  at: monday,
  undoneAt: null,
  ...more,
});
