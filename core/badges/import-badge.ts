import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Verdict, VerificationReport } from '../ports/badge-verifier.ts';
import type { Ports } from '../ports/ports.ts';
import { takeSlot } from '../take-slot.ts';
import type { ForeignBadge } from './foreign-badge.ts';
import { checks, found, isIssuedTo, isThere, type Presented } from './own-foreign-badge.ts';

export const ImportBadge = z.object({
  /** An address, a document or JWS as text, or a file. */
  presented: z.union([z.string().trim().min(1).max(700_000), z.instanceof(Uint8Array)]),
});
export type ImportBadge = z.infer<typeof ImportBadge>;

export const mostForeign = 100;
export type ImportBadgeRefusal =
  | NotFound
  /** Only what is valid, or was until its date, is taken in. */
  | { readonly why: 'badge-not-valid'; readonly verdict: Exclude<Verdict, 'valid' | 'expired'> }
  | { readonly why: 'badge-of-ours' }
  | { readonly why: 'too-many-badges'; readonly most: number }
  | { readonly why: 'too-many-checks' };

type Needs = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues' | 'badgeVerifier' | 'baseUrl'>;

/** Longer ones are not kept to be checked again. */
const mostKept = 200_000;

/** Takes in a badge of another site after our verifier found it good, for its holder's eyes. The same one again is checked again. */
export async function importBadge(
  ports: Needs,
  by: Pick<Someone, 'person' | 'seat'>,
  { presented }: ImportBadge,
): Promise<Outcome<ForeignBadge, ImportBadgeRefusal>> {
  const { records, badgeVerifier, baseUrl, clock } = ports;
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  if (!(await takeSlot(ports, checks, by.person))) return refused({ why: 'too-many-checks' });

  const input = inputOf(presented);
  const report = await badgeVerifier.verify(input, null);
  const { validationSubject: subject, verdict } = report.report;
  const shown = badgeVerifier.shown(report);
  if (subject.startsWith(`${baseUrl}/`)) return refused({ why: 'badge-of-ours' });
  if (verdict !== 'valid' && verdict !== 'expired') return refused({ why: 'badge-not-valid', verdict });
  if (!shown || !subject) return refused({ why: 'badge-not-valid', verdict: 'unknown' });

  const [known, all] = await Promise.all([
    records.foreignBadges.one(by.person, subject),
    records.foreignBadges.of(by.person),
  ]);
  if (!known && all.filter(isThere).length >= mostForeign) {
    return refused({ why: 'too-many-badges', most: mostForeign });
  }
  const kept: ForeignBadge = {
    id: known?.id ?? newId(ports.ids),
    revision: known?.revision ?? 0,
    person: by.person,
    subject,
    ...found(report, shown),
    isTheirs: await isIssuedTo(badgeVerifier, input, person),
    document: documentOf(presented, report),
    at: known?.at ?? clock.now(),
    checkedAt: clock.now(),
    removedAt: null,
  };
  await records.keep({ foreignBadge: [kept] }, [
    domainEvent(by, 'badge.brought', { badge: kept.id, person: by.person }),
  ]);
  return done({ ...kept, revision: kept.revision + 1 });
}

function inputOf(presented: ImportBadge['presented']): Presented {
  if (typeof presented !== 'string') return { picture: presented };
  return /^https?:\/\//i.test(presented) ? { url: presented } : { document: presented };
}

/** A text as it came; of a picture the credential in it, which carries its proof along. */
function documentOf(
  presented: ImportBadge['presented'],
  { graph, input }: VerificationReport,
): string | null {
  const isText = typeof presented === 'string' && input.input_type !== 'url' && input.input_type !== 'file';
  const signed = graph.find((one) => 'proof' in one);
  const text = isText ? presented : signed ? JSON.stringify(signed) : null;
  return text !== null && text.length <= mostKept ? text : null;
}
