import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { MergeId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import { type Merge, undoableUntil } from './merge.ts';
import { handedOver, whatGoesBack } from './moving.ts';
import { readOwn } from './read-own.ts';

export const UndoMerge = z.object({ merge: MergeId });
export type UndoMerge = z.infer<typeof UndoMerge>;

export type UndoMergeRefusal = NotFound | { readonly why: 'merge-stands' };

/** Parts two who were one, within 30 days: what was moved goes back, what was done since stays with who was kept. */
export async function undoMerge(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { merge: id }: UndoMerge,
): Promise<Outcome<Merge, UndoMergeRefusal>> {
  const { records, clock } = ports;
  const merge = await records.merges.byId(id);
  if (!merge || merge.kept !== by.person) return refused({ why: 'not-found' });
  if (merge.undoneAt) return done(merge);
  if (clock.now() >= undoableUntil(merge)) return refused({ why: 'merge-stands' });
  const [own, other] = await Promise.all([readOwn(ports, merge.kept), records.people.byId(merge.merged)]);
  if (!own || other?.state !== 'merged') return refused({ why: 'not-found' });

  const back = handedOver(whatGoesBack(own, merge.moved), merge.kept, merge.merged);
  const emails = own.person.emails.filter(({ address }) => !merge.moved.emails?.includes(address));
  const kept = emails.length < own.person.emails.length ? [{ ...own.person, emails }] : [];
  const undone: Merge = { ...merge, undoneAt: clock.now() };
  await records.keep({ ...back, person: [{ ...other, state: 'active' }, ...kept], merge: [undone] }, [
    domainEvent(by, 'people.merge-undone', { kept: merge.kept, merged: merge.merged }),
  ]);
  return done({ ...undone, revision: undone.revision + 1 });
}
