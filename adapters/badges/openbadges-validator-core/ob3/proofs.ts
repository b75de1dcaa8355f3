import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { momentOf } from '../kinds.ts';
import { quoted } from '../report.ts';
import { isEd25519Signature, signatureOf, signedBytes, suiteOf } from '../signatures.ts';
import { findKey } from './binding.ts';
import { isTooMuchWork, tellTermFault } from './terms.ts';

/**
 * The proofs that lie in a credential. Every one of a kind that we check must hold; others count for nothing.
 * @returns whether one was there and all held
 */
export async function checkProofs(
  inquiry: Inquiry,
  credential: Node,
  issuer: string,
  id: string,
): Promise<boolean> {
  const { findings } = inquiry;
  const before = findings.errorCount;
  const proofs = listOf(credential['proof']).filter(isNode);
  const known = proofs.filter((proof) => suiteOf(proof) && proof['previousProof'] === undefined);
  if (listOf(credential['proof']).length === 0)
    findings.error('VERIFY_PROOF', 'It carries no proof', { node: id, prop: 'proof' });
  for (const proof of proofs.filter((one) => !known.includes(one))) {
    const says = `A proof of a kind that is not supported: ${quoted(proof['cryptosuite'] ?? proof['type'])}`;
    if (known.length > 0) findings.inform('PROOF_UNSUPPORTED', says, { node: id, prop: 'proof' });
    else findings.error('PROOF_UNSUPPORTED', says, { node: id, prop: 'proof' });
  }
  // Nobody signs five times; each costs work.
  if (known.length > 5)
    findings.error('PROOF_UNSUPPORTED', 'It carries too many proofs', { node: id, prop: 'proof' });
  else for (const proof of known) await checkProof(inquiry, credential, proof, { issuer, id });
  return known.length > 0 && findings.errorCount === before;
}

async function checkProof(
  inquiry: Inquiry,
  credential: Node,
  proof: Node,
  { issuer, id }: { readonly issuer: string; readonly id: string },
): Promise<void> {
  const { findings, now } = inquiry;
  const wrong = (says: string, means?: 'changed') =>
    findings.error('VERIFY_PROOF', says, { node: id, prop: 'proof', ...(means ? { means } : {}) });
  if (suiteOf(proof) !== 'eddsa-rdfc-2022')
    findings.warn(
      'PROOF_UNSUPPORTED',
      `Its proof is of an older kind, ${quoted(proof['cryptosuite'] ?? proof['type'])}`,
      {
        node: id,
      },
    );
  if (proof['proofPurpose'] !== 'assertionMethod')
    wrong(`Its proof is made for ${quoted(proof['proofPurpose'])}, not to issue something`);
  if (proof['expires'] !== undefined && (momentOf(proof['expires']) ?? 0) <= now)
    wrong('Its proof has expired');

  const key = await findKey(inquiry, proof['verificationMethod'], issuer, id);
  const signature = signatureOf(proof['proofValue']);
  if (!signature) return wrong('The signature in its proof cannot be read', 'changed');
  try {
    const bytes = await signedBytes(credential, proof);
    if (key && !isEd25519Signature(key, bytes, signature))
      wrong('Its signature does not fit: it was changed, or another key signed', 'changed');
  } catch (fault) {
    if (isTooMuchWork(fault)) return wrong('It is made so that checking it would take too long');
    if (!tellTermFault(inquiry, fault, id)) throw fault;
  }
}
