/** The least that an LTI launch can be: Express 5, a state cookie, jose's RS256 check, a page of the same size. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [keysetUrl = '', authUrl = '', issuer = '', pageBytes = '0'] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL(keysetUrl));
const page = `<!doctype html><title>Bench</title>${'x'.repeat(Math.max(0, Number(pageBytes) - 36))}`;

const app = express();
app.get('/login', (request, response) => {
  const state = randomBytes(16).toString('hex');
  const to = new URL(authUrl);
  to.search = new URLSearchParams({
    state,
    nonce: randomBytes(16).toString('hex'),
    login_hint: String(request.query['login_hint']),
  }).toString();
  response.cookie('state', state, { httpOnly: true }).redirect(to.href);
});
app.post('/launch', express.urlencoded({ extended: false }), async (request, response) => {
  await jwtVerify(request.body.id_token, keys, { algorithms: ['RS256'], issuer, audience: 'bench' });
  response.type('html').send(page);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
