import { isNode, listOf, type Node, textsOf } from './json.ts';
import { isWebUrl, momentOf } from './kinds.ts';
import { documentUrl } from './ob3/issuer-keys.ts';
import type { VerificationReport } from './report.ts';

/** What a badge says of itself, for people to read: true only as far as the verdict goes. */
export interface Description {
  readonly name: string;
  readonly description: string | null;
  readonly issuer: { readonly id: string; readonly name: string; readonly url: string | null };
  readonly gist: {
    /** The site that its id is of, which its proof rests on; null: a key alone. Its name and url are its own words. */
    readonly host: string | null;
    /** What it was given for, in words. */
    readonly criteria: string | null;
    /** Entries of frameworks that it agrees with; those without a web address are left out. */
    readonly alignments: readonly Alignment[];
    /** As in a course of study; null: not said. */
    readonly credits: number | null;
  };
  /** UTC, ISO 8601 with milliseconds. */
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
}

export interface Alignment {
  readonly name: string;
  readonly url: string;
  readonly framework: string | null;
  readonly code: string | null;
}

/** Of the first document that was checked, following what it names. @returns null: there is no badge, or it has no name */
export function describe({ graph, report }: VerificationReport): Description | null {
  const documents = graph.filter(isNode);
  // A picture may hold both forms: what was checked last is what the report is about.
  const first = documents.find(({ id }) => id === report.validationSubject) ?? documents[0];
  if (!first) return null;
  const isCredential = report.openBadgesVersion === '3.0';
  return isCredential ? describeCredential(newestOf(documents, first)) : describeAssertion(documents, first);
}

/** Where a newer copy was fetched, that one was checked. */
const newestOf = (documents: readonly Node[], first: Node): Node =>
  documents.findLast(({ id, issuer }) => id === first['id'] && idOf(issuer) === idOf(first['issuer'])) ??
  first;

const idOf = (value: unknown): unknown => (isNode(value) ? value['id'] : value);

function describeAssertion(documents: readonly Node[], first: Node): Description | null {
  const named = (value: unknown): Node | null => {
    const [one] = listOf(value);
    return documents.find(({ id }) => id !== undefined && id === idOf(one)) ?? (isNode(one) ? one : null);
  };
  const isEndorsement = textsOf(first['type']).includes('Endorsement');
  const badge = isEndorsement ? first : named(first['badge']);
  if (!badge) return null;
  return described({
    name: isEndorsement ? textUnder(first['claim'], 'endorsementComment') : text(badge['name']),
    description: text(badge['description']),
    issuer: named(badge['issuer']),
    issuerId: idOf(listOf(badge['issuer'])[0]),
    of: badge,
    from: first['issuedOn'],
    until: first['expires'],
  });
}

function describeCredential(credential: Node): Description | null {
  const [subject] = listOf(credential['credentialSubject']).filter(isNode);
  const [achievement] = listOf(subject?.['achievement']).filter(isNode);
  const [issuer] = listOf(credential['issuer']);
  return described({
    name: text(achievement?.['name']) ?? text(subject?.['endorsementComment']) ?? text(credential['name']),
    description: text(achievement?.['description']),
    issuer: isNode(issuer) ? issuer : null,
    issuerId: idOf(issuer),
    of: achievement,
    from: credential['validFrom'] ?? credential['issuanceDate'],
    until: credential['validUntil'] ?? credential['expirationDate'],
  });
}

function described(parts: {
  readonly name: string | null;
  readonly description: string | null;
  readonly issuer: Node | null;
  readonly issuerId: unknown;
  /** What says what it was given for. */
  readonly of: Node | undefined;
  readonly from: unknown;
  readonly until: unknown;
}): Description | null {
  if (parts.name === null) return null;
  const id = text(parts.issuerId) ?? '';
  const url = parts.issuer?.['url'];
  return {
    name: parts.name,
    description: parts.description,
    issuer: { id, name: text(parts.issuer?.['name']) ?? id, url: isWebUrl(url) ? url : null },
    gist: { host: hostOf(id), ...gistOf(parts.of) },
    issuedAt: momentText(parts.from),
    expiresAt: momentText(parts.until),
  };
}

/** More would be read by nobody. */
const mostAlignments = 20;

/** Of `https:` and `did:web:`. */
function hostOf(issuer: string): string | null {
  const url = documentUrl(issuer);
  return url === null ? null : new URL(url).host;
}

function gistOf(of: Node | undefined): Omit<Description['gist'], 'host'> {
  const [criteria] = listOf(of?.['criteria']);
  const credits = of?.['creditsAvailable'];
  return {
    criteria: textUnder(criteria, 'narrative'),
    alignments: listOf(of?.['alignment']).slice(0, mostAlignments).filter(isNode).flatMap(alignmentOf),
    credits: typeof credits === 'number' && credits > 0 && credits < 10_000 ? credits : null,
  };
}

function alignmentOf(node: Node): Alignment[] {
  const [name, url] = [text(node['targetName']), node['targetUrl']];
  if (name === null || typeof url !== 'string' || !isWebUrl(url)) return [];
  return [{ name, url, framework: text(node['targetFramework']), code: text(node['targetCode']) }];
}

/** Enough to be recognised by. */
const mostLetters = 2000;

function text(value: unknown): string | null {
  const [one] = listOf(value);
  const plain = isNode(one) ? one['@value'] : one;
  return typeof plain === 'string' && plain.trim() !== '' ? plain.slice(0, mostLetters) : null;
}

const textUnder = (value: unknown, key: string): string | null => (isNode(value) ? text(value[key]) : null);

function momentText(value: unknown): string | null {
  const at = momentOf(value);
  return at === null ? null : new Date(at).toISOString();
}
