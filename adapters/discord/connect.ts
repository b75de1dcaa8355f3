import type { Router } from 'express';
import type { Ports } from '../../core/ports/ports.ts';
import { toolSignIn } from '../web/index.ts';
import type { DiscordConfig } from './config.ts';
import type { LinkedRoles } from './linked-roles.ts';
import type { OAuth } from './oauth.ts';

export interface ConnectParts {
  readonly ports: Ports;
  readonly config: DiscordConfig;
  readonly oauth: OAuth;
  readonly linkedRoles: LinkedRoles;
}

/** Discord's own sign-in, OAuth2 with `identify`; Linked Roles only for who ticked them. */
export function connectRouter({ ports, config, oauth, linkedRoles }: ConnectParts): Router {
  return toolSignIn(ports, {
    tool: 'discord',
    authorizeAt({ state, redirectUri }, req) {
      const to = new URL(config.authorizeUrl);
      to.search = new URLSearchParams({
        response_type: 'code',
        client_id: config.applicationId,
        scope: req.query['roles'] === 'on' ? 'identify role_connections.write' : 'identify',
        redirect_uri: redirectUri,
        state,
        prompt: 'consent',
      }).toString();
      return to;
    },
    async whoCame(code, _nonce, redirectUri) {
      try {
        const token = await oauth.exchange({
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
        });
        const user = await oauth.whoIs(token);
        return {
          known: { kind: 'discord', tenant: 'discord', subject: user },
          joined: () => linkedRoles.keep(user, token),
        };
      } catch (fault) {
        ports.log.warn({ err: fault }, 'Discord did not say who signed in');
        return null;
      }
    },
  });
}
