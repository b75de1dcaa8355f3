import { domainEvent } from '../domain-events.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Explanation } from '../explanation.ts';
import type { FileId, PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from './actor.ts';
import { may } from './may.ts';

/**
 * Erases somebody: blanked, their evidence emptied, their files removed, no tool finds them again (a new launch makes
 * a new person). Awards become withdrawn; what was counted stays counted.
 */
export async function erasePerson(
  { records, files, clock }: Pick<Ports, 'records' | 'files' | 'clock'>,
  by: Actor,
  id: PersonId,
): Promise<
  Outcome<
    { readonly person: PersonId; readonly filesRemoved: number },
    NotFound | { readonly why: 'not-allowed'; readonly because: Explanation }
  >
> {
  const allowed = may.openAccount(by);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const person = await records.people.byId(id);
  if (!person) return refused({ why: 'not-found' });

  const [identities, memberships, evidence, notices, staff] = await Promise.all([
    records.identities.of(id),
    records.memberships.of(id),
    records.evidence.of(id),
    records.notices.unseen(id),
    records.staff.of(id),
  ]);
  const gone = [...new Set(evidence.flatMap(filesOf))];
  // Files first: a crash in between leaves records without their files, and the next try ends it; never the reverse.
  for (const file of gone) await files.remove(file);
  const at = clock.now();
  await records.keep(
    {
      person: [{ ...person, displayName: null, zone: null, emails: [], state: 'erased' }],
      identity: identities.map((identity) => ({ ...identity, tenant: 'erased', subject: identity.id })),
      membership: memberships.map((membership) => ({
        ...membership,
        name: null,
        state: 'inactive' as const,
      })),
      evidence: evidence.map((one) => ({ ...one, items: [], note: null })),
      notice: notices.map((notice) => ({ ...notice, seenAt: at })),
      staff: staff.map((row) => ({ ...row, endedAt: at })),
    },
    person.state === 'erased' ? [] : [domainEvent(by, 'person.erased', { person: id })],
  );
  return done({ person: id, filesRemoved: gone.length });
}

const filesOf = ({ items }: Evidence): FileId[] =>
  items.flatMap((item) => (item.kind === 'file' ? [item.file] : []));
