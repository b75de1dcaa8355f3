import { z } from 'zod';

const url = z
  .url({ protocol: /^https?$/ })
  .transform((text) => text.replace(/\/$/, ''))
  .optional();

/** All that Discord needs, or none. */
export const DiscordVariables = z.object({
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{15,25}$/, 'the application id, digits only')
    .optional(),
  DISCORD_TOKEN: z
    .string()
    .min(20)
    .refine((token) => !/^bot\s/i.test(token), 'the token alone, without "Bot" before it')
    .optional(),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, '64 hexadecimal digits')
    .optional(),
  DISCORD_MODE: z.enum(['http', 'gateway', 'both']).optional(),
  DISCORD_CLIENT_SECRET: z.string().min(1).optional(),
  DISCORD_SHARDS: z.union([z.literal('auto'), z.coerce.number().int().min(1).max(1000)]).default('auto'),
  /** Tests put their own Discord here. */
  DISCORD_API_URL: url,
  DISCORD_AUTHORIZE_URL: url,
  DISCORD_CDN_HOSTS: z
    .string()
    .transform((text) => text.split(',').flatMap((host) => host.trim() || []))
    .pipe(z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/i, 'a host name, with a port where it has one')))
    .optional(),
});
type Variables = z.infer<typeof DiscordVariables>;

export interface DiscordConfig {
  readonly applicationId: string;
  readonly token: string;
  /** Null: no interactions over HTTP, no `/discord/events`. */
  readonly publicKey: string | null;
  /** `both`: interactions over HTTP, and a gateway for what only it tells. */
  readonly mode: 'http' | 'gateway' | 'both';
  /** Null: nobody is linked by OAuth, and there are no Linked Roles. */
  readonly clientSecret: string | null;
  readonly shards: number | 'auto';
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  /** Where files come from. */
  readonly cdnHosts: readonly string[];
  /** The same, but only where plain http and private addresses are meant: tests. */
  readonly privateHosts: readonly string[];
}

/** @returns null: switched off */
export function discordConfigOf(set: Variables): DiscordConfig | null {
  const { DISCORD_APPLICATION_ID: applicationId, DISCORD_TOKEN: token } = set;
  if (!applicationId || !token) return null;
  const publicKey = set.DISCORD_PUBLIC_KEY?.toLowerCase() ?? null;
  return {
    applicationId,
    token,
    publicKey,
    mode: set.DISCORD_MODE ?? (publicKey ? 'http' : 'gateway'),
    clientSecret: set.DISCORD_CLIENT_SECRET ?? null,
    shards: set.DISCORD_SHARDS,
    apiUrl: set.DISCORD_API_URL ?? 'https://discord.com/api',
    authorizeUrl: set.DISCORD_AUTHORIZE_URL ?? 'https://discord.com/oauth2/authorize',
    cdnHosts: set.DISCORD_CDN_HOSTS ?? ['cdn.discordapp.com', 'media.discordapp.net'],
    privateHosts: set.DISCORD_CDN_HOSTS ?? [],
  };
}

/** What is half configured; null: all or nothing is there. */
export function discordTrouble(set: Variables): string | null {
  const named = [
    'DISCORD_APPLICATION_ID',
    'DISCORD_TOKEN',
    'DISCORD_PUBLIC_KEY',
    'DISCORD_MODE',
    'DISCORD_CLIENT_SECRET',
    'DISCORD_API_URL',
  ] as const;
  if (named.every((name) => set[name] === undefined)) return null;
  const missing = named.slice(0, 2).filter((name) => set[name] === undefined);
  const isHttp = set.DISCORD_MODE === 'http' || set.DISCORD_MODE === 'both';
  if (isHttp && !set.DISCORD_PUBLIC_KEY) missing.push('DISCORD_PUBLIC_KEY');
  return missing.length > 0
    ? `${missing.join(', ')}: missing, Discord needs all of them or none (docs/platforms/discord.md)`
    : null;
}
