import { kinds } from '../../adapters/moving/index.ts';
import { classFilters } from '../../core/communities/class-terms.ts';
import { domainEvent } from '../../core/domain-events.ts';
import type {
  Engine,
  FileFacts,
  Files,
  Holdings,
  KeyValueStore,
  Leases,
  Outbox,
} from '../../core/ports/engine.ts';
import type { Page, Records } from '../../core/ports/records.ts';
import { anActor, anEntry, anId, aPerson, aQuery, monday, someTerms } from '../builders/index.ts';

const id = anId<never>();
/** The first page, and what comes after a mark, of as many parts as an order may have. */
const everyPage: readonly Page[] = [
  { size: 10, after: null },
  ...[1, 2, 3].map((parts) => ({ size: 10, after: btoa(JSON.stringify(Array(parts).fill('1'))) })),
];
let [page] = everyPage as [Page];
const facts: FileFacts = { name: 'a', type: 'text/plain', medium: 'other', bytes: 1 };
const aFile = async function* () {
  yield new Uint8Array([1]);
};
const subject = { kind: 'activity', id } as const;
const event = domainEvent(anActor(), 'activity.completed', { person: id, activity: id });

/** A call of every method: the compiler asks for a row when a port gets one. */
type CallsOf<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...given: never[]) => Promise<unknown>
    ? (port: Port) => Promise<unknown>
    : CallsOf<Port[Name]>;
};

