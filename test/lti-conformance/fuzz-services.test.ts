import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { claim } from '../../adapters/lti/schema.ts';
import { scope } from '../../adapters/lti/scopes.ts';
import { refreshRoster } from '../../core/communities/sync-roster.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import { hourMs, secondMs } from '../../core/instant.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { cases } from '../support/cases.ts';
import { keepMakers, type Opened, open } from '../support/course.ts';
import { type Route, roles } from '../support/forging-platform.ts';
import { oneOf, type Pick as Picks, picker } from '../support/mutations.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';
import { strangely } from '../support/strange-registrations.ts';

/** Whatever asks anything of this machine is counted here. */
const asked: string[] = [];
const sentinel = createServer((req, res) => {
  asked.push(String(req.url));
  res.end('{}');
});
let inside = '';

let at: Conformance;
let teacher: Opened;
let learner: Opened;
beforeAll(async () => {
  await new Promise<void>((ready) => sentinel.listen(0, '127.0.0.1', ready));
  // A listening server over TCP has an address object.
  inside = `http://127.0.0.1:${(sentinel.address() as AddressInfo).port}/inside`;
  at = await openConformance();
  await keepMakers(at);
  await enter();
});
afterAll(async () => {
  sentinel.close();
  await at.close();
});

/** Both come in, and the platform says where its services are. */
async function enter(): Promise<void> {
  const shared = {
    [claim.roster]: {
      context_memberships_url: `${at.platform.issuer}/members?a=1`,
      service_versions: ['2.0'],
    },
    [claim.custom]: { col_item: 'p_makers', col_link: 'makers' },
    [claim.grades]: {
      scope: Object.values(scope),
      lineitems: `${at.platform.issuer}/columns`,
      lineitem: `${at.platform.issuer}/columns/1?type=1`,
    },
  };
  teacher = await open(at, { claims: { sub: 'teacher', [claim.roles]: [roles.teacher], ...shared } });
  learner = await open(at, { claims: { sub: 'luka', ...shared } });
}

const kinds = ['roster', 'score', 'results', 'column', 'token'] as const;
type Kind = (typeof kinds)[number];

const good: Readonly<Record<string, object>> = {
  '/token': { access_token: 'token', token_type: 'Bearer', expires_in: 3600 },
  '/members': {
    id: 'x',
    context: { id: 'course-7' },
    members: [
      { user_id: 'teacher', roles: ['Instructor'], status: 'Active', name: 'Tea Cher' },
      { user_id: 'luka', roles: ['Learner'], status: 'Active', given_name: 'Luka' },
      { user_id: 7, roles: ['Learner'], status: 'Inactive' },
    ],
  },
  '/columns': [
    { id: 'https://lms.example/columns/1', label: 'Makers', scoreMaximum: 100, resourceId: 'makers' },
  ],
  '/columns/1': { id: 'https://lms.example/columns/1', label: 'Makers', scoreMaximum: 100 },
  '/columns/1/scores': { resultUrl: 'https://lms.example/columns/1/results' },
  '/columns/1/results': [{ id: 'x', userId: 'luka', resultScore: 50, resultMaximum: 100, timestamp: 'x' }],
};

/** The platform answers everything well, or everything oddly. */
function answering(pick: Picks | null): void {
  for (const [path, document] of Object.entries(good)) {
    const route: Route = (_req, _body, res) => {
      if (!pick) return void res.end(JSON.stringify(document));
      if (pick(3) === 0) res.setHeader('link', oneOf(oddLinks(), pick));
      if (pick(4) === 0) res.setHeader('retry-after', oneOf(oddTimes, pick));
      // Otherwise little else would be reached.
      if (path === '/token' && pick(8) > 0) return void res.end(JSON.stringify(document));
      strangely(document, pick, inside)(res);
    };
    at.platform.routes.set(path, route);
  }
}

const oddLinks = (): readonly [string, ...string[]] => [
  `<${inside}>; rel="next"`,
  `<${at.platform.issuer}/members?page=2>; rel="next"`,
  '</columns/1/results?page=2>; rel=next',
  '<>; rel="next"',
  '<http://[::1>; rel="next"',
  '&lt;x&gt;; rel=&quot;next&quot;',
  `<https://${'x'.repeat(3000)}/>; rel="next"`,
  ', ; <',
];
const oddTimes = [
  '7',
  '-1',
  '0',
  '1e99',
  '9'.repeat(30),
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'soon',
  '7, 8',
] as const;

