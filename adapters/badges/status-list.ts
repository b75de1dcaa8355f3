import { gzipSync } from 'node:zlib';
import { placesInList, type StatusList } from '../../core/badges/status-list.ts';
import type { Addresses } from './addresses.ts';
import { toSeconds } from './assertion.ts';

/** A list of bits as a credential without its proof. @param set indices whose bit is 1 */
export function statusList(
  at: Addresses,
  { organiser, number, signedAt }: Pick<StatusList, 'organiser' | 'number' | 'signedAt'>,
  set: readonly number[],
) {
  const id = at.status(number);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: at.did(organiser),
    validFrom: toSeconds(signedAt),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: `u${gzipSync(bitsOf(set)).toString('base64url')}`,
    },
  };
}

/** The first is the highest of the first byte. */
function bitsOf(set: readonly number[]): Uint8Array {
  const bits = new Uint8Array(placesInList / 8);
  for (const index of set) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return bits;
}
