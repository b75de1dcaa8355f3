import { domainEvent } from '../domain-events.ts';
import type { FileId, PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from './actor.ts';
import { blanked } from './blanked.ts';
import { may } from './may.ts';
import { type OwnRecords, readOwn } from './read-own.ts';

export interface Erased {
  readonly person: PersonId;
  readonly filesRemoved: number;
}

/**
 * Erases somebody (R32): blanked, their evidence emptied, their files removed, no tool finds them again (a new launch
 * makes a new person). Their awards are withdrawn by a reaction; what was counted stays counted.
 */
export async function erasePerson(
  { records, files, clock }: Pick<Ports, 'records' | 'files' | 'clock'>,
  by: Actor,
  id: PersonId,
): Promise<Outcome<Erased, NotFound>> {
  const isTheirs = by.person === id || may.runSite(by).verdict === 'yes';
  const own = isTheirs ? await readOwn({ records }, id) : null;
  if (!own) return refused({ why: 'not-found' });

  const gone = filesOf(own);
  // Files first: after a crash in between, records still name what was to be removed, and the next try finishes.
  for (const file of gone) await files.remove(file);
  const isFirst = own.person.state !== 'erased';
  await records.keep(
    blanked(own, clock.now()),
    isFirst ? [domainEvent(by, 'person.erased', { person: id })] : [],
  );
  return done({ person: id, filesRemoved: gone.length });
}

/** Handed in, and added to a badge later. */
const filesOf = ({ evidence, awards }: OwnRecords): readonly FileId[] => [
  ...new Set([
    ...evidence.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'file' ? [item.file] : []))),
    ...awards.flatMap(({ laterEvidence }) => laterEvidence?.flatMap(({ file }) => file?.file ?? []) ?? []),
  ]),
];
