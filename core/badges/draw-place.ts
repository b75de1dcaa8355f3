import { newId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { IssuerKey } from './issuer-key.ts';
import { fullList, placesInList, type StatusList, type StatusPlace } from './status-list.ts';

type Drawing = Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>;

/**
 * A free place in the status list of the key's organiser, at random; a list is opened where there is none that has room.
 * How full it is, is counted only when a place is hit that is taken: the fuller, the more often.
 * @throws Stale a list was opened meanwhile
 */
export async function drawPlace(ports: Drawing, key: IssuerKey): Promise<StatusPlace> {
  const lists = await ports.records.statusLists.of(key.organiser);
  let list = lists.at(-1) ?? (await openList(ports, key));
  for (;;) {
    const place = { list: list.number, index: randomIndex(ports.ids) };
    if (await isFree(ports, place)) return place;
    if ((await countIn(ports, list.number)) >= fullList) list = await openList(ports, key);
  }
}

/** Awards and endorsements share the lists of who issues them. */
async function isFree({ records }: Drawing, place: StatusPlace): Promise<boolean> {
  const [award, endorsement] = await Promise.all([
    records.awards.atPlace(place),
    records.endorsements.atPlace(place),
  ]);
  return !award && !endorsement;
}

async function countIn({ records }: Drawing, list: number): Promise<number> {
  const [awards, endorsements] = await Promise.all([
    records.awards.countIn(list),
    records.endorsements.countIn(list),
  ]);
  return awards + endorsements;
}

/** Signed at once: whoever checks the first award in it finds it there. */
async function openList({ records, clock, ids, badgeSigner }: Drawing, key: IssuerKey): Promise<StatusList> {
  const number = (await records.statusLists.last()) + 1;
  const begun = { organiser: key.organiser, number, signedAt: clock.now() };
  const document = await badgeSigner.statusList(begun, [], key);
  const list: StatusList = { id: newId(ids), revision: 0, ...begun, document, set: 0, kid: key.kid };
  await records.keep({ statusList: [list] });
  return { ...list, revision: 1 };
}

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Four signs of 32 are 20 bits, a multiple of the places: each is equally likely. */
function randomIndex(ids: Ports['ids']): number {
  const drawn = [...ids.code(4)].reduce((sum, sign) => sum * signs.length + signs.indexOf(sign), 0);
  return drawn % placesInList;
}
