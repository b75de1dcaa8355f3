import { claim } from '../../adapters/lti/schema.ts';
import { scope } from '../../adapters/lti/scopes.ts';
import { millis } from '../../core/instant.ts';
import { type ForgingPlatform, roles, type StartedLogin, startLogin } from './forging-platform.ts';
import type { LtiApp } from './lti-app.ts';
import { changed, damaged, oddTexts, oneOf, type Pick as Picks } from './mutations.ts';
import { strangeRegistrations } from './strange-registrations.ts';

export type Kind = 'login' | 'launch' | 'token' | 'registration';

/** How a made-up request was answered. */
export interface Answer {
  /** 0: not within a minute. */
  readonly status: number;
  /** Of a refusal asked for as JSON. */
  readonly code: string | null;
  readonly text: string;
  /** Why it should not have been answered so. */
  readonly wrong?: string | null;
}

/** Where somebody tries to come in. */
export interface Door {
  readonly app: LtiApp;
  /** The one that is registered. */
  readonly platform: ForgingPlatform;
  /** Its client ids: one of each family. */
  readonly clients: readonly [string, ...string[]];
  /** An address of this machine that nobody may be led to. */
  readonly inside: string;
}

/** A request of a kind, good as it should be or with something wrong. The same numbers make the same one. */
export type Stranger = (kind: Kind, isGood: boolean, pick: Picks) => Promise<Answer>;

export function strangerAt(door: Door): Stranger {
  const register = strangeRegistrations(door);
  return async (kind, isGood, pick) => {
    const answer = await { login, launch, token, registration: register }[kind](door, isGood, pick);
    return { ...answer, wrong: answer.wrong ?? troubleWith(answer) };
  };
}

/** Every answer has a status that is no fault of ours, and something to read. */
function troubleWith({ status, code, text }: Answer): string | null {
  const isThePlatforms = status === 502 && code?.startsWith('REGISTRATION_');
  if (status === 0) return `no answer: ${text}`;
  if (status >= 500 && !isThePlatforms) return `a fault: ${text}`;
  // 431: too much for Node's own parser, which writes nothing.
  return status >= 400 && status !== 431 && text === '' ? 'nothing to read' : null;
}

const asForm = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };

/** What a browser, or something that is none, may send along. */
const oddHeaders: readonly [Readonly<Record<string, string>>, ...Readonly<Record<string, string>>[]] = [
  { accept: 'text/html' },
  { accept: '*/*;q=0' },
  { accept: 'x'.repeat(5000) },
  { 'accept-language': 'sl-SI,sl;q=0.9,*;q=x' },
  { 'accept-language': '-;;;,xx-00-!!' },
  { 'content-type': 'application/json' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'application/x-www-form-urlencoded; charset=klingon' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'klingon' },
  { cookie: '__Host-ltib_=; =; ;;; a' },
  { cookie: `${'c=d; '.repeat(1000)}` },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
  { 'sec-fetch-dest': 'iframe' },
  { 'sec-fetch-site': 'same-origin', origin: 'null' },
  { origin: 'http://[' },
  { 'x-forwarded-for': "127.0.0.1, '; drop" },
  { 'x-forwarded-host': 'evil.example' },
];

async function login(
  { app, platform, clients, inside }: Door,
  isGood: boolean,
  pick: Picks,
): Promise<Answer> {
  const good = {
    iss: platform.issuer,
    client_id: oneOf(clients, pick),
    login_hint: 'user-1',
    lti_message_hint: 'message-1',
    lti_deployment_id: platform.deploymentId,
    lti_storage_target: '_parent',
    target_link_uri: `${app.tool}/lti/launch?item=p_makers&link=l1`,
  };
  const headers = !isGood && pick(3) === 0 ? { ...asForm, ...oneOf(oddHeaders, pick) } : asForm;
  const form = isGood ? encoded(good) : strangeForm(good, inside, pick);
  const answer =
    pick(2) === 0
      ? await ask(app, `/lti/login?${form}`, { headers: { accept: headers.accept } })
      : await ask(app, '/lti/login', { method: 'POST', headers, body: form });
  const isElsewhere = answer.location !== null && !answer.location.startsWith(`${platform.issuer}/auth?`);
  return { ...answer, wrong: isElsewhere ? `sent to ${answer.location}` : null };
}

