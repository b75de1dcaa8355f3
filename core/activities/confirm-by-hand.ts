import type { Membership } from '../communities/membership.ts';
import { type DomainEvent, domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import type { ActivityId, CommunityId, PersonId } from '../ids.ts';
import { type Instant, later, undoMs } from '../instant.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';
import type { Confirmations, ConfirmedRow, ConfirmRefusal } from './confirm.ts';
import { enrolmentFor, subjectOf } from './enrol.ts';
import type { Confirmed, Enrolment } from './enrolment.ts';
import { isJoined } from './standing.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids'>;

/**
 * Records a word by hand about each person. It counts, and everything follows, when it can be undone no more; until then
 * it stands in the enrolment. Asked again for the same people, it finds them confirmed.
 */
export async function confirmByHand(
  ports: Wanted,
  by: Actor,
  input: {
    readonly activity: ActivityId;
    readonly persons: readonly PersonId[];
    /** They were seen in its room: who has not joined yet joins by it. */
    readonly wereSeen?: boolean;
  },
  how: Confirmed['how'],
): Promise<Outcome<Confirmations, ConfirmRefusal>> {
  const activity = await ports.records.activities.byId(input.activity);
  if (!activity || activity.state === 'draft') return refused({ why: 'not-found' });
  const places = await placedIn(ports, activity);
  const allowed = judgeConfirming(by, activity, places);
  if (allowed.verdict === 'no') return refusedTo(by, activity, places, allowed);
  const { way } = activity.completedBy;
  if (way !== how) return refused({ why: 'other-way', way });

  const now = ports.clock.now();
  const rows = await Promise.all(
    [...new Set(input.persons)].map((person) =>
      confirmOne(ports, by, { activity, places, wereSeen: input.wereSeen ?? false, how, now }, person),
    ),
  );
  await ports.records.keep(
    { enrolment: rows.flatMap(({ enrolment }) => (enrolment ? [enrolment] : [])) },
    rows.flatMap(({ events }) => events),
  );
  return done({ rows: rows.map(({ row }) => row), undoUntil: undoUntil(rows, now) });
}

interface Occasion {
  readonly activity: Activity;
  readonly places: readonly CommunityId[];
  readonly wereSeen: boolean;
  readonly how: Confirmed['how'];
  readonly now: Instant;
}
interface OneConfirmed {
  readonly row: ConfirmedRow;
  /** Null: nothing to write. */
  readonly enrolment: Enrolment | null;
  readonly events: readonly DomainEvent[];
  /** Null: not confirmed now. */
  readonly confirmedAt: Instant | null;
}

async function confirmOne(
  { records, ids }: Wanted,
  by: Actor,
  occasion: Occasion,
  person: PersonId,
): Promise<OneConfirmed> {
  const { activity, how, now } = occasion;
  const [completion, existing, memberships] = await Promise.all([
    records.completions.one(person, activity.id),
    records.enrolments.one(person, { kind: 'activity', id: activity.id }),
    records.memberships.of(person),
  ]);
  const without = (result: ConfirmedRow['result'], confirmedAt: Instant | null = null): OneConfirmed => ({
    row: { person, result },
    enrolment: null,
    events: [],
    confirmedAt,
  });
  if (person === by.person) return without('own');
  const place = placeOf(by, occasion, existing, memberships);
  if (place !== 'here') return without(place);
  if (completion && !completion.voided) return without('has-it');
  if (existing?.confirmed?.how === how) return without('confirmed', existing.confirmed.at);

  const joins = !isJoined(existing);
  const via = joins ? (by.seat?.community ?? null) : (existing?.via ?? null);
  const enrolment: Enrolment = {
    ...enrolmentFor(person, subjectOf(activity), existing, ids),
    state: 'joined',
    at: joins ? now : (existing?.at ?? now),
    via,
    reason: null,
    confirmed: { how, by: by.person, at: now },
  };
  return {
    row: { person, result: 'confirmed' },
    enrolment,
    events: [
      ...(joins ? [domainEvent(by, 'activity.joined', { person, activity: activity.id })] : []),
      domainEvent(by, 'activity.confirmed', { person, activity: activity.id }, later(now, undoMs)),
    ],
    confirmedAt: now,
  };
}

/** A teacher confirms learners of their course; organisers whoever joined, was seen, or learns where it is placed. */
function placeOf(
  by: Actor,
  { activity, places, wereSeen }: Occasion,
  existing: Enrolment | null,
  memberships: readonly Membership[],
): 'here' | 'not-there' | 'earns-nothing' {
  const isOrganiser = may.confirm(by, owned(activity), { in: [] }).verdict === 'yes';
  const where = isOrganiser ? places : places.filter((community) => community === by.seat?.community);
  const there = memberships.filter(({ community, state }) => state === 'active' && where.includes(community));
  if (there.some(({ seat, isTest }) => seat === 'learner' && !isTest)) return 'here';
  if (there.length > 0) return 'earns-nothing';
  const isExpected = wereSeen || isJoined(existing) || existing?.state === 'requested';
  return isOrganiser && isExpected ? 'here' : 'not-there';
}

const owned = ({ organiser, id }: Activity) => ({ organiser, activity: id });

/** The communities in which the activity is placed, by itself or as a step. */
async function placedIn({ records }: Wanted, { id }: Activity): Promise<readonly CommunityId[]> {
  const holding = await records.playlists.holding(id);
  const placements = await Promise.all([
    records.placements.of({ kind: 'activity', id }),
    ...holding.map((playlist) => records.placements.of({ kind: 'playlist', id: playlist.id })),
  ]);
  return [...new Set(placements.flat().map(({ community }) => community))];
}

const judgeConfirming = (by: Actor, activity: Activity, places: readonly CommunityId[]): Explanation =>
  may.confirm(by, owned(activity), { in: places });

/** Its staff, and whoever is in a course where it is placed, are told who could; everybody else finds nothing. */
const refusedTo = (
  by: Actor,
  { organiser }: Activity,
  places: readonly CommunityId[],
  because: Explanation,
) =>
  may.seeOrganiser(by, organiser).verdict === 'yes' || (by.seat && places.includes(by.seat.community))
    ? refused({ why: 'not-allowed', because })
    : refused({ why: 'not-found' });

/** The earliest end: what can be undone then can be undone as a whole. */
const undoUntil = (rows: readonly OneConfirmed[], now: Instant): Instant =>
  rows.reduce<Instant>(
    (until, { confirmedAt }) =>
      confirmedAt && later(confirmedAt, undoMs) < until ? later(confirmedAt, undoMs) : until,
    later(now, undoMs),
  );
