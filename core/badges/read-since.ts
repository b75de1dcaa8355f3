import type { VerificationReport } from '../ports/badge-verifier.ts';
import type { Ports } from '../ports/ports.ts';
import type { AwardView } from './award-view.ts';
import { credentialOf } from './credential.ts';

/** What came after the copy of an award that somebody holds. */
export interface Since {
  /** It was signed again, and says something else now: the newer copy replaces it. */
  readonly hasNewerCopy: boolean;
  /** Of its badge today; null: the one that was earned. */
  readonly newerVersion: number | null;
}

/** @param report of the copy; none: only the badge is asked about */
export async function readSince(
  { records }: Pick<Ports, 'records'>,
  { award, badge, earned }: AwardView,
  { graph }: Pick<VerificationReport, 'graph'>,
): Promise<Since> {
  const shown = proofOf(graph.find((document) => proofOf(document) !== null));
  const kept = shown === null ? null : await records.credentials.byId(credentialOf(award));
  return {
    hasNewerCopy: shown !== null && kept?.document != null && shown !== proofOf(JSON.parse(kept.document)),
    newerVersion: badge.version > earned.version ? badge.version : null,
  };
}

/** The value of a credential's first proof, which no other copy has. */
function proofOf(document: unknown): string | null {
  const proofs = Object(document).proof;
  const [first] = Array.isArray(proofs) ? proofs : [proofs];
  const value = Object(first).proofValue;
  return typeof value === 'string' ? value : null;
}

/** The same in sentences, for whoever looks into a report. */
export const sentencesOf = ({ hasNewerCopy, newerVersion }: Since): readonly string[] => [
  ...(hasNewerCopy ? ['The site that issued it has a newer copy, which replaces this one'] : []),
  ...(newerVersion === null ? [] : [`Its badge has version ${newerVersion} now; it was earned before`]),
];
