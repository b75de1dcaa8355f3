import type { Told } from '../domain-events.ts';
import type { CommunityId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import type { Page } from '../ports/records.ts';
import { type Grade, queued } from './grade.ts';
import { tellQueued } from './tell-queued.ts';
import type { WhichGrades } from './which-grades.ts';

type Wanted = Pick<Ports, 'records' | 'clock'>;

/** So many grades go out in one writing. */
const atOnce = 200;

/**
 * Sends once more what somebody asked for, a page at a time, each grade once. After a new column all that stood in
 * the old one goes out too.
 */
export async function queueGradesAgain(
  ports: Wanted,
  event: Told<'grades.asked-again' | 'grade-column.added'>,
): Promise<void> {
  let after: string | null = null;
  do {
    const page: Page = { size: atOnce, after };
    after =
      event.name === 'grades.asked-again'
        ? await queueSome(ports, event.by, event.payload.community, event.payload.which, page)
        : await queueColumn(ports, event, page);
  } while (after !== null);
}

/** @returns where the next page begins; null: that was all */
export async function queueSome(
  { records, clock }: Wanted,
  by: PersonId | null,
  community: CommunityId,
  which: WhichGrades,
  page: Page = { size: atOnce, after: null },
): Promise<string | null> {
  const { items, next } = await records.grades.in(community, which, page);
  const grades = items.map(({ grade }) => grade).filter((grade) => canGoOut(grade, clock.now()));
  await keepQueued({ records }, by, grades.map(queued));
  return next;
}

async function queueColumn(
  { records }: Wanted,
  { by, payload }: Told<'grade-column.added'>,
  page: Page,
): Promise<string | null> {
  const { items, next } = await records.grades.of(payload.placement, page);
  await keepQueued({ records }, by, items.filter(({ state }) => state !== 'dropped').map(queued));
  return next;
}

/** What is on its way already needs no push. */
export const canGoOut = ({ state, nextTry }: Grade, now: Instant): boolean =>
  state === 'refused' || (state === 'queued' && nextTry !== null && nextTry > now);

async function keepQueued(
  { records }: Pick<Wanted, 'records'>,
  by: PersonId | null,
  grades: readonly Grade[],
): Promise<void> {
  if (grades.length === 0) return;
  await records.keep(
    { grade: grades },
    grades.map((grade) => tellQueued(by, grade)),
  );
}
