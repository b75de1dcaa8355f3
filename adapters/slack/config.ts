import { z } from 'zod';

/** All of them, or none: without any the surface is off. */
export const SlackVariables = z.object({
  SLACK_SIGNING_SECRET: z.string().min(8).optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token begins with xoxb-').optional(),
  SLACK_CLIENT_ID: z.string().min(3).optional(),
  SLACK_CLIENT_SECRET: z.string().min(8).optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app token begins with xapp-').optional(),
  SLACK_MODE: z.enum(['http', 'socket']).optional(),
  SLACK_API_URL: z.url().endsWith('/api/', 'ends with /api/').default('https://slack.com/api/'),
  SLACK_AUTHORIZE_URL: z.url().default('https://slack.com/oauth/v2/authorize'),
  SLACK_OPENID_URL: z.url().default('https://slack.com/openid/connect/'),
});
type SlackVariables = z.infer<typeof SlackVariables>;

export interface SlackConfig {
  /** Requests come to us, or through a socket that we open. */
  readonly from:
    | { readonly mode: 'http'; readonly signingSecret: string }
    | { readonly mode: 'socket'; readonly appToken: string };
  /** One workspace; null: as many as install it. */
  readonly botToken: string | null;
  /** For installing and for signing in; null: neither. */
  readonly client: { readonly id: string; readonly secret: string } | null;
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  /** Ends with a slash. */
  readonly openidUrl: string;
}

const isUsed = (set: SlackVariables): boolean =>
  [
    set.SLACK_SIGNING_SECRET,
    set.SLACK_BOT_TOKEN,
    set.SLACK_CLIENT_ID,
    set.SLACK_CLIENT_SECRET,
    set.SLACK_APP_TOKEN,
    set.SLACK_MODE,
  ].some(Boolean);

const modeOf = (set: SlackVariables): 'http' | 'socket' =>
  set.SLACK_MODE ?? (set.SLACK_SIGNING_SECRET ? 'http' : 'socket');

/** What is half configured; null: all is there, or nothing. */
export function slackTrouble(set: SlackVariables): string | null {
  if (!isUsed(set)) return null;
  const missing: string[] = [];
  if (modeOf(set) === 'http' && !set.SLACK_SIGNING_SECRET) missing.push('SLACK_SIGNING_SECRET');
  if (modeOf(set) === 'socket' && !set.SLACK_APP_TOKEN) {
    missing.push(set.SLACK_MODE ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN');
  }
  if (!set.SLACK_CLIENT_ID !== !set.SLACK_CLIENT_SECRET) missing.push('SLACK_CLIENT_ID, SLACK_CLIENT_SECRET');
  else if (!set.SLACK_BOT_TOKEN && !set.SLACK_CLIENT_ID) {
    missing.push('SLACK_BOT_TOKEN, or SLACK_CLIENT_ID with SLACK_CLIENT_SECRET');
  }
  return missing.length > 0 ? `Slack is half set up, missing: ${missing.join('; ')}` : null;
}

/** @returns null: Slack is off. What `slackTrouble` names is ruled out before. */
export function slackConfigOf(set: SlackVariables): SlackConfig | null {
  if (!isUsed(set)) return null;
  return {
    from:
      modeOf(set) === 'http'
        ? { mode: 'http', signingSecret: set.SLACK_SIGNING_SECRET ?? '' }
        : { mode: 'socket', appToken: set.SLACK_APP_TOKEN ?? '' },
    botToken: set.SLACK_BOT_TOKEN ?? null,
    client:
      set.SLACK_CLIENT_ID && set.SLACK_CLIENT_SECRET
        ? { id: set.SLACK_CLIENT_ID, secret: set.SLACK_CLIENT_SECRET }
        : null,
    apiUrl: set.SLACK_API_URL,
    authorizeUrl: set.SLACK_AUTHORIZE_URL,
    openidUrl: set.SLACK_OPENID_URL.replace(/\/?$/, '/'),
  };
}