/** The platform says and signs whatever comes to its mind. */
async function launch(door: Door, isGood: boolean, pick: Picks): Promise<Answer> {
  const { app, platform, inside } = door;
  const client = oneOf(door.clients, pick);
  const started = await begin(door, client);
  let [header, claims]: [object, object] = [headerOf(platform), claimsFor(door, client, started, pick)];
  if (!isGood) {
    for (let changes = pick(3); changes >= 0; changes -= 1) claims = changed(claims, pick, inside);
    if (pick(8) === 0) header = changed(header, pick, inside);
  }
  const form = encoded({ state: started.state, id_token: platform.sign(header, claims) });
  const headers = { ...asForm, cookie: cookiesOf(started.tab.cookies) };
  const answer = await ask(app, '/lti/launch', { method: 'POST', headers, body: form });
  const isFramable = answer.status !== 200 || framedByHosts.test(answer.policy);
  return { ...answer, wrong: isFramable ? null : `may be framed: ${answer.policy}` };
}

/** Nothing but origins of hosts, twenty and the platform's own at most. */
const framedByHosts = /frame-ancestors( https?:\/\/[a-z0-9._-]{1,253}(:\d+)?){1,22}($|;)/;

/** Somebody else changes what the platform has signed, or the form that carries it. */
async function token(door: Door, isGood: boolean, pick: Picks): Promise<Answer> {
  const { app, platform, inside } = door;
  const client = oneOf(door.clients, pick);
  const started = await begin(door, client);
  const idToken = platform.sign(headerOf(platform), claimsFor(door, client, started, pick));
  const good = { state: started.state, id_token: idToken };
  const headers = { ...asForm, cookie: cookiesOf(started.tab.cookies) };
  const send = (form: string, more: Readonly<Record<string, string>> = {}) =>
    ask(app, '/lti/launch', { method: 'POST', headers: { ...headers, ...more }, body: form });
  if (isGood) return send(encoded(good));

  const way = pick(4);
  if (way === 0) return send(strangeForm(good, inside, pick));
  if (way === 1) return send(encoded(good), oneOf(oddHeaders, pick));
  const forged = way === 2 ? damaged(idToken, pick) : signedByNobody(idToken, pick, inside);
  const answer = await send(encoded({ ...good, id_token: forged }));
  const isForged = !isSameToken(forged, idToken);
  return { ...answer, wrong: isForged && answer.status < 400 ? 'a forged token came in' : null };
}

/** The last letter of a signature has bits that mean nothing. */
function isSameToken(a: string, b: string): boolean {
  const [one, other] = [a.split('.'), b.split('.')];
  return (
    one.length === 3 &&
    one[0] === other[0] &&
    one[1] === other[1] &&
    Buffer.from(one[2] ?? '', 'base64url').equals(Buffer.from(other[2] ?? '', 'base64url'))
  );
}

/** Its payload or header changed, with the signature of before. */
function signedByNobody(idToken: string, pick: Picks, inside: string): string {
  const parts = idToken.split('.');
  const which = pick(2);
  const part: object = JSON.parse(Buffer.from(parts[which] ?? '', 'base64url').toString());
  parts[which] = Buffer.from(JSON.stringify(changed(part, pick, inside))).toString('base64url');
  return parts.join('.');
}

const headerOf = (platform: ForgingPlatform) => ({ alg: 'RS256', typ: 'JWT', kid: platform.kid() });

const begin = ({ app, platform }: Door, client: string): Promise<StartedLogin> =>
  startLogin(app.tool, platform, { query: '?item=p_makers&link=l1', login: { client_id: client } });

