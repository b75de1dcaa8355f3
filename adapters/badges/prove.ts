import { type KeyObject, sign } from 'node:crypto';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import type { Instant } from '../../core/instant.ts';
import { toSeconds } from './assertion.ts';
import { loadContext } from './openbadges-validator-core/index.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A credential with its proof, as JSON.
 * @param method the address of the key's public half
 * @throws when a word in it is defined by no context that it names: it would not be covered by the proof
 */
export async function prove(document: Json, key: KeyObject, method: string, at: Instant): Promise<string> {
  const signer = {
    id: method,
    algorithm: 'Ed25519' as const,
    sign: async ({ data }: { readonly data: Uint8Array }) => sign(null, data, key),
  };
  const suite = new DataIntegrityProof({ signer, date: toSeconds(at), cryptosuite });
  const { proof } = await issue({
    credential: { ...document },
    suite,
    documentLoader: loadContext,
    now: new Date(at),
  });
  // A list, as the published schema and all readers of several proofs take it.
  return JSON.stringify({ ...document, proof: [proof] });
}