const recordCalls: CallsOf<Records> = {
  locations: { byId: (on) => on.byId(id), bySlug: (on) => on.bySlug('a'), all: (on) => on.all() },
  organisers: { byId: (on) => on.byId(id), bySlug: (on) => on.bySlug('a'), all: (on) => on.all() },
  staff: {
    byId: (on) => on.byId(id),
    of: (on) => on.of(id),
    everOf: (on) => on.everOf(id),
    at: (on) => on.at(id),
  },
  reflections: { of: (on) => on.of(id) },
  people: { byId: (on) => on.byId(id), byIds: (on) => on.byIds([id]) },
  identities: {
    find: (on) => on.find('lti', 'a', 'b'),
    of: (on) => on.of(id),
    inTenant: (on) => on.inTenant('slack', 'a'),
  },
  notices: { byId: (on) => on.byId(id), unseen: (on) => on.unseen(id), of: (on) => on.of(id) },
  communities: {
    byId: (on) => on.byId(id),
    byIds: (on) => on.byIds([id]),
    find: (on) => on.find('lms-course', 'a', 'b'),
    inTenant: (on) => on.inTenant('slack-workspace', 'a'),
    of: (on) => on.of(id),
  },
  memberships: { one: (on) => on.one(id, id), of: (on) => on.of(id), in: (on) => on.in(id, page) },
  merges: { byId: (on) => on.byId(id), of: (on) => on.of(id) },
  rooms: { byId: (on) => on.byId(id), of: (on) => on.of(id), open: (on) => on.open() },
  grants: { byId: (on) => on.byId(id), in: (on) => on.in(id) },
  placements: {
    byId: (on) => on.byId(id),
    of: (on) => on.of(subject),
    in: (on) => on.in(id),
    everIn: (on) => on.everIn(id),
    byLink: (on) => on.byLink(id, 'a'),
  },
  activities: {
    byId: (on) => on.byId(id),
    byIds: (on) => on.byIds([id]),
    byOrigin: (on) => on.byOrigin(id, 'a'),
    of: (on) => on.of(id),
  },
  playlists: {
    byId: (on) => on.byId(id),
    byOrigin: (on) => on.byOrigin(id, 'a'),
    holding: (on) => on.holding(id),
    of: (on) => on.of(id),
  },
  enrolments: {
    one: (on) => on.one(id, subject),
    of: (on) => on.of(id),
    requested: (on) => on.requested(id, page),
    people: (on) => on.people(id, page),
    count: async (on) => [await on.count(subject, null), await on.count(subject, id)],
  },
  work: {
    byId: (on) => on.byId(id),
    one: (on) => on.one(id, id),
    of: (on) => on.of(id, [id]),
    inReview: async (on) => [await on.inReview([id], null, page), await on.inReview([id], id, page)],
    forOrganisers: async (on) => [
      await on.forOrganisers([id], null, monday, page),
      await on.forOrganisers([id], id, monday, page),
    ],
  },
  evidence: { byId: (on) => on.byId(id), history: (on) => on.history(id), of: (on) => on.of(id) },
  reviews: { of: (on) => on.of(id), by: (on) => on.by(id) },
  completions: {
    one: (on) => on.one(id, id),
    of: (on) => on.of(id),
    everOf: (on) => on.everOf(id),
    people: (on) => on.people(id, page),
  },
  endorsements: {
    byId: (on) => on.byId(id),
    byAddress: (on) => on.byAddress('a'),
    of: (on) => on.of([id]),
    at: (on) => on.at(id),
    by: (on) => on.by(id),
    toCheck: (on) => on.toCheck(),
    atPlace: (on) => on.atPlace({ list: 1, index: 1 }),
    countIn: (on) => on.countIn(1),
    goneIn: (on) => on.goneIn(1),
  },
  applications: {
    byId: (on) => on.byId(id),
    one: (on) => on.one(id, id),
    of: (on) => on.of(id),
    by: (on) => on.by(id),
  },
  siteRoles: {
    one: (on) => on.one(id, 'coordinator', id),
    of: (on) => on.of(id),
    everOf: (on) => on.everOf(id),
    on: (on) => on.on(id),
  },
  scores: { of: (on) => on.of(id), at: (on) => on.at(id), people: (on) => on.people(id, page) },
  badges: {
    byId: (on) => on.byId(id),
    byIds: (on) => on.byIds([id]),
    byOrigin: (on) => on.byOrigin(id, 'a'),
    earnedBy: (on) => on.earnedBy(subject),
    needing: (on) => on.needing(id, id),
    of: (on) => on.of(id),
  },
  awards: {
    byId: (on) => on.byId(id),
    byAddress: (on) => on.byAddress('a'),
    latest: (on) => on.latest(id, id),
    heldBy: (on) => on.heldBy(id, page),
    of: (on) => on.of(id, page),
    waiting: (on) => on.waiting(id, page),
    hasReleased: (on) => on.hasReleased(id),
    atPlace: (on) => on.atPlace({ list: 1, index: 2 }),
    countIn: (on) => on.countIn(1),
    goneIn: (on) => on.goneIn(1),
    gone: (on) => on.gone(id, page),
    unsigned: (on) => on.unsigned(page),
    countUnsigned: (on) => on.countUnsigned(),
  },
  credentials: {
    byId: (on) => on.byId(id),
    signedWith: async (on) => [
      await on.signedWith({ organiser: id, kind: 'rsa', kid: 'r1' }, page),
      await on.signedWith({ organiser: id, kind: 'ed25519', kid: 'ed-2026-1' }, page),
    ],
  },
  claimCodes: {
    byId: (on) => on.byId(id),
    byDigest: (on) => on.byDigest('a'),
    of: (on) => on.of(id),
    personal: (on) => on.personal(id, 'a'),
    joining: (on) => on.joining(id),
  },
  claimUses: {
    byId: (on) => on.byId(id),
    one: (on) => on.one(id, id),
    of: (on) => on.of(id),
    by: (on) => on.by(id),
    requested: (on) => on.requested(id),
    tally: (on) => on.tally(id),
  },
  foreignBadges: { byId: (on) => on.byId(id), one: (on) => on.one(id, 'a'), of: (on) => on.of(id) },
  issuerKeys: { of: (on) => on.of(id) },
  statusLists: { byNumber: (on) => on.byNumber(1), of: (on) => on.of(id), last: (on) => on.last() },
  grades: {
    byId: (on) => on.byId(id),
    one: (on) => on.one(id, id),
    of: (on) => on.of(id, page),
    in: async (on) => [
      await on.in(id, { placement: null, state: 'refused', trouble: null }, page),
      await on.in(id, { placement: null, state: 'refused', trouble: 'unpublished' }, page),
      await on.in(id, { placement: id, state: 'refused', trouble: null }, page),
      await on.in(id, { placement: id, state: 'refused', trouble: 'unpublished' }, page),
    ],
    tally: (on) => on.tally(id),
  },
  classes: {
    rows: (on) => Promise.all(classFilters.map((show) => on.rows(id, someTerms(), show, page))),
    counts: (on) => on.counts(id, someTerms()),
  },
  catalogue: {
    search: async (on) => [
      await on.search(aQuery({ text: 'river' }), page),
      await on.search(aQuery({ near: { lat: 45, lon: 15, metres: 1000 } }), page),
      await on.search(aQuery({ text: 'river', near: { lat: 45, lon: 15, metres: 1000 } }), page),
    ],
    bySubject: (on) => on.bySubject(subject),
    byKey: (on) => on.byKey('a'),
  },
  keep: async (on) => {
    const entry = anEntry('River', { point: { lat: 45, lon: 15 } });
    const mia = aPerson();
    await on.keep({ person: [mia], catalogue: [entry] }, [event]);
    await on.keep({
      person: [{ ...mia, revision: 1 }],
      catalogue: [entry, { remove: entry.subject }, entry],
    });
  },
};

