import { z } from 'zod';
import { type Explanation, no, yes } from '../explanation.ts';
import { PersonId, WorkId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readHat, readWork, type WorkRead } from '../read-work.ts';
import { couldReview, type Hat } from './judge-review.ts';
import { type AmongStaff, nothingAmongStaff, type Work } from './work.ts';

export const NoteOnWork = z.object({ work: WorkId, words: z.string().trim().min(2).max(1000) });
export type NoteOnWork = z.infer<typeof NoteOnWork>;

export type NoteOnWorkRefusal = NotFound | NotAllowed | { readonly why: 'notes-full'; readonly most: number };

const mostNotes = 20;

/** A word to the other reviewers; its learner never reads it. The same word twice is once. */
export async function noteOnWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work: id, words }: NoteOnWork,
): Promise<Outcome<Work, NoteOnWorkRefusal>> {
  const read = await readForStaff(ports, by, id);
  if (read.refused) return read;
  const { notes, assigned } = amongStaff(read.done.work);
  if (notes.some((note) => note.by === by.person && note.words === words)) return done(read.done.work);
  if (notes.length >= mostNotes) return refused({ why: 'notes-full', most: mostNotes });
  const note = { by: by.person, words, at: ports.clock.now() };
  return kept(ports, read.done.work, { assigned, notes: [...notes, note] });
}

export const AssignReview = z.object({ work: WorkId, to: PersonId });
export type AssignReview = z.infer<typeof AssignReview>;

/** Says who takes it on: oneself, or somebody else of the organiser's staff. A hint: everybody may still answer it. */
export async function assignReview(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work: id, to }: AssignReview,
): Promise<Outcome<Work, NotFound | NotAllowed>> {
  const read = await readForStaff(ports, by, id);
  if (read.refused) return read;
  const { work, activity } = read.done;
  if (to !== by.person && !(await isStaffThere(ports, activity.organiser, to))) {
    return refused({ why: 'not-found' });
  }
  const { assigned, notes } = amongStaff(work);
  if (assigned?.to === to) return done(work);
  return kept(ports, work, { assigned: { to, by: by.person, at: ports.clock.now() }, notes });
}

export const amongStaff = ({ staff }: Work): AmongStaff => staff ?? nothingAmongStaff;

/** Reviewers of the organiser, and a granted teacher; peers answer, and have nothing to say among themselves. */
export const judgeAmongStaff = (hat: Hat): Explanation =>
  hat === 'organiser' ? yes({ is: 'allowed' }) : no({ is: 'wrong-role', could: couldReview });

async function readForStaff(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  id: WorkId,
): Promise<Outcome<WorkRead, NotFound | NotAllowed>> {
  const read = await readWork(ports, await ports.records.work.byId(id));
  const hat = read && (await readHat(ports, by, read));
  if (!read || !hat || hat === 'author') return refused({ why: 'not-found' });
  const may = judgeAmongStaff(hat);
  return may.verdict === 'yes' ? done(read) : refused({ why: 'not-allowed', because: may });
}

async function isStaffThere(
  { records }: Pick<Ports, 'records'>,
  organiser: WorkRead['activity']['organiser'],
  person: PersonId,
): Promise<boolean> {
  const staff = await records.staff.of(person);
  return staff.some((one) => one.organiser === organiser && one.endedAt === null && one.role !== 'member');
}

async function kept({ records }: Pick<Ports, 'records'>, work: Work, staff: AmongStaff) {
  const changed: Work = { ...work, staff };
  await records.keep({ work: [changed] });
  return done({ ...changed, revision: changed.revision + 1 });
}
