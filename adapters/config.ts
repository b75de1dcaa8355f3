import { z } from 'zod';
import { type DiscordConfig, DiscordVariables, discordConfigOf, discordTrouble } from './discord/index.ts';
import { type MailConfig, MailVariables, mailConfigOf, mailTrouble } from './mail/index.ts';
import { type SlackConfig, SlackVariables, slackConfigOf, slackTrouble } from './slack/index.ts';

const onOff = z.enum(['on', 'off']);
const port = z.coerce.number().int().min(0).max(65_535);
const listOfHosts = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/i, 'a host name, with a port where it has one')));

/** What is no address at all was named as that before. */
function isAddressOnly(url: string): boolean {
  return !URL.canParse(url) || (new URL(url).pathname === '/' && !/[?#]/.test(url));
}

/** Every variable that the product reads, as it stands in the environment. Empty counts as absent. */
const Environment = z.object({
  ...MailVariables.shape,
  ...DiscordVariables.shape,
  ...SlackVariables.shape,
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  WORKER: onOff.default('on'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isAddressOnly, 'an address without a path')
    .transform((url) => new URL(url).origin)
    .optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LTI_PRIVATE_HOSTS: listOfHosts.default([]),
  DATA_DIR: z.string().min(1).default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/]+/, 'an address that begins with mongodb:// or mongodb+srv://')
    .optional(),
  COL_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  PRACTICE_LMS: onOff.optional(),
  DEMO_CITY: onOff.optional(),
  SIGNED_ASSERTIONS: onOff.default('off'),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  OPERATOR_NAME: z.string().max(120).optional(),
  OPERATOR_EMAIL: z.email().optional(),
});

export interface Config {
  readonly isProduction: boolean;
  /** What would be logged in production is thrown. */
  readonly isTest: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly worker: boolean;
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly trustProxy: number;
  readonly ltiPrivateHosts: readonly string[];
  /** `:memory:` keeps everything in memory, for tests. */
  readonly dataDir: string;
  /** Null: the embedded store in the data folder. */
  readonly mongodbUri: string | null;
  /** Null: made and kept in the data folder. */
  readonly secret: string | null;
  readonly practiceLms: boolean;
  readonly demoCity: boolean;
  /** Null: no mail server, mails are files in the data folder. */
  readonly mail: MailConfig | null;
  /** Makes signed Open Badges 2.0 beside the hosted ones. */
  readonly signsAssertions: boolean;
  /** Null: switched off. */
  readonly discord: DiscordConfig | null;
  /** Null: Slack is off. */
  readonly slack: SlackConfig | null;
  /** Null: only loopback callers read the metrics. */
  readonly metricsToken: string | null;
  /** Who runs this site, for its privacy and terms pages; null: the pages say where to put it. */
  readonly operator: { readonly name: string; readonly email: string } | null;
}

/** What is wrong with the environment, a line per variable, with the page that helps. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

/** @throws ConfigFault naming every wrong or missing variable at once */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    throw new ConfigFault(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const set = parsed.data;
  const troubles = troublesOf(set);
  if (troubles.length > 0) throw new ConfigFault(troubles.join('\n'));

  const isProduction = set.NODE_ENV === 'production';
  const baseUrl = set.BASE_URL ?? `http://localhost:${set.PORT}`;
  const isAtHome = !isProduction && isLoopback(set.HOST) && isLoopback(new URL(baseUrl).hostname);
  return {
    isProduction,
    isTest: set.NODE_ENV === 'test',
    logLevel: set.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    worker: set.WORKER === 'on',
    host: set.HOST,
    port: set.PORT,
    baseUrl,
    trustProxy: set.TRUST_PROXY,
    ltiPrivateHosts: set.LTI_PRIVATE_HOSTS,
    dataDir: set.DATA_DIR,
    mongodbUri: set.MONGODB_URI ?? null,
    secret: set.COL_SECRET ?? null,
    practiceLms: set.PRACTICE_LMS ? set.PRACTICE_LMS === 'on' : isAtHome,
    demoCity: set.DEMO_CITY ? set.DEMO_CITY === 'on' : isAtHome,
    signsAssertions: set.SIGNED_ASSERTIONS === 'on',
    metricsToken: set.METRICS_TOKEN ?? null,
    mail: mailConfigOf(set),
    discord: discordConfigOf(set),
    slack: slackConfigOf(set),
    operator:
      set.OPERATOR_NAME && set.OPERATOR_EMAIL ? { name: set.OPERATOR_NAME, email: set.OPERATOR_EMAIL } : null,
  };
}

/** All variables of a part or none; what production needs. */
function troublesOf(set: z.infer<typeof Environment>): string[] {
  const help = '(docs/operating.md)';
  const troubles: string[] = [];
  if (!set.OPERATOR_NAME !== !set.OPERATOR_EMAIL) {
    troubles.push(`OPERATOR_NAME, OPERATOR_EMAIL: set both or neither ${help}`);
  }
  const mail = mailTrouble(set);
  if (mail) troubles.push(`${mail} ${help}`);
  const discord = discordTrouble(set);
  if (discord) troubles.push(discord);
  const slack = slackTrouble(set);
  if (slack) troubles.push(`${slack} (docs/platforms/slack.md)`);
  if (set.NODE_ENV === 'production') {
    if (!set.COL_SECRET) troubles.push(`COL_SECRET: required in production, 32 characters or more ${help}`);
    if (!set.BASE_URL)
      troubles.push(`BASE_URL: required in production, the https address of this site ${help}`);
    if (set.PRACTICE_LMS === 'on')
      troubles.push(`PRACTICE_LMS: not in production, anybody could be anybody ${help}`);
  }
  return troubles;
}

const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]', '::1'].includes(host);
