import type { Told } from '../../core/domain-events.ts';
import type { OrganiserId, PersonId } from '../../core/ids.ts';
import type { Engine } from '../../core/ports/engine.ts';
import type { Ports } from '../../core/ports/ports.ts';
import {
  aCommunity,
  aCompletion,
  aMembership,
  anEnrolment,
  anIdentity,
  aPerson,
  aReview,
  someEvidence,
  someWork,
} from '../builders/index.ts';
import { addressOf, idOf, momentOf } from './scale-numbers.ts';
import { badges, fillOffer, type Offered, organisers, placeOf } from './scale-offer.ts';
import { putRecords, putTold } from './scale-put.ts';

export interface Scale {
  readonly learners: number;
  readonly awards: number;
}

export interface FilledCity {
  /** From all over. */
  readonly learners: readonly PersonId[];
  readonly organiser: OrganiserId;
}

const classOf = 30;
/** Learners that are put in one go. */
const batch = 300;

/**
 * A network of forty locations: courses of thirty, and every learner with as many awards as it takes, each with what it
 * was earned by: enrolment, work, evidence, review, completion, credential and what was told.
 * @param tell how many learners are there now; a run before may have left some
 */
export async function fillCity(
  engine: Engine,
  ports: Ports,
  { learners, awards }: Scale,
  tell: (done: number) => void,
): Promise<FilledCity> {
  const offered = await fillOffer(engine, ports, awards);
  const each = Math.round(awards / learners);
  const known = (await engine.keyValues.read<number>('bench', 'learners')) ?? 0;
  for (let from = known; from < learners; from += batch) {
    const upTo = Math.min(learners, from + batch);
    const numbers = Array.from({ length: upTo - from }, (_, at) => from + at);
    await putPeople(engine, numbers);
    await putEarned(
      engine,
      numbers.flatMap((learner) =>
        Array.from({ length: each }, (_, nth) => earned(offered, learner, learner * each + nth)),
      ),
    );
    await engine.keyValues.put('bench', 'learners', upTo);
    tell(upTo);
  }
  return {
    learners: Array.from({ length: 100 }, (_, at) => personOf(Math.floor((at * learners) / 100))),
    organiser: idOf('o', 0),
  };
}

const personOf = (learner: number): PersonId => idOf('p', learner);

async function putPeople(engine: Engine, learners: readonly number[]): Promise<void> {
  const courses = [...new Set(learners.map((learner) => Math.floor(learner / classOf)))];
  await putRecords(engine, {
    person: learners.map((learner) => aPerson({ id: personOf(learner) })),
    identity: learners.map((learner) =>
      anIdentity({ id: idOf('i', learner), person: personOf(learner), subject: addressOf(-learner - 2) }),
    ),
    community: courses.map((course) =>
      aCommunity({
        id: idOf('k', course),
        nativeId: `course-${course}`,
        organiser: idOf('o', course % organisers),
      }),
    ),
    membership: learners.map((learner) =>
      aMembership({
        id: idOf('m', learner),
        community: idOf('k', Math.floor(learner / classOf)),
        person: personOf(learner),
      }),
    ),
  });
}

type Earned = ReturnType<typeof earned>;

/** @param serial of the award in the whole city; those of one learner follow each other, and none is of the same badge */
function earned(offered: readonly Offered[], learner: number, serial: number) {
  const nth = Math.floor(serial / organisers);
  const number = (serial % organisers) * (badges / organisers) + (nth % (badges / organisers));
  const offer = offered[number];
  if (!offer) throw new Error(`There is no badge ${number}`);
  const { activity, badge, signed, lists } = offer;
  const [at, person, address] = [momentOf(serial), personOf(learner), addressOf(serial)];
  const by = { person, activity: activity.id, task: idOf<never>('t', number) };
  const status = placeOf(lists, nth);
  const work = someWork({
    id: idOf('w', serial),
    ...by,
    state: 'finished',
    waitingSince: null,
    settlesAt: at,
    askedVersion: 1,
  });
  const award = { ...signed.award, id: idOf<never>('w', serial), person, address, status };
  return {
    enrolment: anEnrolment({
      id: idOf('e', serial),
      person,
      subject: { kind: 'activity', id: activity.id },
      organiser: badge.organiser,
      state: 'completed',
      at,
    }),
    work,
    evidence: someEvidence({ id: idOf('v', serial), work: work.id, person, task: work.task, at }),
    review: aReview({ id: idOf('r', serial), work: work.id, reviewer: personOf(0), at }),
    completion: aCompletion({ id: idOf('c', serial), person, activity: activity.id, at }),
    award: { ...award, earnedAt: at, issuedAt: at, releasedAt: serial % 10 === 0 ? at : null },
    credential: {
      ...signed.credential,
      id: idOf<never>('w', serial),
      document: varied(signed, address, status.index),
    },
    told: {
      id: idOf<string>('d', serial),
      name: 'award.issued',
      payload: { award: award.id, badge: badge.id, person },
      ...{ by: null, community: null, at },
    } satisfies Told,
  };
}

/** Its own address and place in what was signed for another: of that size and shape, though its signature holds no more. */
const varied = ({ award, credential }: Offered['signed'], address: string, index: number): string =>
  (credential.document ?? '')
    .replaceAll(award.address, address)
    .replace(`"${award.status?.index}"`, `"${index}"`);

async function putEarned(engine: Engine, some: readonly Earned[]): Promise<void> {
  const told = putTold(
    engine,
    some.map((one) => one.told),
  );
  await putRecords(engine, {
    enrolment: some.map(({ enrolment }) => enrolment),
    work: some.map(({ work }) => work),
    evidence: some.map(({ evidence }) => evidence),
    review: some.map(({ review }) => review),
    completion: some.map(({ completion }) => completion),
    award: some.map(({ award }) => award),
    credential: some.map(({ credential }) => credential),
  });
  await told;
}
