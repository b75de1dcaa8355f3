import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import type { Jws } from '../jws.ts';
import { checkContext } from './context.ts';
import { checkDates } from './dates.ts';
import { checkClaims, checkJwt, credentialIn } from './jwt.ts';
import { checkProofs } from './proofs.ts';
import { checkStatus } from './status.ts';
import { type CredentialClass, checkStructure, classOf } from './structure.ts';
import { checkTerms, checkWords } from './terms.ts';

/** A credential as it came: with its proofs inside, or carried by a JWT. */
export type Carried = { readonly credential: Node } | { readonly jws: Jws };

export interface Checked {
  readonly credential: Node;
  readonly id: string;
  readonly name: CredentialClass;
  readonly isProven: boolean;
}

export const idOf = (credential: Node): string => textsOf(credential['id'])[0] ?? '';

/** Empty when it is not one address. */
export function issuerOf(credential: Node): string {
  const [issuer, ...more] = listOf(credential['issuer']);
  const id = isNode(issuer) ? issuer['id'] : issuer;
  return more.length === 0 && typeof id === 'string' ? id : '';
}

/**
 * What it says, who signed it and whether that is the issuer. Goes on after an error where that tells more.
 * @returns null: it is no credential of Open Badges, and nothing more can be said
 */
export async function checkCredential(inquiry: Inquiry, carried: Carried): Promise<Checked | null> {
  const { findings } = inquiry;
  const before = findings.errorCount;
  const credential = 'jws' in carried ? credentialIn(carried.jws) : carried.credential;
  const id = idOf(credential);
  inquiry.graph.push(credential);
  checkContext(inquiry, credential, id);
  const name = classOf(inquiry, credential, id);
  if (!name) return null;

  checkStructure(inquiry, credential, name, id);
  const issuer = issuerOf(credential);
  const isReadable = checkWords(inquiry, credential, id);
  let isSigned = false;
  if ('jws' in carried) {
    if (isReadable) await checkTerms(inquiry, credential, id);
    checkClaims(inquiry, carried.jws, credential, issuer);
    isSigned = await checkJwt(inquiry, carried.jws, issuer, id);
  } else if (isReadable) isSigned = await checkProofs(inquiry, credential, issuer, id);
  // Whatever was overlooked above: without a good signature it is nobody's word.
  if (!isSigned && findings.errorCount === before)
    findings.error('VERIFY_PROOF', 'It carries no proof that holds', { node: id, prop: 'proof' });
  return { credential, id, name, isProven: findings.errorCount === before };
}

/** Whether it still counts: what changes after it was signed. */
export async function checkStanding(inquiry: Inquiry, { credential, id }: Checked): Promise<void> {
  await checkStatus(inquiry, credential, { issuer: issuerOf(credential), id });
  checkDates(inquiry, credential, id);
}
