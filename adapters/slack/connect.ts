import bolt from '@slack/bolt';
import express, { type Router } from 'express';
import { z } from 'zod';
import { minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { toolSignIn } from '../web/index.ts';
import type { SlackConfig } from './config.ts';
import type { Installs } from './installs.ts';

const IdToken = z.object({
  iss: z.literal('https://slack.com'),
  aud: z.string(),
  exp: z.number(),
  nonce: z.string(),
  'https://slack.com/team_id': z.string().min(1).max(64),
  'https://slack.com/enterprise_id': z.string().min(1).max(64).nullish(),
  'https://slack.com/user_id': z.string().min(1).max(64),
});
type IdToken = z.infer<typeof IdToken>;

export interface ConnectParts {
  readonly ports: Ports;
  readonly config: SlackConfig;
  readonly installs: Installs;
}

/** *Sign in with Slack*, OpenID Connect; off without a client. */
export function connectRouter({ ports, config, installs }: ConnectParts): Router {
  const { client } = config;
  if (!client) return express.Router();
  const signIn = toolSignIn(ports, {
    tool: 'slack',
    authorizeAt({ state, nonce, redirectUri }) {
      const to = new URL('authorize', config.openidUrl);
      to.search = new URLSearchParams({
        response_type: 'code',
        scope: 'openid',
        client_id: client.id,
        redirect_uri: redirectUri,
        state,
        nonce,
      }).toString();
      return to;
    },
    async whoCame(code, nonce, redirectUri) {
      const told = await whoIs(code, nonce, redirectUri);
      return (
        told && {
          known: {
            kind: 'slack',
            tenant: await tenantOf(told),
            subject: told['https://slack.com/user_id'],
          },
        }
      );
    },
  });
  return express.Router().use('/slack', signIn);

  /** Where the organisation installed us for all of its workspaces, its people are known by it. */
  async function tenantOf(told: IdToken): Promise<string> {
    const enterprise = told['https://slack.com/enterprise_id'];
    const isWhole = enterprise && (await installs.of(enterprise));
    return isWhole ? enterprise : told['https://slack.com/team_id'];
  }

  async function whoIs(code: string, nonce: string, redirectUri: string): Promise<IdToken | null> {
    const web = new bolt.webApi.WebClient(undefined, {
      slackApiUrl: config.apiUrl,
      retryConfig: { retries: 1 },
    });
    try {
      const answer = await web.openid.connect.token({
        client_id: client?.id ?? '',
        client_secret: client?.secret ?? '',
        code,
        redirect_uri: redirectUri,
      });
      // It comes from Slack itself over TLS, which stands for its signature (OpenID Connect Core, 3.1.3.7, 6).
      const [, claims = ''] = (answer.id_token ?? '').split('.');
      const told = IdToken.parse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
      const isOurs = told.aud === client?.id && told.nonce === nonce;
      return isOurs && told.exp * 1000 > Date.now() - minuteMs ? told : null;
    } catch (fault) {
      ports.log.warn({ err: fault }, 'Slack did not say who signed in');
      return null;
    }
  }
}