const outboxCalls: CallsOf<Outbox> = {
  claim: (on) => on.claim('one', 10, 1000),
  giveBack: (on) => on.giveBack(() => true),
  extend: (on) => on.extend(['a'], 'one', 1000),
  delivered: (on) => on.delivered('a', 'one'),
  retry: (on) => on.retry('a', 'one', monday, 'b'),
  setAside: (on) => on.setAside('a', 'one', 'b'),
  undelivered: async (on) => [await on.undelivered('all', page), await on.undelivered([id], page)],
  setAsideOne: (on) => on.setAsideOne('a'),
  again: (on) => on.again('a'),
  forget: (on) => on.forget('a'),
  counts: (on) => on.counts(),
};

const keyValueCalls: CallsOf<KeyValueStore> = {
  read: (on) => on.read('a', 'b'),
  find: async (on) => [await on.find('a', {}), await on.find('a', { b: 'c', d: 'e' })],
  put: (on) => on.put('a', 'b', 1, { labels: { c: 'd' }, until: monday }),
  take: (on) => on.take('a', 'b'),
  first: (on) => on.first('a', 'b', monday),
};

const leaseCalls: CallsOf<Leases> = {
  hold: (on) => on.hold('a', 'one', 1000),
  release: (on) => on.release('a', 'one'),
  holder: (on) => on.holder('a'),
};

const holdingCalls: CallsOf<Holdings> = {
  page: async (on) => {
    for (const kind of kinds) {
      const after = kind === 'keyValue' ? '["a","b"]' : 'a';
      await on.page(kind, null, 10);
      await on.page(kind, after, 10);
    }
  },
  lastId: async (on) => {
    for (const kind of kinds) await on.lastId(kind);
  },
  put: async (on) => {
    for (const kind of kinds) if (kind !== 'file') await on.put(kind, await on.page(kind, null, 1));
  },
  putFile: (on) => on.putFile(id, facts, aFile()),
  troubles: (on) => on.troubles(),
};

const fileCalls: CallsOf<Files> = {
  put: (on) => on.put(aFile(), facts),
  read: async (on) => {
    for await (const _ of (await on.read(id))?.bytes ?? []);
  },
  remove: (on) => on.remove(id),
};

type Asking = Pick<Engine, 'records' | 'outbox' | 'keyValues' | 'leases' | 'holdings' | 'files'>;
const everyCall: CallsOf<Asking> = {
  records: recordCalls,
  outbox: outboxCalls,
  keyValues: keyValueCalls,
  leases: leaseCalls,
  holdings: holdingCalls,
  files: fileCalls,
};

/** Every method of an engine that asks something of its store, once at least, and for every page that it can give. */
export async function callEverything(engine: Asking) {
  await recordCalls.keep(engine.records);
  for (const one of everyPage) {
    page = one;
    await callAll(recordCalls, engine.records);
    await callAll(outboxCalls, engine.outbox);
  }
  await callAll(everyCall, engine);
}

/** `records.awards.of` and so on, of what an engine has and of what is called here: whoever adds a method adds its call. */
export const methodsOf = (engine: Asking) => ({
  there: namesIn(everyCall, engine),
  called: namesIn(everyCall, everyCall),
});

/** Of each part that is named in the calls. */
const namesIn = (calls: object, part: object): readonly string[] =>
  Object.keys(calls)
    .flatMap((name) => namesOf(name, Object.entries(part).find(([key]) => key === name)?.[1]))
    .sort();

const namesOf = (name: string, part: unknown): readonly string[] => {
  if (typeof part === 'function') return [name];
  return Object.entries(part ?? {}).flatMap(([key, inner]) => namesOf(`${name}.${key}`, inner));
};

async function callAll<Port extends object>(calls: CallsOf<Port>, port: Port): Promise<void> {
  for (const [name, call] of Object.entries(calls)) {
    if (typeof call === 'function') await call(port);
    // Where a call is no function it is a table of calls of the repository of that name.
    else await callAll(call as CallsOf<object>, port[name as keyof Port] as object);
  }
}
