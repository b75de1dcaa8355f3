import type { BadgeSigner } from '../../core/ports/badge-signer.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import { createAddresses } from './addresses.ts';
import { credential } from './credential.ts';
import { endorsementCredential } from './endorsement.ts';
import { makeKey, openKey } from './keys.ts';
import { prove } from './prove.ts';
import { signedAssertion } from './signed-assertion.ts';
import { statusList } from './status-list.ts';

/** Fills the port for the public addresses under one site; private keys are opened for one signature each. */
export function createBadgeSigner(parts: {
  readonly baseUrl: string;
  readonly secrets: Secrets;
  /** Makes signed 2.0 assertions beside credentials. */
  readonly signsAssertions: boolean;
}): BadgeSigner {
  const { secrets, signsAssertions } = parts;
  const at = createAddresses(parts.baseUrl);
  return {
    signsAssertions,
    makeKey: (organiser, kind, kid) => makeKey(secrets, organiser, kind, kid),
    credential: async (facts, key) =>
      prove(credential(at, facts), openKey(secrets, key), at.method(key), facts.signedAt),
    endorsement: (facts, key) =>
      prove(endorsementCredential(at, facts), openKey(secrets, key), at.method(key), facts.signedAt),
    assertion: async (facts, organiser, key, known) =>
      signedAssertion(at, secrets, facts, { organiser, key, known }),
    statusList: async (list, set, key) =>
      prove(statusList(at, list, set), openKey(secrets, key), at.method(key), list.signedAt),
  };
}
