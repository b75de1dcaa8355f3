import type { Activity } from '../../core/activities/activity.ts';
import type { Award } from '../../core/badges/award.ts';
import type { Badge } from '../../core/badges/badge.ts';
import type { Credential } from '../../core/badges/credential.ts';
import { currentKey } from '../../core/badges/current-key.ts';
import { signAward } from '../../core/badges/sign-award.ts';
import { fullList, placesInList, type StatusPlace } from '../../core/badges/status-list.ts';
import { newId, type TaskId } from '../../core/ids.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import type { Engine } from '../../core/ports/engine.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { aBadge, anActivity, anAward, anOrganiser, aPerson, aTask } from '../builders/index.ts';
import { addressOf, idOf } from './scale-numbers.ts';
import { putRecords } from './scale-put.ts';

/** Something to do, and the badge for it. */
export interface Offered {
  readonly activity: Activity;
  readonly badge: Badge;
  /** Signed once, by the key of its organiser: what others of this badge are made after. */
  readonly signed: { readonly award: Award; readonly credential: Credential };
  /** Numbers of the status lists of its organiser. */
  readonly lists: readonly number[];
}

export const organisers = 40;
const badgesEach = 10;
export const badges = organisers * badgesEach;

/** Forty organisers with ten activities and badges each, their keys, and status lists for so many awards. */
export async function fillOffer(engine: Engine, ports: Ports, awards: number): Promise<readonly Offered[]> {
  const all = Array.from({ length: organisers }, (_, at) =>
    anOrganiser({ id: idOf('o', at), slug: `city-${at}`, name: `City ${at}` }),
  );
  const offers = all.flatMap((organiser, of) =>
    Array.from({ length: badgesEach }, (_, at) => offerOf(organiser, of * badgesEach + at)),
  );
  await putRecords(engine, {
    organiser: all,
    activity: offers.map(({ activity }) => activity),
    badge: offers.map(({ badge }) => badge),
  });
  const offered: Offered[] = [];
  for (const organiser of all) {
    const lists = await listsOf(ports, organiser, Math.ceil(awards / organisers / fullList));
    for (const offer of offers.filter(({ badge }) => badge.organiser === organiser.id))
      offered.push({ ...offer, lists, signed: await signedFor(ports, offer.badge) });
  }
  return offered;
}

function offerOf({ id: organiser }: Organiser, number: number) {
  const task = aTask({ id: idOf<TaskId>('t', number) });
  const activity = anActivity({ id: idOf('a', number), organiser, tasks: [task] });
  const badge = aBadge({
    id: idOf('b', number),
    organiser,
    earnedBy: [{ by: 'activity', activity: activity.id }],
  });
  return { activity, badge };
}

async function signedFor(ports: Ports, badge: Badge): Promise<Offered['signed']> {
  const person = aPerson();
  const award = anAward({
    badge: badge.id,
    organiser: badge.organiser,
    person: person.id,
    address: addressOf(-1),
  });
  return signAward(ports, award, { badge, person });
}

async function listsOf(ports: Ports, { id: organiser }: Organiser, most: number): Promise<readonly number[]> {
  const { records, badgeSigner, clock, ids } = ports;
  const key = await currentKey(ports, organiser, 'ed25519');
  const known = await records.statusLists.of(organiser);
  const numbers = known.map(({ number }) => number);
  while (numbers.length < most) {
    const begun = { organiser, number: (await records.statusLists.last()) + 1, signedAt: clock.now() };
    const document = await badgeSigner.statusList(begun, [], key);
    await records.keep({
      statusList: [{ id: newId(ids), revision: 0, ...begun, document, set: 0, kid: key.kid }],
    });
    numbers.push(begun.number);
  }
  return numbers;
}

/** The place of the so manieth award of an organiser: all over the list, none twice. */
export const placeOf = (lists: readonly number[], nth: number): StatusPlace => ({
  list: lists[Math.floor(nth / fullList)] ?? 1,
  // An odd factor and a power of two share no divisor.
  index: ((nth % fullList) * 40_503) % placesInList,
});
