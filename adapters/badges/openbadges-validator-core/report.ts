import type { Node } from './json.ts';

export type MessageName =
  | 'DETECT_INPUT_TYPE'
  | 'PROCESS_BAKED_RESOURCE'
  | 'UNSUPPORTED_VERSION'
  | 'JSONLD_COMPACT_DATA'
  | 'INPUT_DIFFERS'
  | 'REPORT_MESSAGE'
  | 'FETCH_HTTP_NODE'
  | 'VALIDATE_PROPERTY'
  | 'VALIDATE_RDF_TYPE_PROPERTY'
  | 'DETECT_AND_VALIDATE_NODE_CLASS'
  | 'IMAGE_VALIDATION'
  | 'CRITERIA_PROPERTY_DEPENDENCIES'
  | 'IDENTITY_OBJECT_PROPERTY_DEPENDENCIES'
  | 'ASSERTION_TIMESTAMP_CHECKS'
  | 'HOSTED_ID_IN_VERIFICATION_SCOPE'
  | 'VERIFY_HOSTED_ASSERTION_NOT_REVOKED'
  | 'PROCESS_JWS_INPUT'
  | 'VERIFY_JWS'
  | 'VERIFY_KEY_OWNERSHIP'
  | 'VALIDATE_REVOCATIONLIST_ENTRIES'
  | 'VERIFY_SIGNED_ASSERTION_NOT_REVOKED'
  | 'VALIDATE_EXTENSION_NODE'
  | 'VERIFY_RECIPIENT_IDENTIFIER'
  | 'VALIDATE_CONTEXT'
  | 'VALIDATE_TYPE'
  | 'VALIDATE_SCHEMA'
  | 'VALIDATE_JSONLD_TERMS'
  | 'PROOF_UNSUPPORTED'
  | 'RESOLVE_VERIFICATION_METHOD'
  | 'VERIFY_KEY_BINDING'
  | 'VERIFY_PROOF'
  | 'VERIFY_JWT_CLAIMS'
  | 'CREDENTIAL_TIMESTAMP_CHECKS'
  | 'VERIFY_CREDENTIAL_NOT_REVOKED'
  | 'RETRIEVE_STATUS'
  | 'REFRESH_CREDENTIAL'
  | 'VERIFY_ENDORSEMENT';

export type MessageLevel = 'ERROR' | 'WARNING' | 'INFO';

export interface Message {
  readonly name: MessageName;
  readonly messageLevel: MessageLevel;
  /** False for errors only. */
  readonly success: boolean;
  /** A sentence in English, for whoever looks into it. */
  readonly result: string;
  /** The document it is about. */
  readonly node_id?: string;
  readonly prop_name?: string;
}

/** `unknown`: it cannot be confirmed. `withdrawn` is said by the site that issued it and knows. */
export type Verdict = 'valid' | 'expired' | 'revoked' | 'changed' | 'withdrawn' | 'unknown';

export interface VerificationReport {
  readonly report: {
    /** No error, and there was a document to check. */
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
  readonly input: {
    /** As given; of a file, `sha256:` and the digest of its bytes. */
    readonly value: string;
    readonly input_type: 'url' | 'json' | 'jws' | 'file';
  };
}

/** What an error tells about the badge as a whole. */
export type Meaning = 'revoked' | 'changed' | 'expired';

interface About {
  readonly node?: string;
  readonly prop?: string;
}

/** Takes what was found, in the order of finding. */
export interface Findings {
  error(name: MessageName, result: string, about?: About & { means?: Meaning; reason?: string | null }): void;
  warn(name: MessageName, result: string, about?: About): void;
  inform(name: MessageName, result: string, about?: About): void;
  /** For an endorsement inside: its messages carry its id, and say nothing of the badge's own state. */
  ofEndorsement(id: string): Findings;
  readonly errorCount: number;
}

/** More would be read by nobody. */
const mostMessages = 200;
const mostLetters = 500;

export interface Ledger extends Findings {
  readonly messages: readonly Message[];
  readonly warningCount: number;
  readonly reason: string | null;
  verdict(): Verdict;
}

export function createLedger(): Ledger {
  const messages: Message[] = [];
  const meanings: (Meaning | null)[] = [];
  let reason: string | null = null;
  let warningCount = 0;
  const put = (messageLevel: MessageLevel, name: MessageName, result: string, { node, prop }: About) => {
    if (messageLevel === 'WARNING') warningCount += 1;
    if (messages.length >= mostMessages) return;
    messages.push({
      name,
      messageLevel,
      success: messageLevel !== 'ERROR',
      result: result.slice(0, mostLetters),
      ...(node ? { node_id: node.slice(0, mostLetters) } : {}),
      ...(prop ? { prop_name: prop } : {}),
    });
  };
  const findings = (inside: string | null): Findings => ({
    error(name, result, { node, means, reason: given, ...about } = {}) {
      meanings.push(inside === null ? (means ?? null) : null);
      if (inside === null && means === 'revoked') reason ??= given ?? null;
      put('ERROR', name, result, { ...about, ...at(inside ?? node) });
    },
    warn: (name, result, about = {}) =>
      put('WARNING', name, result, { ...about, ...at(inside ?? about.node) }),
    inform: (name, result, about = {}) =>
      put('INFO', name, result, { ...about, ...at(inside ?? about.node) }),
    ofEndorsement: (id) => findings(id),
    get errorCount() {
      return meanings.length;
    },
  });
  return {
    ...findings(null),
    messages,
    get errorCount() {
      return meanings.length;
    },
    get warningCount() {
      return warningCount;
    },
    get reason() {
      return reason;
    },
    verdict: () => verdictOf(meanings),
  };
}

const at = (node: string | undefined): About => (node ? { node } : {});

/** `expired` only where nothing else is wrong: it says that the badge was good until then. */
function verdictOf(meanings: readonly (Meaning | null)[]): Verdict {
  if (meanings.length === 0) return 'valid';
  if (meanings.includes('revoked')) return 'revoked';
  if (meanings.includes('changed')) return 'changed';
  return meanings.every((one) => one === 'expired') ? 'expired' : 'unknown';
}

/** Shortens what a document says, for a message. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > 120 ? `${text.slice(0, 120)}…` : text}"`;
}

export type { Node };
