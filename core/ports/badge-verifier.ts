import type { Alignment } from '../badges/badge.ts';
import type { Instant } from '../instant.ts';

/** What a verifier has to say, each with its own words on the verify page. */
export const messageNames = [
  'DETECT_INPUT_TYPE',
  'PROCESS_BAKED_RESOURCE',
  'UNSUPPORTED_VERSION',
  'JSONLD_COMPACT_DATA',
  'INPUT_DIFFERS',
  'REPORT_MESSAGE',
  'FETCH_HTTP_NODE',
  'VALIDATE_PROPERTY',
  'VALIDATE_RDF_TYPE_PROPERTY',
  'DETECT_AND_VALIDATE_NODE_CLASS',
  'IMAGE_VALIDATION',
  'CRITERIA_PROPERTY_DEPENDENCIES',
  'IDENTITY_OBJECT_PROPERTY_DEPENDENCIES',
  'ASSERTION_TIMESTAMP_CHECKS',
  'HOSTED_ID_IN_VERIFICATION_SCOPE',
  'VERIFY_HOSTED_ASSERTION_NOT_REVOKED',
  'PROCESS_JWS_INPUT',
  'VERIFY_JWS',
  'VERIFY_KEY_OWNERSHIP',
  'VALIDATE_REVOCATIONLIST_ENTRIES',
  'VERIFY_SIGNED_ASSERTION_NOT_REVOKED',
  'VALIDATE_EXTENSION_NODE',
  'VERIFY_RECIPIENT_IDENTIFIER',
  'VALIDATE_CONTEXT',
  'VALIDATE_TYPE',
  'VALIDATE_SCHEMA',
  'VALIDATE_JSONLD_TERMS',
  'PROOF_UNSUPPORTED',
  'RESOLVE_VERIFICATION_METHOD',
  'VERIFY_KEY_BINDING',
  'VERIFY_PROOF',
  'VERIFY_JWT_CLAIMS',
  'CREDENTIAL_TIMESTAMP_CHECKS',
  'VERIFY_CREDENTIAL_NOT_REVOKED',
  'RETRIEVE_STATUS',
  'REFRESH_CREDENTIAL',
  'VERIFY_ENDORSEMENT',
] as const;
export type MessageName = (typeof messageNames)[number];

export interface Message {
  readonly name: MessageName;
  readonly messageLevel: 'ERROR' | 'WARNING' | 'INFO';
  /** False for errors only. */
  readonly success: boolean;
  /** A sentence in English, for whoever looks into it. */
  readonly result: string;
  /** The document it is about. */
  readonly node_id?: string;
  readonly prop_name?: string;
}

/** `unknown`: it cannot be confirmed. `withdrawn`: its holder was erased, as the site that issued it knows. */
export type Verdict = 'valid' | 'expired' | 'revoked' | 'changed' | 'withdrawn' | 'unknown';

/** In the shape of the validators of 1EdTech, with a verdict. */
export interface VerificationReport {
  readonly report: {
    readonly valid: boolean;
    readonly verdict: Verdict;
    /** Why it was revoked, in the issuer's words; null: it was not, or they gave none. */
    readonly reason: string | null;
    readonly errorCount: number;
    readonly warningCount: number;
    readonly messages: readonly Message[];
    /** Id of the assertion or credential; empty when none was found. */
    readonly validationSubject: string;
    /** `2.0`, `3.0`, an older one, or empty when unknown. */
    readonly openBadgesVersion: string;
    /** The address that was asked about and is the recipient's; null: none asked, or it is not. */
    readonly recipientProfile: { readonly email: string } | null;
  };
  /** The documents as checked. */
  readonly graph: readonly object[];
  readonly input: { readonly value: string; readonly input_type: 'url' | 'json' | 'jws' | 'file' };
}

/** What a badge says of itself, for people to read. Written by strangers; true only as far as the verdict says. */
export interface ShownBadge {
  readonly name: string;
  readonly description: string | null;
  readonly issuer: {
    readonly id: string;
    readonly name: string;
    /** Of the web; null: none was given. */
    readonly url: string | null;
  };
  /** What it was given for, for who looks at it now. */
  readonly gist?: {
    /** The site that the issuer's proof rests on; null: a key alone. Name and url are its own words. */
    readonly host: string | null;
    readonly criteria: string | null;
    /** Entries of frameworks, each at a web address. */
    readonly alignments: readonly Alignment[];
    readonly credits: number | null;
  };
  readonly issuedAt: Instant | null;
  readonly expiresAt: Instant | null;
}

/** Open Badges 2.0 and 3.0 of any issuer. */
export interface BadgeVerifier {
  /** Never throws for a bad badge: the report says what is wrong, and where. */
  verify(
    presented: { readonly url: string } | { readonly document: string } | { readonly picture: Uint8Array },
    /** Whether it is theirs is asked as well, compared exactly as typed; null: it is not asked. */
    holder: { readonly email: string } | null,
  ): Promise<VerificationReport>;
  /** What the badge of a report says of itself; null: there was none, or it says too little. */
  shown(report: VerificationReport): ShownBadge | null;
}
