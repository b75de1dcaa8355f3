import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cases } from '../support/cases.ts';
import { keepMakers } from '../support/course.ts';
import { type ForgingPlatform, launch, openForgingPlatform } from '../support/forging-platform.ts';
import { type LtiApp, openLtiApp, register } from '../support/lti-app.ts';
import { movingClock } from '../support/moving-clock.ts';
import { oneOf, picker } from '../support/mutations.ts';
import { type Answer, type Kind, type Stranger, strangerAt } from '../support/strange-requests.ts';

/** Whatever asks anything of this machine is counted here. */
const asked: string[] = [];
const inside = createServer((req, res) => {
  asked.push(String(req.url));
  res.end('{}');
});

let app: LtiApp;
let platform: ForgingPlatform;
let send: Stranger;
const unhandled: unknown[] = [];
const note = (fault: unknown) => void unhandled.push(fault);
beforeAll(async () => {
  process.on('unhandledRejection', note);
  await new Promise<void>((ready) => inside.listen(0, '127.0.0.1', ready));
  const clock = movingClock();
  platform = await openForgingPlatform(clock, { clientId: 'client-generic' });
  const ltiLimits = { refusals: 1e6, registrations: 1e6 };
  app = await openLtiApp({ clock, privateHosts: [platform.host], ltiLimits });
  const clients = ['client-generic', 'client-moodle', 'client-canvas'] as const;
  await register(app, platform, { family: 'generic', clientId: clients[0] });
  await register(app, platform, { family: 'moodle', clientId: clients[1] });
  await register(app, platform, { family: 'canvas', clientId: clients[2] });
  await keepMakers({ app });
  // A listening server over TCP has an address object.
  const { port } = inside.address() as AddressInfo;
  send = strangerAt({ app, platform, clients, inside: `http://127.0.0.1:${port}/inside` });
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  inside.close();
  platform.close();
  await app.close();
});

const kinds: readonly [Kind, ...Kind[]] = ['login', 'launch', 'launch', 'token', 'registration'];
interface Sent extends Answer {
  readonly seed: number;
  readonly kind: Kind;
  readonly isGood: boolean;
}

describe('Whatever a platform, a browser or a stranger may send', () => {
  it('is answered, never with a fault, and leads to nothing inside', async () => {
    const { seed: first } = cases();
    const last = first + (process.env['FULL'] ? 10_000 : 500);
    const sent: Sent[] = [];
    for (let seed = first; seed < last; seed += 1) {
      const pick = picker(createHash('sha256').update(String(seed)).digest().readUInt32BE());
      const [kind, isGood] = [oneOf(kinds, pick), pick(12) === 0];
      sent.push({ seed, kind, isGood, ...(await send(kind, isGood, pick)) });
    }
    await app.settle();
    const afterwards = await launch(app.tool, platform);
    if (process.env['SHOW']) process.stdout.write(`${outcomes(sent).join('\n')}\n`);

    const wrong = sent.flatMap(({ seed, kind, wrong }) => (wrong ? [`${seed} ${kind}: ${wrong}`] : []));
    expect(wrong).toEqual([]);
    expect([asked, unhandled, app.logged.filter((line) => line.includes('FAULT'))]).toEqual([[], [], []]);
    expect(afterwards.status).toBe(200);
    const good = sent.filter(({ isGood }) => isGood);
    expect([...new Set(outcomes(good))].map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'launch (good): 200',
      'login (good): 302',
      'registration (good): 409 ALREADY_REGISTERED',
      'token (good): 200',
    ]);
    // Neither is everything let in nor everything refused, and for many reasons.
    expect(new Set(sent.map(({ code }) => code)).size).toBeGreaterThan(25);
    for (const kind of new Set(kinds)) {
      const strange = sent.filter((one) => one.kind === kind && !one.isGood);
      const share = strange.filter(({ status }) => status < 400).length / strange.length;
      expect([kind, share > (kind === 'registration' ? 0 : 0.15), share < 0.7]).toEqual([kind, true, true]);
    }
  }, 1_800_000);
});

/** How often what came of which kind. */
function outcomes(sent: readonly Sent[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind, isGood, status, code } of sent) {
    const name = `${kind}${isGood ? ' (good)' : ''}: ${status}${code ? ` ${code}` : ''}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => `${count} ${name}`)
    .sort((a, b) => (a.replace(/^\d+ /, '') < b.replace(/^\d+ /, '') ? -1 : 1));
}
