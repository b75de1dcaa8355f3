import type { BenchPlatform } from './platform.ts';

export interface LaunchTarget {
  readonly baseUrl: string;
  readonly loginPath: string;
  readonly launchPath: string;
  readonly custom: Readonly<Record<string, string>>;
  /** Where its processes listen: the next request goes to the next one. Left out: to `baseUrl`. */
  readonly addresses?: readonly string[];
}

/** One login and one launch, as a browser does them. @returns milliseconds until the page was read, and its size */
export async function launchOnce(
  platform: BenchPlatform,
  target: LaunchTarget,
  learner: number,
): Promise<{ ms: number; bytes: number }> {
  const launchUrl = `${target.baseUrl}${target.launchPath}`;
  const [at, then] = addressesOf(target, learner);
  const login = new URLSearchParams({
    iss: platform.issuer,
    login_hint: String(learner),
    target_link_uri: launchUrl,
    client_id: platform.clientId,
    lti_message_hint: 'bench',
  });
  const begun = performance.now();
  const answer = await fetch(`${at}${target.loginPath}?${login}`, { redirect: 'manual' });
  const loginMs = performance.now() - begun;
  const to = new URL(answer.headers.get('location') ?? fail(`login answered ${answer.status}`));
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  // Signing is the platform's work: it does not count.
  const idToken = await platform.idToken(
    to.searchParams.get('nonce') ?? '',
    learner,
    launchUrl,
    target.custom,
  );
  const signed = performance.now();
  const page = await fetch(`${then}${target.launchPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
    body: new URLSearchParams({ id_token: idToken, state: to.searchParams.get('state') ?? '' }),
    redirect: 'manual',
  });
  const shown = page.status === 302 ? await follow(page, launchUrl, cookie) : page;
  const body = await shown.text();
  if (shown.status !== 200) fail(`launch answered ${shown.status}: ${body.slice(0, 300)}`);
  return { ms: loginMs + performance.now() - signed, bytes: body.length };
}

function addressesOf({ baseUrl, addresses = [] }: LaunchTarget, turn: number): readonly [string, string] {
  const at = (step: number) => addresses[(turn + step) % addresses.length] ?? baseUrl;
  return [at(0), at(1)];
}

/** ltijs with its session sends the browser on to the page; the cookie it sets there goes along. */
async function follow(answer: Response, from: string, cookie: string): Promise<Response> {
  await answer.arrayBuffer();
  const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  const to = new URL(answer.headers.get('location') ?? '', from);
  return fetch(to, { headers: { cookie: [cookie, ...set].filter(Boolean).join('; ') }, redirect: 'manual' });
}

/** As many as go in so many milliseconds, `atOnce` side by side. @returns launches per second */
export async function launchesPerSecond(
  platform: BenchPlatform,
  target: LaunchTarget,
  ms: number,
  atOnce = 8,
): Promise<number> {
  const end = performance.now() + ms;
  let count = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        count += 1;
        await launchOnce(platform, target, count % 500);
      }
    }),
  );
  return (count * 1000) / ms;
}

/** Launches that arrive evenly, whether earlier ones are answered or not. @returns milliseconds of each, ascending */
export async function launchesArriving(
  platform: BenchPlatform,
  target: LaunchTarget,
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  const all: Promise<{ ms: number }>[] = [];
  for (let learner = 0; learner < perSecond * seconds; learner += 1) {
    all.push(launchOnce(platform, target, learner));
    await new Promise((next) => setTimeout(next, 1000 / perSecond));
  }
  return (await Promise.all(all)).map(({ ms }) => ms).sort((a, b) => a - b);
}

function fail(message: string): never {
  throw new Error(message);
}
