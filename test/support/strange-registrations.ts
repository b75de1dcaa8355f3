import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { goodConfiguration, toolConfiguration } from './forged-registration.ts';
import { changed, damaged, oneOf, type Pick as Picks } from './mutations.ts';
import { type Answer, ask, type Door, strangeForm } from './strange-requests.ts';

/**
 * A platform that registers itself and says odd things meanwhile. Its client id is known already, so that one without
 * trouble ends there and makes no keys, which takes a second.
 */
export function strangeRegistrations({ app, platform, inside }: Door) {
  const said = { configuration: sayNothing, answer: sayNothing };
  platform.routes.set('/.well-known/openid-configuration', (_req, _body, res) => said.configuration(res));
  platform.routes.set('/register', (_req, _body, res) => said.answer(res));
  let invitation = '';

  return async (_door: Door, isGood: boolean, pick: Picks): Promise<Answer> => {
    invitation ||= await invited();
    const configuration = goodConfiguration(platform);
    const answer = {
      client_id: platform.clientId,
      [toolConfiguration]: { deployment_id: platform.deploymentId },
    };
    const where = isGood ? -1 : pick(5);
    said.configuration =
      where < 2 && where >= 0 ? strangely(configuration, pick, inside) : plainly(configuration);
    said.answer = where === 2 || where === 3 ? strangely(answer, pick, inside) : plainly(answer);
    const good = {
      openid_configuration: `${platform.issuer}/.well-known/openid-configuration`,
      registration_token: 'token-of-the-platform',
    };
    const query = where === 4 ? strangeForm(good, inside, pick) : new URLSearchParams(good).toString();
    const told = await ask(app, `/lti/register?invite=${invitation}&${query}`, {
      headers: { accept: 'application/json' },
    });
    // Whatever went wrong, the invitation can be used again; what went well has used it up.
    const wrong = told.code === 'INVITE_INVALID' ? 'the invitation was not free again' : null;
    if (told.status === 200 || told.status === 0) invitation = '';
    return { ...told, wrong };
  };

  async function invited(): Promise<string> {
    const asked = { organiser: 'mladi-zmaji', family: 'moodle', audience: 'adults' } as const;
    const { done } = await app.lti.registrations.invite(asked);
    return new URL(done?.url ?? '').searchParams.get('invite') ?? '';
  }
}

export type Say = (res: ServerResponse) => void;

const sayNothing: Say = (res) => void res.end();
const json = { 'content-type': 'application/json' };
const plainly =
  (document: object): Say =>
  (res) =>
    void res.writeHead(200, json).end(JSON.stringify(document));

/** With odd things inside, in an odd way, or not to the end. */
export function strangely(document: object, pick: Picks, inside: string): Say {
  const text = JSON.stringify(document);
  const way = pick(12);
  if (way === 0) return (res) => void res.writeHead(200, json).end(damaged(text, pick));
  if (way === 1) return (res) => void res.writeHead(oneOf(statuses, pick), json).end(text);
  if (way === 2)
    return (res) =>
      void res.writeHead(302, { location: oneOf(['/loop', inside, '', 'http://[::1', '//'], pick) }).end();
  if (way === 3)
    return (res) => void res.writeHead(200, { ...json, 'content-encoding': oneOf(packings, pick) }).end(text);
  if (way === 4)
    return (res) =>
      void res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(' '.repeat(pick(2) * 3e6) + text));
  if (way === 5)
    return (res) =>
      void res
        .writeHead(200, json)
        .end(Buffer.from(text).map((byte) => (pick(40) === 0 ? 128 + pick(128) : byte)));
  if (way === 6) return hangUp(text.slice(0, pick(text.length)));
  const strange = JSON.stringify(changed(document, pick, inside));
  return (res) => void res.writeHead(oneOf([200, 201], pick), json).end(strange);
}

const statuses = [201, 204, 299, 304, 400, 401, 404, 418, 429, 500, 503, 600, 999] as const;
const packings = ['gzip', 'br', 'deflate', 'klingon', 'gzip, gzip'] as const;

const hangUp =
  (begun: string): Say =>
  (res) => {
    res.writeHead(200, { ...json, 'content-length': String(begun.length + 100) });
    res.write(begun);
    setImmediate(() => res.destroy());
  };
