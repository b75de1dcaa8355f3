import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createRemoteJWKSet, exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose';

/** What an LMS operator tells the tool. */
export interface Platform {
  readonly issuer: string;
  readonly clientId: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly keysetUrl: string;
  readonly deploymentId: string;
}

/** Making a key takes its time; one for all tools of a test file is enough, until they roll it. */
let firstPair: ReturnType<typeof generateKeyPair> | undefined;

const claim = 'https://purl.imsglobal.org/spec/lti';

/**
 * The least that is an LTI 1.3 tool, by the book: it checks what it is told and keeps what it saw.
 * Against this one the practice LMS is held; our own tool is held against the practice LMS.
 */
export class TinyTool {
  readonly launches: JWTPayload[] = [];
  readonly refusals: string[] = [];
  readonly #server: Server;
  readonly #expected = new Map<string, string>();
  #platforms: readonly Platform[] = [];
  #key: CryptoKey;
  #publicJwk: object;
  #kid = 'tiny-1';

  private constructor(server: Server, key: CryptoKey, publicJwk: object) {
    this.#server = server;
    this.#key = key;
    this.#publicJwk = publicJwk;
  }

  static async start(): Promise<TinyTool> {
    firstPair ??= generateKeyPair('RS256');
    const { privateKey, publicKey } = await firstPair;
    const app = express();
    const tool = new TinyTool(createServer(app), privateKey, await exportJWK(publicKey));
    app.use(express.urlencoded({ extended: false }));
    app.all('/login', (req, res) => res.redirect(302, tool.#login({ ...req.query, ...Object(req.body) })));
    app.post('/launch', async (req, res) => void res.status(200).send(await tool.#launch(Object(req.body))));
    app.get('/keys', (_req, res) => void res.json(tool.#jwks()));
    await new Promise<void>((resolve) => tool.#server.listen(0, '127.0.0.1', resolve));
    return tool;
  }

  /** On localhost, while the LMS is on 127.0.0.1. */
  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get urls(): { loginUrl: string; launchUrl: string; keysUrl: string } {
    return { loginUrl: `${this.url}/login`, launchUrl: `${this.url}/launch`, keysUrl: `${this.url}/keys` };
  }

  trust(...platforms: readonly Platform[]): void {
    this.#platforms = platforms;
  }

  async rollKey(kid: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    [this.#key, this.#publicJwk, this.#kid] = [privateKey, await exportJWK(publicKey), kid];
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  sign(claims: JWTPayload, header: { kid?: string } = { kid: this.#kid }): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(this.#key);
  }

  /** @param change bends the assertion */
  async tokenRequest(platform: Platform, scope: string, change: JWTPayload = {}, header?: { kid?: string }) {
    const now = Math.floor(Date.now() / 1000);
    const assertion = {
      iss: platform.clientId,
      sub: platform.clientId,
      aud: platform.tokenUrl,
      iat: now,
      exp: now + 60,
      jti: crypto.randomUUID(),
      ...change,
    };
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await this.sign(assertion, header),
      scope,
    });
    return fetch(platform.tokenUrl, { method: 'POST', body });
  }

  async token(platform: Platform, ...scopes: readonly string[]): Promise<string> {
    const answer = await this.tokenRequest(platform, scopes.join(' '));
    const { access_token } = (await answer.json()) as { access_token: string };
    return access_token;
  }

  /** @param change bends the answer */
  selection(platform: Platform, request: JWTPayload, items: readonly object[], change: JWTPayload = {}) {
    const settings = request[`${claim}-dl/claim/deep_linking_settings`] as { data?: string };
    const now = Math.floor(Date.now() / 1000);
    return this.sign({
      iss: platform.clientId,
      aud: platform.issuer,
      iat: now,
      exp: now + 60,
      nonce: crypto.randomUUID(),
      [`${claim}/claim/message_type`]: 'LtiDeepLinkingResponse',
      [`${claim}/claim/version`]: '1.3.0',
      [`${claim}/claim/deployment_id`]: platform.deploymentId,
      [`${claim}-dl/claim/content_items`]: items,
      ...(settings.data === undefined ? {} : { [`${claim}-dl/claim/data`]: settings.data }),
      ...change,
    });
  }

  #jwks() {
    return { keys: [{ ...this.#publicJwk, kid: this.#kid, alg: 'RS256', use: 'sig' }] };
  }

  #login(asked: Record<string, string>): string {
    const platform = this.#platforms.find(({ clientId }) => clientId === asked['client_id']);
    if (!platform) throw new Error(`no platform for ${asked['client_id']}`);
    const [state, nonce] = [crypto.randomUUID(), crypto.randomUUID()];
    this.#expected.set(state, nonce);
    const url = new URL(platform.authUrl);
    url.search = String(
      new URLSearchParams({
        response_type: 'id_token',
        response_mode: 'form_post',
        scope: 'openid',
        prompt: 'none',
        client_id: platform.clientId,
        redirect_uri: this.urls.launchUrl,
        login_hint: asked['login_hint'] ?? '',
        lti_message_hint: asked['lti_message_hint'] ?? '',
        state,
        nonce,
      }),
    );
    return url.href;
  }

  async #launch(body: Record<string, string>): Promise<string> {
    const nonce = this.#expected.get(body['state'] ?? '');
    const fail = (why: string) => {
      this.refusals.push(why);
      return `refused: ${why}`;
    };
    if (body['error']) return fail(body['error']);
    if (!nonce) return fail('state');
    for (const { clientId, issuer, keysetUrl } of this.#platforms) {
      try {
        const keys = createRemoteJWKSet(new URL(keysetUrl));
        const { payload } = await jwtVerify(body['id_token'] ?? '', keys, { issuer, audience: clientId });
        if (payload['nonce'] !== nonce) return fail('nonce');
        this.launches.push(payload);
        return `<!doctype html><title>Tiny tool</title><h1>Hello ${payload.sub}</h1>`;
      } catch {
        // Another platform's launch; the last word is below.
      }
    }
    return fail('token');
  }
}
