import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { quoted } from '../report.ts';
import { ob3Context, vcV1, vcV2 } from '../version.ts';

/**
 * Which vocabulary the words of a credential belong to.
 * @param isOwnVocabulary false: of a status list, which is no badge
 */
export function checkContext({ findings }: Pick<Inquiry, 'findings'>, credential: Node, id: string): void {
  const [first, second] = listOf(credential['@context']);
  const about = { node: id, prop: '@context' };
  if (first === vcV1)
    findings.warn(
      'VALIDATE_CONTEXT',
      'It is written after Verifiable Credentials 1.1, which is superseded',
      about,
    );
  else if (first !== vcV2)
    findings.error(
      'VALIDATE_CONTEXT',
      `Its first context ${quoted(first)} is not Verifiable Credentials`,
      about,
    );
  if (typeof second !== 'string' || !ob3Context.test(second))
    findings.error('VALIDATE_CONTEXT', `Its second context ${quoted(second)} is not Open Badges 3.0`, about);
  else if (!second.endsWith('-3.0.3.json'))
    findings.warn('VALIDATE_CONTEXT', `It names an older context, ${quoted(second)}`, about);
}

const keywords = new Set(['@context', '@value', '@language', '@direction', '@type']);
/** What a credential stands or falls by. */
const decides = [
  'issuer',
  'validFrom',
  'validUntil',
  'issuanceDate',
  'expirationDate',
  'credentialStatus',
  'refreshService',
];
/** Of the vocabularies that badges are read by; nobody else may give their words another name. */
const ours =
  /^(?:https?:\/\/(?:www\.w3\.org|w3id\.org|purl\.imsglobal\.org|imsglobal\.github\.io|schema\.org|www\.iana\.org)\b|@|_:)/i;

/**
 * A proof covers what the words mean, not how they are written: `validUntil` could be renamed, or written as an
 * address, and its proof would still hold while a reader no longer sees it. So words must be written plainly.
 * @returns what is not; null: nothing
 */
export function disguiseIn(credential: Node): string | null {
  const open: unknown[] = [credential];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) {
      if (value.some(Array.isArray)) return 'a list in a list, which means the same as one list';
      open.push(...value);
    }
    if (!isNode(value)) continue;
    const isValue = '@value' in value;
    if (isValue && !('@language' in value) && !('@direction' in value))
      return `the value ${quoted(value)}, which has a plain form`;
    if (value !== credential && value['id'] === credential['id'] && decides.some((word) => word in value))
      return 'words about itself that stand further inside';
    for (const [key, inner] of Object.entries(value)) {
      if (key === '@context') {
        const wrong = listOf(inner).map(disguiseInContext).find(Boolean);
        if (wrong || inner === null) return wrong ?? 'a context that is null';
      } else if (key.includes(':') || (key.startsWith('@') && !(isValue && keywords.has(key)))) {
        return `the property ${quoted(key)}, which has a plain name`;
      } else if (key === 'id' && typeof inner === 'string' && inner.startsWith('_:')) {
        return `the id ${quoted(inner)}, which has no meaning outside`;
      } else open.push(inner);
    }
  }
  return null;
}

/** An object as context may add words of its own, one address each. */
function disguiseInContext(context: unknown): string | null {
  if (typeof context === 'string') return null;
  if (!isNode(context)) return 'a context that is neither an address nor an object';
  for (const [term, meaning] of Object.entries(context)) {
    if (
      term.startsWith('@') ||
      term.includes(':') ||
      typeof meaning !== 'string' ||
      !/^https?:\/\//i.test(meaning)
    )
      return `the term ${quoted(term)} in a context of its own, which is more than a new word`;
    if (ours.test(meaning))
      return `the term ${quoted(term)} in a context of its own, which renames one of ours`;
  }
  return null;
}

export const hasOwnWords = (credential: Node): boolean => listOf(credential['@context']).some(isNode);
