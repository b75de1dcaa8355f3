import { revokeAward } from '../../core/badges/revoke-award.ts';
import { firstChatSettings } from '../../core/communities/chat-settings.ts';
import { deliver } from '../../core/deliver.ts';
import { domainEvent } from '../../core/domain-events.ts';
import type { CommunityId } from '../../core/ids.ts';
import { dayMs, hourMs, later, minuteMs } from '../../core/instant.ts';
import type { Someone } from '../../core/people/actor.ts';
import { changeSettings } from '../../core/people/change-settings.ts';
import type { HoldingKind } from '../../core/ports/engine.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type Reactions, reactions } from '../../core/reactions.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { anEndorsement, anIdentity, texts } from '../builders/index.ts';
import { aServer } from '../support/chatting.ts';
import { type City, openCity } from '../support/city.ts';
import { doing } from '../support/doing.ts';

/** One reaction to one delivery, by a process whose clock is so far ahead. */
type Run = (tries: number, aheadMs?: number) => Promise<void>;

const ahead = (ports: Ports, ms: number): Ports => ({
  ...ports,
  clock: { now: () => later(ports.clock.now(), ms) },
});

/** Every reaction as a way of delivering runs it. */
function delivered(way: (run: Run) => Promise<void>): Reactions {
  const all = Object.entries(reactions).map(([name, reaction]) => {
    // Each is called with what it was called with.
    const call = reaction as (...given: unknown[]) => Promise<void>;
    return [
      name,
      (...[ports, event, key]: unknown[]) =>
        way((tries, aheadMs = 0) => call(ahead(ports as Ports, aheadMs), event, key, tries)),
    ];
  });
  // The same names, and of each the same shape.
  return Object.fromEntries(all) as Reactions;
}

/** A worker that dies before it has said that it is done. */
const twice = delivered(async (run) => {
  await run(0);
  await retryStale(() => run(1));
});
/** Two processes whose clocks are a minute apart, each by half of it. */
const apart = delivered(async (run) => {
  await Promise.all([retryStale(() => run(0, 30_000)), retryStale(() => run(1, -30_000))]);
});
/** Two workers, because the lease of one has ended. */
const atOnce = delivered(async (run) => {
  await Promise.all([retryStale(() => run(0)), retryStale(() => run(1))]);
});

/** What may be planned twice: only when it is due is looked what there is to tell. */
const plans = [
  'community.notice-due',
  'community.sweep-due',
  'community.look-due',
  'award.celebration-due',
  'activity.reminder-due',
];
const kinds = [
  ...([
    'work',
    'evidence',
    'review',
    'completion',
    'enrolment',
    'award',
    'credential',
    'statusList',
  ] as const),
  ...(['notice', 'grade', 'membership', 'issuerKey', 'endorsement', 'person'] as const),
];

const names = ['mia', 'jan', 'eva'];

/** Three learn, hand in, look at each other's, earn, celebrate, are reminded; something opens to them; one badge is taken back. */
async function live(all: Reactions): Promise<object> {
  const city = await openCity();
  const { ports, clock } = city;
  const act = doing(city);
  const settle = async (ms: number) => {
    clock.advance(ms);
    while ((await deliver(ports, all, 'test')) > 0);
  };
  const server = await connected(city);
  const learners = await Promise.all(names.map((name) => member(city, server, name)));
  const [mia, jan, eva] = learners as [Someone, Someone, Someone];
  await changeSettings(ports, mia, { celebrate: true, reminders: true });
  await changeSettings(ports, jan, { reminders: true, directMessages: true });
  for (const name of names) await act.join(await city.seated(name, server, 'learner'), city.openSpace);
  await settle(0);

  for (const one of learners) await act.declare(one, city.explore);
  for (const one of [jan, eva]) await act.join(one, city.interview);
  await opened(city);
  await settle(minuteMs);
  const work = await act.submit(mia, city.interview, 0, 'She was a pilot.');
  const other = await act.submit(mia, city.interview, 1, 'That she flew alone.');
  await settle(8 * hourMs);
  for (const one of [jan, eva]) await act.review(one, work);
  await act.review(city.iva, other, 'improve', 'Say more.');
  await settle(minuteMs);
  await act.review(city.iva, await act.submit(mia, city.interview, 1, 'That she flew alone, at night.'));
  await settle(minuteMs);
  await revoked(city, eva);
  await settle(9 * dayMs);
  await settle(dayMs);

  expect(city.faults).toEqual([]);
  const sum = await summed(city);
  await city.close();
  return sum;
}

