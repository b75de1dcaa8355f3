import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { currentKey } from './current-key.ts';
import type { StatusList } from './status-list.ts';

type Signing = Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>;

/** Sets the bit of an award that was revoked or withdrawn; repeated, it finds it set. */
export async function updateStatusList(
  ports: Signing,
  event: Told<'award.revoked' | 'award.withdrawn' | 'endorsement.withdrawn' | 'endorsement.revoked'>,
): Promise<void> {
  const { records } = ports;
  const { payload } = event;
  const issued = await ('award' in payload
    ? records.awards.byId(payload.award)
    : records.endorsements.byId(payload.endorsement));
  // Read before its bits: who sets one meanwhile keeps first, and this try is stale.
  const list = issued?.status ? await records.statusLists.byNumber(issued.status.list) : null;
  if (!list) return;
  const set = await readGone(ports, list.number);
  if (set.length !== list.set) await keepSigned(ports, list, set);
}

/** Signs a list with the bits as they are now, by the key that is current. */
export async function signListAgain(ports: Signing, list: StatusList): Promise<void> {
  await keepSigned(ports, list, await readGone(ports, list.number));
}

/** Places of awards and endorsements that were taken back; ascending. */
async function readGone({ records }: Signing, list: number): Promise<readonly number[]> {
  const gone = await Promise.all([records.awards.goneIn(list), records.endorsements.goneIn(list)]);
  return gone.flat().toSorted((a, b) => a - b);
}

async function keepSigned(ports: Signing, list: StatusList, set: readonly number[]): Promise<void> {
  const key = await currentKey(ports, list.organiser, 'ed25519');
  const signedAt = ports.clock.now();
  const document = await ports.badgeSigner.statusList({ ...list, signedAt }, set, key);
  const signed: StatusList = { ...list, document, set: set.length, kid: key.kid, signedAt };
  await ports.records.keep({ statusList: [signed] });
}