async function ask(kind: Kind, points: number): Promise<unknown> {
  const { ports } = at.app;
  const placement = learner.visit.placement;
  const identity = await ports.records.identities.find('lti', at.registration, 'luka');
  if (!placement || !identity) throw new Error('Nobody was met');
  if (kind === 'roster' || kind === 'token') {
    return refreshRoster(ports, await findActor(ports, teacher.visit.person, teacher.visit.seat));
  }
  if (kind === 'results') return ports.gradebook.read(placement);
  if (kind === 'column') return ports.gradebook.addColumn(placement, 'Makers', 100);
  const asOf = ports.clock.now();
  return ports.gradebook.write(placement, identity, {
    points,
    pointsMaximum: 100,
    state: 'under-way',
    asOf,
    comment: null,
  });
}

/** What became of it; a fault that nobody foresaw in its own words. */
async function outcomeOf(kind: Kind, points: number): Promise<string> {
  try {
    const answer = await ask(kind, points);
    const isRefused = typeof answer === 'object' && answer !== null && 'refused' in answer && answer.refused;
    return isRefused ? 'refused' : 'done';
  } catch (fault) {
    if (fault instanceof Declined) return 'declined';
    if (fault instanceof Unreachable) return 'unreachable';
    return `unforeseen: ${String(fault)}`;
  }
}

describe('Whatever a platform may answer when it is asked for a roster, a column or a score', () => {
  it('is taken, declined or tried again, and leads to nothing inside', async () => {
    const { seed: first, numRuns } = cases(200);
    const seen = new Map<string, number>();
    const unforeseen: string[] = [];
    for (let seed = first; seed < first + numRuns; seed += 1) {
      const pick = picker(createHash('sha256').update(String(seed)).digest().readUInt32BE());
      const kind = oneOf(kinds, pick);
      // A token is over, and another is asked for.
      if (kind === 'token') at.app.clock.advance(hourMs);
      at.app.clock.advance(3 * secondMs);
      answering(pick);

      const outcome = await outcomeOf(kind, pick(101));

      if (outcome.startsWith('unforeseen')) unforeseen.push(`${seed} ${kind} ${outcome}`);
      seen.set(`${kind} ${outcome}`, (seen.get(`${kind} ${outcome}`) ?? 0) + 1);
    }
    if (process.env['SHOW']) process.stdout.write(`${[...seen].sort().join('\n')}\n`);

    expect(unforeseen).toEqual([]);
    expect(asked).toEqual([]);
    for (const kind of kinds) expect([kind, seen.get(`${kind} done`) ?? 0]).not.toEqual([kind, 0]);
    expect(seen.size).toBeGreaterThan(10);
  }, 1_800_000);

  it.each([301, 302, 303, 307])(
    'is not followed where a token endpoint leads elsewhere: %i',
    async (status) => {
      answering(null);
      at.app.clock.advance(2 * hourMs);
      at.platform.routes.set(
        '/token',
        (_req, _body, res) => void res.writeHead(status, { location: inside }).end(),
      );

      expect([await outcomeOf('roster', 0), asked]).toEqual(['refused', []]);
    },
  );

  it('does no harm: afterwards the roster is read and the score arrives', async () => {
    answering(null);
    at.app.clock.advance(2 * hourMs);
    await enter();

    const outcomes = [
      await outcomeOf('roster', 0),
      await outcomeOf('column', 0),
      await outcomeOf('score', 77),
    ];
    const seat = teacher.visit.seat?.community;
    const members = seat ? await at.app.ports.records.memberships.in(seat, { size: 200, after: null }) : null;

    expect(outcomes).toEqual(['done', 'done', 'done']);
    const listed = (members?.items ?? []).map(({ seat, state }) => `${seat} ${state}`);
    expect(listed).toEqual(expect.arrayContaining(['learner active', 'teacher active']));
  });
});
