import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { DiscordConfig } from './config.ts';
import { telling } from './send-post.ts';

const Token = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  scope: z.string(),
});
export type Token = z.infer<typeof Token>;

type Grant =
  | { readonly grant_type: 'authorization_code'; readonly code: string; readonly redirect_uri: string }
  | { readonly grant_type: 'refresh_token'; readonly refresh_token: string };

/** What people allow us with their own account. */
export interface OAuth {
  /** @throws Declined the code or token is over; Unreachable */
  exchange(grant: Grant): Promise<Token>;
  /** Whose token it is. */
  whoIs(token: Token): Promise<string>;
  /** What Linked Roles know of somebody. @throws Declined they took it back */
  setConnection(access: string, connection: object): Promise<void>;
}

export function createOAuth({ applicationId, apiUrl }: DiscordConfig, clientSecret: string): OAuth {
  const plain = new REST({ version: '10', api: apiUrl });
  const as = (access: string) =>
    new REST({ version: '10', api: apiUrl, authPrefix: 'Bearer' }).setToken(access);
  return {
    async exchange(grant) {
      const body = new URLSearchParams({ ...grant, client_id: applicationId, client_secret: clientSecret });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await telling(() =>
        plain.post(Routes.oauth2TokenExchange(), { body, headers, auth: false, passThroughBody: true }),
      );
      return Token.parse(answer);
    },
    async whoIs({ access_token: access }) {
      const answer = await telling(() => as(access).get(Routes.user('@me')));
      return z.object({ id: z.string().min(1) }).parse(answer).id;
    },
    async setConnection(access, connection) {
      const route = Routes.userApplicationRoleConnection(applicationId);
      await telling(() => as(access).put(route, { body: connection }));
    },
  };
}
