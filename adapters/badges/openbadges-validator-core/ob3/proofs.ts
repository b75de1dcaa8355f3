import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { momentOf } from '../kinds.ts';
import { quoted } from '../report.ts';
import { documentHash, isEd25519Signature, proofHash, signatureOf, suiteOf } from '../signatures.ts';
import { findKey } from './binding.ts';
import { isTooMuchWork, tellTermFault, tooMuchWork } from './terms.ts';

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
  const given = listOf(credential['proof']);
  const proofs = given.filter(isNode);
  const known = proofs.filter((proof) => suiteOf(proof) && proof['previousProof'] === undefined);
  if (proofs.length === 0) findings.error('VERIFY_PROOF', 'It carries no proof', { node: id, prop: 'proof' });
  else if (proofs.length < given.length)
    findings.error('VERIFY_PROOF', 'What stands beside its proof is none', { node: id, prop: 'proof' });
  for (const proof of proofs.filter((one) => !known.includes(one))) {
    const says = `A proof of a kind that is not supported: ${quoted(proof['cryptosuite'] ?? proof['type'])}`;
    if (known.length > 0) findings.inform('PROOF_UNSUPPORTED', says, { node: id, prop: 'proof' });
    else findings.error('PROOF_UNSUPPORTED', says, { node: id, prop: 'proof' });
  }
  // Nobody signs six times; each costs work.
  if (known.length > mostProofs) {
    findings.error('PROOF_UNSUPPORTED', 'It carries too many proofs', { node: id, prop: 'proof' });
    return false;
  }
  const hash = known.length > 0 ? await worked(inquiry, id, () => documentHash(credential)) : null;
  for (const proof of known) await checkProof(inquiry, { credential, proof, hash, issuer, id });
  return known.length > 0 && findings.errorCount === before;
}

const mostProofs = 5;

/** @param of.hash null: the document could not be made canonical, which was told */
async function checkProof(
  inquiry: Inquiry,
  of: {
    readonly credential: Node;
    readonly proof: Node;
    readonly hash: Uint8Array | null;
    readonly issuer: string;
    readonly id: string;
  },
): Promise<void> {
  const { credential, proof, hash, issuer, id } = of;
  const { findings, now, effort } = inquiry;
  const wrong = (says: string, means?: 'changed') =>
    findings.error('VERIFY_PROOF', says, { node: id, prop: 'proof', ...(means ? { means } : {}) });
  if (suiteOf(proof) !== 'eddsa-rdfc-2022') {
    const kind = quoted(proof['cryptosuite'] ?? proof['type']);
    findings.warn('PROOF_UNSUPPORTED', `Its proof is of an older kind, ${kind}`, { node: id });
  }
  if (proof['proofPurpose'] !== 'assertionMethod')
    wrong(`Its proof is made for ${quoted(proof['proofPurpose'])}, not to issue something`);
  if (proof['expires'] !== undefined && (momentOf(proof['expires']) ?? 0) <= now)
    wrong('Its proof has expired');

  const key = await findKey(inquiry, proof['verificationMethod'], issuer, id);
  const signature = signatureOf(proof['proofValue']);
  if (!signature) return wrong('The signature in its proof cannot be read', 'changed');
  if (!effort.spend({ '@context': credential['@context'], ...proof })) return wrong(tooMuchWork);
  const options = await worked(inquiry, id, () => proofHash(credential, proof));
  if (!key || !hash || !options) return;
  if (!isEd25519Signature(key, Buffer.concat([options, hash]), signature))
    wrong('Its signature does not fit: it was changed, or another key signed', 'changed');
}

/** @returns null when it cannot be worked out, and tells why */
async function worked(
  inquiry: Inquiry,
  id: string,
  hash: () => Promise<Uint8Array>,
): Promise<Uint8Array | null> {
  try {
    return await hash();
  } catch (fault) {
    if (isTooMuchWork(fault)) inquiry.findings.error('VERIFY_PROOF', tooMuchWork, { node: id });
    else tellTermFault(inquiry, fault, id);
    return null;
  }
}