async function connected({ ports, zmaji, badgeOf, explore }: City): Promise<CommunityId> {
  const organiser = await ports.records.organisers.byId(zmaji);
  if (!organiser) throw new Error('No organiser');
  await ports.records.keep({
    organiser: [{ ...organiser, url: 'https://zmaji.example', email: 'a@zmaji.example' }],
  });
  const { id } = await aServer(ports, {
    organiser: zmaji,
    chat: {
      ...firstChatSettings,
      channels: { announce: 'C1', review: 'C2', staff: 'C3' },
      roles: [{ badge: (await badgeOf(explore)).id, role: 'R1', broken: null }],
    },
  });
  return id;
}

async function member(city: City, server: CommunityId, name: string): Promise<Someone> {
  const me = await city.learner(name);
  await city.seated(name, server, 'learner');
  const identity = anIdentity({ person: me.person, kind: 'discord', tenant: 'discord', subject: name });
  await city.ports.records.keep({ identity: [identity] });
  return me;
}

/** Something opens to holders while they are earning the badge. */
async function opened({ ports, zmaji, school, explore, badgeOf, iva }: City): Promise<void> {
  const endorsement = anEndorsement({
    object: { kind: 'badge', id: (await badgeOf(explore)).id },
    organiser: zmaji,
    endorser: { organiser: school },
    state: 'signed',
    text: texts('We know them well.'),
    coversVersion: 1,
    signedAt: ports.clock.now(),
    opportunity: { kind: 'internship', what: 'A week with us', places: null, until: null },
  });
  await ports.records.keep({ endorsement: [endorsement] }, [
    domainEvent(iva, 'endorsement.signed', { endorsement: endorsement.id }),
  ]);
}

async function revoked({ ports, badgeOf, explore, iva }: City, { person }: Someone): Promise<void> {
  const award = await ports.records.awards.latest((await badgeOf(explore)).id, person);
  await revokeAward(ports, iva, { address: award?.address ?? '', reason: 'The wrong person' });
}

/** How many there are of everything, and what was said to whom. */
async function summed({ engine, chat, mailer, gradebook }: City): Promise<object> {
  const page = (kind: HoldingKind) => engine.holdings.page(kind, null, 10_000);
  const counts = await Promise.all(kinds.map(async (kind) => [kind, (await page(kind)).length] as const));
  const told = (await page('told'))
    .map(({ doc }) => String(doc['name']))
    .filter((name) => !plans.includes(name));
  return {
    ...Object.fromEntries(counts),
    told: told.sort(),
    notices: (await page('notice')).map(({ doc }) => (doc['note'] as { kind: string }).kind).sort(),
    words: chat.told.map(({ to, note }) => `${to} ${note.kind}`).sort(),
    posts: chat.posted
      .map(({ post }) => post.kind)
      .filter((kind) => !kind.endsWith('-waits') && kind !== 'reviews-wait')
      .sort(),
    roles: [...chat.held].sort(),
    mails: mailer.sent.map(({ to }) => to),
    grades: [
      ...new Set(gradebook.written.map(({ subject, result }) => `${subject} ${result.points}`)),
    ].sort(),
  };
}

describe('Whatever is delivered', () => {
  let once: Promise<object>;
  beforeAll(() => {
    once = live(reactions);
  });

  it('has an effect: badges, words, posts, grades', async () => {
    expect(await once).toMatchObject({
      roles: ['jan R1', 'mia R1'],
      posts: ['celebrate', 'celebrate'],
      notices: expect.arrayContaining([
        'activity-soon',
        'award-issued',
        'award-revoked',
        'opportunity-opened',
      ]),
    });
  });

  it.each([
    ['twice', twice],
    ['by two workers at once', atOnce],
    ['by processes whose clocks are apart', apart],
  ])('%s has the same effect as once', async (_, all) => {
    expect(await live(all)).toEqual(await once);
  });
});
