import { type DomainEvent, domainEvent } from '../domain-events.ts';
import type { PersonId } from '../ids.ts';
import type { Grade } from './grade.ts';

/**
 * A grade waits to be sent. Told in the column's own course, wherever the learner did it: its organiser sees what
 * does not arrive.
 * @param by who made it go out; null: it follows from something else
 */
export const tellQueued = (by: PersonId | null, grade: Grade): DomainEvent =>
  domainEvent({ person: by, seat: { community: grade.community, as: 'visitor' } }, 'grade.queued', {
    grade: grade.id,
    placement: grade.placement,
    person: grade.person,
    round: grade.round,
  });
