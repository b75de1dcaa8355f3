import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The learning platform of the benches: one key, a key set over HTTP, valid launches of many learners. */
export interface BenchPlatform {
  readonly issuer: string;
  readonly clientId: string;
  readonly keysetUrl: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly deploymentId: string;
  /** A signed id_token for the nonce of a login. */
  idToken(
    nonce: string,
    learner: number,
    targetLinkUri: string,
    custom: Readonly<Record<string, string>>,
  ): Promise<string>;
  close(): void;
}

export async function openPlatform(): Promise<BenchPlatform> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    clientId: 'bench',
    keysetUrl: `${issuer}/keys`,
    authUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    deploymentId: '1',
    idToken: (nonce, learner, targetLinkUri, custom) =>
      new SignJWT({
        nonce,
        azp: 'bench',
        [`${claim}version`]: '1.3.0',
        [`${claim}message_type`]: 'LtiResourceLinkRequest',
        [`${claim}deployment_id`]: '1',
        [`${claim}target_link_uri`]: targetLinkUri,
        [`${claim}resource_link`]: { id: 'link-1', title: 'Bench' },
        [`${claim}context`]: { id: '7', label: '2.b', title: 'Class 2.b', type: ['CourseSection'] },
        [`${claim}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
        [`${claim}custom`]: custom,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience('bench')
        .setSubject(String(learner))
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(privateKey),
    close: () => server.close(),
  };
}
