import { createSign, generateKeyPairSync } from 'node:crypto';
import type { Platform } from './platform.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = 'slack-key-1';

/** As at `https://slack.com/openid/connect/keys`. */
export const openidKeys = {
  keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }],
};

/** Who signed in, signed as Slack does; by the machine's clock, as libraries read it. */
export function idTokenFor(
  { clientId }: Platform,
  {
    team,
    user,
    nonce,
    org,
  }: {
    readonly team: string;
    readonly user: string;
    readonly nonce: string | null;
    readonly org: string | null;
  },
): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part({
    iss: 'https://slack.com',
    sub: user,
    aud: clientId,
    iat: now,
    exp: now + 300,
    ...(nonce ? { nonce } : {}),
    'https://slack.com/team_id': team,
    ...(org ? { 'https://slack.com/enterprise_id': org } : {}),
    'https://slack.com/user_id': user,
  })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(pair.privateKey, 'base64url')}`;
}
