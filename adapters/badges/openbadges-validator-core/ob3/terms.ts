import jsonld from 'jsonld';
import { isBundled, loadContext } from '../contexts.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, type Node, textsOf } from '../json.ts';
import { quoted } from '../report.ts';
import { disguiseIn, hasOwnWords } from './context.ts';

type Telling = Pick<Inquiry, 'findings'>;

/** As for a graph that is made so that its canonical form takes for ever. */
export const tooMuchWork = 'It is made so that checking it would take too long';

/**
 * Whether every word has one meaning, as far as it shows without working it out.
 * @returns false: there is no use in reading on
 */
export function checkWords(
  { findings, effort }: Pick<Inquiry, 'findings' | 'effort'>,
  credential: Node,
  id: string,
): boolean {
  const about = { node: id, prop: '@context' };
  const strange = contextsIn(credential).find((url) => !isBundled(url));
  if (strange !== undefined) {
    findings.error(
      'VALIDATE_JSONLD_TERMS',
      `Its words are of ${quoted(strange)}, which we do not know`,
      about,
    );
    return false;
  }
  const disguise = disguiseIn(credential);
  if (disguise) {
    findings.error('VALIDATE_JSONLD_TERMS', `It holds ${disguise}`, { node: id });
    return false;
  }
  if (!effort.spend(credential)) {
    findings.error('VERIFY_PROOF', tooMuchWork, { node: id });
    return false;
  }
  if (hasOwnWords(credential))
    findings.warn('VALIDATE_CONTEXT', 'It brings words of its own, which nobody else knows', about);
  return true;
}

function contextsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(contextsIn);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '@context' ? textsOf(inner) : contextsIn(inner),
  );
}

/** Of a credential whose bytes are signed: the same words, though nothing is made canonical. */
export async function checkTerms(inquiry: Telling, credential: Node, id: string): Promise<void> {
  try {
    await jsonld.expand(credential, { documentLoader: loadContext, safe: true });
  } catch (fault) {
    tellTermFault(inquiry, fault, id);
  }
}

/** Why a credential could not be made canonical: mostly a word that no context defines. */
export function tellTermFault({ findings }: Telling, fault: unknown, id: string): void {
  const details = isNode(fault) && isNode(fault['details']) ? fault['details'] : {};
  const event =
    isNode(details['event']) && isNode(details['event']['details']) ? details['event']['details'] : details;
  const word = ['property', 'type', 'term', 'id', 'value', 'url']
    .map((key) => event[key])
    .find((one) => one !== undefined);
  const says =
    word === undefined
      ? `Its words cannot be worked out: ${messageOf(fault)}`
      : `No context of it defines ${quoted(word)}`;
  const [prop] = textsOf(event['property']);
  findings.error('VALIDATE_JSONLD_TERMS', says, { node: id, ...(prop ? { prop } : {}) });
}

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

export const isTooMuchWork = (fault: unknown): boolean =>
  fault instanceof Error && /deep iterations|abort/i.test(fault.message);
