import { z } from 'zod';
import { nobody } from '../people/actor.ts';
import type { BadgeVerifier, ShownBadge, VerificationReport } from '../ports/badge-verifier.ts';
import type { Ports } from '../ports/ports.ts';
import { addressIn, urlOf } from './address.ts';
import { readSince, type Since, sentencesOf } from './read-since.ts';
import { type AwardView, seeAward } from './see-award.ts';

export const VerifyBadge = z.object({
  /** An address of anywhere, a document or JWS as text, the last part of an address of this site; or a file. */
  presented: z.union([z.string().trim().min(1).max(700_000), z.instanceof(Uint8Array)]),
  /** Whose it should be; null: that is not asked. */
  email: z.string().trim().min(1).max(320).nullable().default(null),
  /** The address is not tried in small letters as well. */
  asTyped: z.boolean().default(false),
});
export type VerifyBadge = z.infer<typeof VerifyBadge>;

export interface Verified {
  readonly report: VerificationReport;
  /** What it says of itself; null: nothing that could be shown. */
  readonly shown: ShownBadge | null;
  /** Issued here, and what this site knows of it; null: of elsewhere, or never released. */
  readonly own: AwardView | null;
  /** What came after this copy of one of ours; null: it is none, or it holds no more. */
  readonly since: Since | null;
}

type Needs = Pick<Ports, 'records' | 'clock' | 'baseUrl' | 'badgeVerifier'>;

/** Anyone may ask, about a badge of any issuer. Of one issued here the record has the last word. */
export async function verifyBadge(
  ports: Needs,
  { presented, email, asTyped }: VerifyBadge,
): Promise<Verified> {
  const input = inputOf(presented, ports.baseUrl);
  const tries = email === null || asTyped ? [email] : [email, inSmallLetters(email)];
  const report = await verifyForHolder(ports.badgeVerifier, input, tries);
  const shown = ports.badgeVerifier.shown(report);
  const own = await readOwn(ports, report, shown);
  const holds = own?.standing.is === 'valid' || own?.standing.is === 'expired';
  const since = own && holds ? await readSince(ports, own, report) : null;
  const told = own ? knowing(report, own) : report;
  return { report: since ? noting(told, since) : told, shown, own, since };
}

/** Of the alphabet only: other letters look like these and would become them, as K (Kelvin) becomes k. */
const inSmallLetters = (email: string): string => email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

type Input = Parameters<BadgeVerifier['verify']>[0];

function inputOf(presented: VerifyBadge['presented'], baseUrl: string): Input {
  if (typeof presented !== 'string') return { picture: presented };
  const { address } = addressIn(presented, baseUrl);
  // The signed forms of an award are documents of their own; all else that stands behind its address is let go.
  const isForm = /\/(?:credential|assertion\.jws)$/.test(presented);
  if (address !== null && !isForm) return { url: urlOf(baseUrl, { address }) };
  return /^https?:\/\//i.test(presented) ? { url: presented } : { document: presented };
}

/** Issuers hash an address as they had it, most in small letters. @returns the first that fits, else the first */
async function verifyForHolder(
  verifier: BadgeVerifier,
  input: Input,
  [email = null, ...more]: readonly (string | null)[],
): Promise<VerificationReport> {
  const first = await verifier.verify(input, email === null ? null : { email });
  for (const other of more) {
    if (first.report.recipientProfile || other === null || other === email) return first;
    const again = await verifier.verify(input, { email: other });
    if (again.report.recipientProfile) return again;
  }
  return first;
}

/** Only where the issuer is one of ours as well: anybody can write our address into a badge of their own. */
async function readOwn(
  { records, clock, baseUrl }: Needs,
  { report }: VerificationReport,
  shown: ShownBadge | null,
): Promise<AwardView | null> {
  const { validationSubject: subject, messages } = report;
  // What is left at an address of ours names no issuer any more.
  const isGone = messages.some(
    ({ name, node_id }) => name === 'VERIFY_HOSTED_ASSERTION_NOT_REVOKED' && node_id === subject,
  );
  if (!subject.startsWith(`${baseUrl}/b/awards/`)) return null;
  if (!isGone && !isIssuerHere(shown?.issuer.id ?? '', baseUrl)) return null;
  const { address } = addressIn(subject, baseUrl);
  if (address === null) return null;
  const seen = await seeAward({ records, clock }, nobody, { address, as: 'machine' });
  return seen.done ?? null;
}

function isIssuerHere(issuer: string, baseUrl: string): boolean {
  const did = `did:web:${new URL(baseUrl).host.replace(':', '%3A')}:b:issuers:`;
  return issuer.startsWith(`${baseUrl}/b/issuers/`) || issuer.startsWith(did);
}

/** A copy may be older than what happened since, and says less about why. */
function knowing(verified: VerificationReport, { standing }: AwardView): VerificationReport {
  if (standing.is !== 'revoked' && standing.is !== 'withdrawn') return verified;
  const { report } = verified;
  const told = {
    name: 'VERIFY_CREDENTIAL_NOT_REVOKED',
    messageLevel: 'ERROR',
    success: false,
    result: 'The site that issued it says that it was taken back',
    node_id: report.validationSubject,
  } as const;
  return {
    ...verified,
    report: {
      ...report,
      valid: false,
      verdict: standing.is,
      reason: standing.is === 'revoked' ? standing.reason : null,
      errorCount: report.errorCount + (report.valid ? 1 : 0),
      messages: report.valid ? [...report.messages, told] : report.messages,
    },
  };
}

/** It is no fault of a badge that something came after it. */
function noting(verified: VerificationReport, since: Since): VerificationReport {
  const notes = sentencesOf(since).map((result) => ({
    name: 'REPORT_MESSAGE' as const,
    messageLevel: 'INFO' as const,
    success: true,
    result,
    node_id: verified.report.validationSubject,
  }));
  return {
    ...verified,
    report: { ...verified.report, messages: [...verified.report.messages, ...notes] },
  };
}
