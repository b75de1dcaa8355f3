import { gunzipSync } from 'node:zlib';
import type { Found } from '../fetch.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { bytesOf, looksLikeJws, parseJws } from '../jws.ts';
import { isWebUrl } from '../kinds.ts';
import { createLedger, quoted } from '../report.ts';
import { vcV1, vcV2 } from '../version.ts';
import { checkDates } from './dates.ts';
import { checkJwt, credentialIn } from './jwt.ts';
import { checkProofs } from './proofs.ts';
import { checkWords } from './terms.ts';

/** A shorter list would tell who is on it. */
const fewestBits = 131_072;
/** Two million badges. */
const mostBytes = 256 * 1024;

/** One bit of a list that the same issuer signed: set, the badge was revoked or suspended. */
export async function checkListedBit(
  inquiry: Inquiry,
  status: Node,
  { issuer, id }: { readonly issuer: string; readonly id: string },
): Promise<void> {
  const { findings, world } = inquiry;
  const wrong = (says: string) =>
    findings.error('RETRIEVE_STATUS', `Whether it was revoked cannot be told: ${says}`, {
      node: id,
      prop: 'credentialStatus',
    });
  const { statusListCredential: url, statusSize: size } = status;
  // A list of one means the same as the word alone.
  const purposes = textsOf(status['statusPurpose']);
  const purpose = purposes.find((one) => one === 'revocation' || one === 'suspension');
  if (!purpose) {
    if (purposes.length === 0) return wrong('it does not say what for');
    const says = `A status for ${quoted(purposes.join(', '))} was not looked at`;
    return findings.inform('RETRIEVE_STATUS', says, { node: id, prop: 'credentialStatus' });
  }
  if (purposes.length > 1) return wrong('it is for several purposes at once');
  if (size !== undefined && Number(size) !== 1) return wrong('its place is larger than one bit');
  const index = indexOf(status['statusListIndex']);
  if (index === null) return wrong('it names no place in the list');
  if (!isWebUrl(url)) return wrong('it names no list');

  const list = await readList(inquiry, await world.look(url, 'state'), issuer);
  if (typeof list === 'string') return wrong(list);
  if (list['id'] !== undefined && list['id'] !== url)
    findings.warn('RETRIEVE_STATUS', `The list says it belongs at ${quoted(list['id'])}`, { node: url });
  const bits = bitsOf(list, purpose);
  if (typeof bits === 'string') return wrong(bits);
  // What it says against a badge counts all the same.
  if (bits.length * 8 < fewestBits) wrong('the list is shorter than it may be');
  if (index >= bits.length * 8) return wrong('its place lies outside the list');
  // The first bit is the highest of the first byte.
  if (((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1)
    findings.error(
      'VERIFY_CREDENTIAL_NOT_REVOKED',
      purpose === 'revocation' ? 'The issuer revoked it' : 'The issuer suspended it',
      { node: id, prop: 'credentialStatus', means: 'revoked' },
    );
}

/** Text or number: both are written. */
function indexOf(value: unknown): number | null {
  const isIndex = typeof value === 'number' || (typeof value === 'string' && /^\d{1,12}$/.test(value));
  const index = isIndex ? Number(value) : -1;
  return Number.isSafeInteger(index) && index >= 0 ? index : null;
}

/** @returns the list's credential, signed by that issuer and in force; a sentence when it is not */
async function readList(inquiry: Inquiry, found: Found, issuer: string): Promise<Node | string> {
  const jws = found.is === 'text' && looksLikeJws(found.text) ? parseJws(found.text) : null;
  if (found.is !== 'json' && (!jws || typeof jws === 'string'))
    return found.is === 'missing' ? found.because : 'no list lies there';
  const list = jws && typeof jws !== 'string' ? credentialIn(jws) : found.is === 'json' ? found.node : {};
  const types = textsOf(list['type']);
  if (!types.includes('BitstringStatusListCredential') && !types.includes('StatusList2021Credential'))
    return 'what lies there is no status list';
  const [context] = listOf(list['@context']);
  if (context !== vcV1 && context !== vcV2) return 'the list is no credential';
  const named = isNode(list['issuer']) ? list['issuer']['id'] : list['issuer'];
  if (named !== issuer) return 'the list is of another issuer';

  const ledger = createLedger();
  const within = { ...inquiry, findings: ledger };
  checkDates(within, list, '');
  let isSigned = false;
  if (jws && typeof jws !== 'string') {
    if (isOver(jws.payload['exp'], inquiry.now)) return 'the list is over';
    isSigned = await checkJwt(within, jws, issuer, '');
  } else if (checkWords(within, list, '')) isSigned = await checkProofs(within, list, issuer, '');
  const error = ledger.messages.find(({ messageLevel }) => messageLevel === 'ERROR');
  if (error) return `the list itself is not good (${error.name}: ${error.result})`;
  return isSigned ? list : 'the list is not signed';
}

/** @param end seconds since 1970, where the JWT says that it ends */
const isOver = (end: unknown, now: number): boolean =>
  end !== undefined && !(typeof end === 'number' && end * 1000 > now);

function bitsOf(list: Node, purpose: string): Uint8Array | string {
  const [subject] = listOf(list['credentialSubject']).filter(isNode);
  if (!subject || !textsOf(subject['statusPurpose']).includes(purpose))
    return 'the list is for another purpose';
  const encoded = subject['encodedList'];
  // The older kind of list has no letter before it.
  const isOlder = textsOf(subject['type']).includes('StatusList2021');
  const text = typeof encoded === 'string' ? encoded : '';
  const packed = isOlder ? bytesOf(text) : text.startsWith('u') ? bytesOf(text.slice(1)) : null;
  if (!packed) return 'the list cannot be read';
  try {
    return gunzipSync(packed, { maxOutputLength: mostBytes });
  } catch {
    return 'the list cannot be unpacked';
  }
}
