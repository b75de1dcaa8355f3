import type { Placement } from '../../core/communities/placement.ts';
import type { PersonId } from '../../core/ids.ts';
import { operator, type Someone } from '../../core/people/actor.ts';
import { erasePerson } from '../../core/people/erase-person.ts';
import { exportPerson } from '../../core/people/export-person.ts';
import { mergePeople } from '../../core/people/merge-people.ts';
import type { DoneByKind } from '../../core/people/own-kind-names.ts';
import type { OwnKind } from '../../core/people/own-kinds.ts';
import { undoMerge } from '../../core/people/undo-merge.ts';
import type { Changes, Entities } from '../../core/ports/records.ts';
import {
  aClaimUse,
  aCompletion,
  aForeignBadge,
  aGrade,
  aMembership,
  aNotice,
  anActivity,
  anActor,
  anApplication,
  anAward,
  anEnrolment,
  anIdentity,
  aPerson,
  aPlacement,
  aReflection,
  aReview,
  aRoom,
  aScore,
  aSiteRole,
  aStaff,
  at,
  someEvidence,
  someWork,
} from '../builders/index.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

type OneOfEach = { readonly [Kind in OwnKind | DoneByKind]: readonly Entities[Kind][] };

/** One of each kind. A new kind about a person does not compile without its line. */
function everythingOf(person: PersonId, placement: Placement): OneOfEach {
  const activity = anActivity();
  const work = someWork({ person, activity: activity.id });
  return {
    identity: [anIdentity({ person })],
    membership: [aMembership({ person, community: placement.community })],
    staff: [aStaff({ person, endedAt: at('08:00') })],
    siteRole: [aSiteRole({ person }), aSiteRole({ person, endedAt: at('08:00') })],
    enrolment: [anEnrolment({ person, subject: { kind: 'activity', id: activity.id } })],
    work: [work],
    evidence: [someEvidence({ person, work: work.id })],
    completion: [aCompletion({ person, voided: { at: at('08:00'), reason: 'not there' } })],
    award: [anAward({ person })],
    claimUse: [aClaimUse({ person })],
    foreignBadge: [aForeignBadge({ person })],
    grade: [aGrade({ person, placement: placement.id, community: placement.community })],
    score: [aScore({ person })],
    application: [anApplication({ person })],
    notice: [aNotice({ person })],
    reflection: [aReflection({ person, words: 'Now I can ask strangers.' })],
    review: [aReview({ reviewer: person })],
    room: [aRoom({ activity: activity.id, attendances: [{ person, how: 'scan', minutes: 5, since: null }] })],
  };
}

const idsOf = (records: Changes): string[] =>
  Object.values(records)
    .flat()
    .flatMap((one) => ('id' in one ? [one.id] : []))
    .sort();

/** Which of these somebody's export names. */
async function namedFor(person: PersonId, ids: readonly string[]): Promise<string[]> {
  const { done } = await exportPerson(world.ports, operator, person);
  const text = JSON.stringify(done);
  return ids.filter((id) => text.includes(`"id":"${id}"`));
}

async function twoPeople() {
  const [mia, luka] = [aPerson({ displayName: 'Mia' }), aPerson()];
  const placement = aPlacement();
  const everything = everythingOf(mia.id, placement);
  await world.ports.records.keep({ person: [mia, luka], placement: [placement], ...everything });
  const [kept, merged] = await world.ports.records.people.byIds([luka.id, mia.id]);
  if (!kept || !merged) throw new Error('Not kept');
  return { kept, merged, ids: idsOf(everything) };
}

describe('Every kind of record that names somebody', () => {
  it('is in what they may take along', async () => {
    const { merged, ids } = await twoPeople();

    expect(await namedFor(merged.id, ids)).toEqual(ids);
  });

  it('goes to whom they are merged into, and back when that is undone', async () => {
    const { kept, merged, ids } = await twoPeople();

    const merge = await mergePeople(world.ports, { kept, merged });
    const [theirs, left] = [await namedFor(kept.id, ids), await namedFor(merged.id, ids)];
    await undoMerge(world.ports, anActor({ person: kept.id }) as Someone, { merge: merge.id });

    expect([theirs, left]).toEqual([ids, []]);
    expect([await namedFor(kept.id, ids), await namedFor(merged.id, ids)]).toEqual([[], ids]);
  });

  it('keeps no word of them once they are erased', async () => {
    const { merged } = await twoPeople();

    await erasePerson(world.ports, operator, merged.id);
    await world.settle();

    const left = await exportPerson(world.ports, operator, merged.id);
    expect(JSON.stringify(left.done)).not.toMatch(/Mia|strangers|not there/);
  });
});
