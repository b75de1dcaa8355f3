import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import jsonld from 'jsonld';
import { loadContext } from './contexts.ts';
import type { Node } from './json.ts';

/** The kinds of embedded proof that are checked. They differ in name only: the procedure is the same. */
export type Suite = 'eddsa-rdfc-2022' | 'eddsa-2022' | 'Ed25519Signature2020';

/** @returns null: another kind, which is never called good */
export function suiteOf({ type, cryptosuite }: Node): Suite | null {
  if (type === 'Ed25519Signature2020') return type;
  const isKnown = cryptosuite === 'eddsa-rdfc-2022' || cryptosuite === 'eddsa-2022';
  return type === 'DataIntegrityProof' && isKnown ? cryptosuite : null;
}

/** A document could be made so that its canonical form takes for ever. */
const mostMs = 1500;

/**
 * The canonical form (RDFC-1.0) as N-Quads.
 * @param load where contexts come from: the bundled ones, unless somebody checks examples
 * @throws jsonld's error: a term that no context defines, an unknown context, too much work
 */
export const canonical = (document: Node, load: typeof loadContext = loadContext): Promise<string> =>
  jsonld.canonize(document, {
    documentLoader: load,
    safe: true,
    // As the libraries that sign write the direction of a text.
    rdfDirection: 'i18n-datatype',
    canonizeOptions: { signal: AbortSignal.timeout(mostMs) },
  });

/** Of a document without its proofs. */
export async function documentHash({ proof: _, ...unsigned }: Node, load = loadContext): Promise<Uint8Array> {
  return sha256(await canonical(unsigned, load));
}

/** Of a proof without its value, in the document's context. */
export async function proofHash(document: Node, proof: Node, load = loadContext): Promise<Uint8Array> {
  const { proofValue: _, ...options } = proof;
  return sha256(await canonical({ '@context': document['@context'], ...options }, load));
}

/** What the signature is over: proof first, document second. */
export const signedBytes = async (document: Node, proof: Node, load = loadContext): Promise<Uint8Array> =>
  Buffer.concat([await proofHash(document, proof, load), await documentHash(document, load)]);

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `z` and 64 bytes in base58. @returns null when it is not that */
export function signatureOf(proofValue: unknown): Uint8Array | null {
  const bytes =
    typeof proofValue === 'string' && proofValue[0] === 'z' ? fromBase58(proofValue.slice(1)) : null;
  return bytes?.length === 64 ? bytes : null;
}

export const isEd25519Signature = (key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean =>
  key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, signature);

const ed25519Prefix = Buffer.from('ed01', 'hex');
/** What stands before the 32 bytes of an Ed25519 key in the form that node reads. */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** An Ed25519 key as `z`, base58 of `ed01` and 32 bytes. @returns null when it is not that */
export function keyOfMultibase(text: unknown): KeyObject | null {
  const bytes = typeof text === 'string' && text[0] === 'z' ? fromBase58(text.slice(1)) : null;
  if (bytes?.length !== 34 || !ed25519Prefix.equals(bytes.subarray(0, 2))) return null;
  return createPublicKey({ key: Buffer.concat([spki, bytes.subarray(2)]), format: 'der', type: 'spki' });
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function fromBase58(text: string): Uint8Array | null {
  if (text.length > 100) return null;
  let value = 0n;
  for (const letter of text) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return null;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16);
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const bytes = value === 0n ? '' : hex.padStart(hex.length + (hex.length % 2), '0');
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(bytes, 'hex')]);
}