function claimsFor(
  { app, platform }: Door,
  client: string,
  { nonce, target }: { nonce: string; target: string },
  pick: Picks,
) {
  const now = Math.floor(millis(app.clock.now()) / 1000);
  const isTeacher = pick(2) === 0;
  const isChoosing = isTeacher && pick(2) === 0;
  return {
    iss: platform.issuer,
    aud: client,
    sub: `user-${pick(30)}`,
    iat: now,
    exp: now + 60,
    nonce,
    name: 'Mia Novak',
    given_name: 'Mia',
    family_name: 'Novak',
    email: 'mia@lms.example',
    [claim.version]: '1.3.0',
    [claim.messageType]: isChoosing ? 'LtiDeepLinkingRequest' : 'LtiResourceLinkRequest',
    [claim.deploymentId]: platform.deploymentId,
    [claim.targetLinkUri]: target,
    [claim.resourceLink]: { id: `link-${pick(5)}`, title: 'A link' },
    [claim.roles]: [isTeacher ? roles.teacher : roles.learner],
    [claim.context]: { id: `course-${pick(5)}`, label: '2.b', title: 'Class 2.b', type: ['CourseSection'] },
    [claim.custom]: {
      col_item: 'p_makers',
      col_link: `l${pick(5)}`,
      context_history: 'course-1,course-2',
      due_at: '2026-12-24T12:00:00Z',
      canvas_api_domain: 'school.lms.example',
      canvas_assignment_id: '7',
    },
    [claim.toolPlatform]: { guid: 'guid-1', name: 'A school', product_family_code: 'moodle' },
    [claim.launchPresentation]: { locale: 'sl_SI', return_url: `${platform.issuer}/course` },
    [claim.grades]: {
      scope: Object.values(scope),
      lineitems: `${platform.issuer}/lineitems?type=1`,
      lineitem: `${platform.issuer}/lineitems/1/lineitem?type=1`,
    },
    [claim.roster]: { context_memberships_url: `${platform.issuer}/members`, service_versions: ['2.0'] },
    ...(isChoosing
      ? {
          [claim.deepLinking]: {
            deep_link_return_url: `${platform.issuer}/return?sesskey=abc`,
            accept_types: ['ltiResourceLink'],
            accept_multiple: 'true',
            data: 'kept',
          },
        }
      : {}),
  };
}

const encoded = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

/** A field left out, replaced, or twice; or the whole of it damaged on its way. */
export function strangeForm(good: Readonly<Record<string, string>>, inside: string, pick: Picks): string {
  const names = Object.keys(good);
  const name = names[pick(names.length)] ?? '';
  const { [name]: _left, ...others } = good;
  const way = pick(5);
  if (way === 0) return encoded(others);
  if (way === 1) return `${encoded(good)}&${encoded({ [name]: oneOf(oddTexts(inside), pick) })}`;
  if (way === 2) return damaged(encoded(good), pick);
  if (way === 3)
    return `${encoded(good)}&${encoded({ [`${name}[__proto__][x]`]: 'y', [oneOf(oddTexts(inside), pick)]: 'z' })}`;
  return encoded({ ...good, [name]: oneOf(oddTexts(inside), pick) });
}

const cookiesOf = (jar: ReadonlyMap<string, string>): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

/** As anything that speaks HTTP would; never follows a redirect. */
export async function ask(
  { tool }: LtiApp,
  path: string,
  init: RequestInit,
): Promise<Answer & { readonly location: string | null; readonly policy: string }> {
  try {
    const signal = AbortSignal.timeout(60_000);
    const answer = await fetch(`${tool}${path}`, { ...init, redirect: 'manual', signal });
    const text = await answer.text();
    const { status, headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    return { status, code: codeIn(text), text, location: headers.get('location'), policy };
  } catch (fault) {
    return { status: 0, code: null, text: String(fault), location: null, policy: '' };
  }
}

/** As a program or as a person reads it. */
const codeIn = (text: string): string | null =>
  (/^\{"code":"(\w+)"/.exec(text) ?? /class="small">\D*?\b([A-Z]+(?:_[A-Z]+)+)/.exec(text))?.[1] ?? null;
