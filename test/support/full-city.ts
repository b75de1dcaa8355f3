import { domainEvent } from '../../core/domain-events.ts';
import type { CommunityId } from '../../core/ids.ts';
import { hourMs, later, minuteMs } from '../../core/instant.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Engine, FileFacts } from '../../core/ports/engine.ts';
import type { Changes } from '../../core/ports/records.ts';
import {
  aBadge,
  aClaimCode,
  aClaimUse,
  aCommunity,
  aCompletion,
  aForeignBadge,
  aGrade,
  aGrant,
  aKeptCredential,
  aLocation,
  aMembership,
  aMerge,
  aNotice,
  anActivity,
  anActor,
  anApplication,
  anAward,
  anEndorsement,
  anEnrolment,
  anEntry,
  anId,
  anIdentity,
  anIssuerKey,
  anOrganiser,
  aPerson,
  aPlacement,
  aPlaylist,
  aPlaylistEntry,
  aReflection,
  aReview,
  aRoom,
  aScore,
  aSiteRole,
  aStaff,
  aStatusList,
  someEvidence,
  someWork,
} from '../builders/index.ts';

const facts: FileFacts = { name: 'otter.txt', type: 'text/plain', medium: 'other', bytes: 5 };

/** Puts at least one of everything into an empty store: the compiler asks for every kind of record. */
export async function fillCity(engine: Engine, clock: Clock): Promise<void> {
  const bytes = (async function* () {
    yield Buffer.from('otter');
  })();
  const file = await engine.files.put(bytes, facts);
  const item = {
    kind: 'file',
    file,
    name: 'otter.txt',
    type: 'text/plain',
    medium: 'other',
    bytes: 5,
    alt: null,
  } as const;
  const origin = { bundle: 'novo-mesto', key: 'river', version: 1 };
  const activity = anActivity({ origin });

  const everything: Required<Changes> = {
    location: [aLocation()],
    organiser: [anOrganiser(), anOrganiser({ name: 'Čebelarji 🐝' })],
    staff: [aStaff()],
    person: Array.from({ length: 12 }, () => aPerson({ displayName: 'Mía "the Otter" 🦦' })),
    identity: [anIdentity(), anIdentity({ kind: 'slack' })],
    notice: [aNotice()],
    grant: [aGrant()],
    community: [aCommunity()],
    membership: [aMembership()],
    placement: [aPlacement()],
    activity: [activity],
    playlist: [aPlaylist({ origin, steps: [{ activity: activity.id, isMandatory: true, position: 1 }] })],
    enrolment: [anEnrolment()],
    work: [someWork()],
    evidence: [someEvidence({ items: [item] }), someEvidence()],
    review: [aReview()],
    completion: [aCompletion()],
    badge: [aBadge({ origin, earnedBy: [{ by: 'activity', activity: activity.id }] })],
    award: [anAward(), anAward({ releasedAt: clock.now() })],
    credential: [aKeptCredential()],
    issuerKey: [anIssuerKey()],
    statusList: [aStatusList()],
    claimCode: [aClaimCode(), aClaimCode({ recipient: 'a digest' })],
    claimUse: [aClaimUse()],
    foreignBadge: [aForeignBadge()],
    grade: [aGrade()],
    score: [aScore()],
    merge: [aMerge()],
    room: [aRoom()],
    endorsement: [anEndorsement()],
    application: [anApplication()],
    siteRole: [aSiteRole()],
    reflection: [aReflection()],
    catalogue: [
      anEntry('River walk', { point: { lat: 45.8011, lon: 15.171 } }),
      aPlaylistEntry('Along the river'),
      anEntry('Šola čarovništva'),
    ],
  };
  await engine.records.keep(everything);
  await tellSome(engine, clock);
  await engine.keyValues.put(
    'lti.registrations',
    'one',
    { claims: { 'https://a.example/$x': null } },
    {
      labels: { state: 'new', school: 'x' },
    },
  );
  await engine.keyValues.put('web.visits', 'šola', 'v', { until: later(clock.now(), hourMs) });
  await engine.leases.hold('gateway', 'one', minuteMs);
}

/** One set aside, one tried once, others that wait. */
async function tellSome({ records, outbox }: Engine, clock: Clock): Promise<void> {
  const seat = { community: anId<CommunityId>(), as: 'learner' } as const;
  const payload = { person: anId<never>(), activity: anId<never>() };
  await records.keep({}, [domainEvent(anActor({ seat }), 'activity.completed', payload)]);
  const [first, second] = await outbox.claim('one', 2, minuteMs);
  await outbox.setAside(first?.key ?? '', 'one', 'column-deleted: gone');
  await outbox.retry(second?.key ?? '', 'one', later(clock.now(), minuteMs), '$unreachable');
  await records.keep({}, [domainEvent(anActor(), 'person.recognised', { person: anId<never>() })]);
}
