import type { Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { currentKey } from './current-key.ts';
import type { StatusList } from './status-list.ts';

type Signing = Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>;

/** Sets the bit of an award that was revoked or withdrawn; repeated, it finds it set. */
export async function updateStatusList(
  ports: Signing,
  event: Told<'award.revoked' | 'award.withdrawn'>,
): Promise<void> {
  const award = await ports.records.awards.byId(event.payload.award);
  // Read before its bits: who sets one meanwhile keeps first, and this try is stale.
  const list = award?.status ? await ports.records.statusLists.byNumber(award.status.list) : null;
  if (!list) return;
  const set = await ports.records.awards.goneIn(list.number);
  if (set.length !== list.set) await keepSigned(ports, list, set);
}

/** Signs a list with the bits as they are now, by the key that is current. */
export async function signListAgain(ports: Signing, list: StatusList): Promise<void> {
  await keepSigned(ports, list, await ports.records.awards.goneIn(list.number));
}

async function keepSigned(ports: Signing, list: StatusList, set: readonly number[]): Promise<void> {
  const key = await currentKey(ports, list.organiser, 'ed25519');
  const signedAt = ports.clock.now();
  const document = await ports.badgeSigner.statusList({ ...list, signedAt }, set, key);
  const signed: StatusList = { ...list, document, set: set.length, kid: key.kid, signedAt };
  await ports.records.keep({ statusList: [signed] });
}
