import bolt, { type Authorize, type Logger, type webApi } from '@slack/bolt';
import { Declined, Unreachable } from '../../core/faults.ts';
import { secondMs } from '../../core/instant.ts';
import type { Meter } from '../../core/ports/meter.ts';
import { errorOf } from './answer.ts';
import type { SlackConfig } from './config.ts';

const { webApi: api } = bolt;

type Client = webApi.WebClient;

/** The calls that are not answers to an act. */
type Method = 'chat.postMessage' | 'chat.update' | 'conversations.open';

/** A client for each workspace that installed us. */
export interface Clients {
  /** Null: it is not installed there. */
  of(tenant: string): Promise<Client | null>;
  /**
   * One call of Slack's, counted by how it ended.
   * @throws Declined nothing changes until somebody acts; Unreachable tried again, after as long as Slack says
   */
  calling<T>(method: Method, call: () => Promise<T>): Promise<T>;
  /** @throws Declined everybody of the workspace is in that channel */
  refuseGeneral(tenant: string, channel: string): Promise<void>;
}

/** Deliveries are tried again by the outbox, so that the client itself neither waits nor tries again. */
export function createClients(
  { apiUrl }: Pick<SlackConfig, 'apiUrl'>,
  meter: Meter,
  authorize: Authorize<boolean>,
  logger: Logger,
): Clients {
  const general = new Map<string, boolean>();
  async function of(tenant: string): Promise<Client | null> {
    const isEnterpriseInstall = tenant.startsWith('E');
    const source = isEnterpriseInstall
      ? { teamId: undefined, enterpriseId: tenant, isEnterpriseInstall: true as const }
      : { teamId: tenant, enterpriseId: undefined, isEnterpriseInstall: false as const };
    // Bolt's type asks for one of both kinds of installation; either is looked up the same way.
    const { botToken } = await authorize(source as Parameters<Authorize<boolean>>[0]);
    if (!botToken) return null;
    return new api.WebClient(botToken, {
      slackApiUrl: apiUrl,
      logger,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
      timeout: 10 * secondMs,
    });
  }
  return {
    of,
    async calling(method, call) {
      try {
        const answer = await call();
        meter.platformCall('slack', method, 'done');
        return answer;
      } catch (fault) {
        const known = faultOf(method, fault);
        meter.platformCall('slack', method, resultOf(known, fault));
        throw known;
      }
    },
    async refuseGeneral(tenant, channel) {
      const known = general.get(channel) ?? (await isGeneral(await of(tenant), channel));
      general.set(channel, known);
      if (known) throw new Declined('GENERAL_CHANNEL', 'Nothing is posted where everybody is');
    },
  };
}

/** Without the right to read channels nobody can tell; whoever chose the channel saw its name. */
async function isGeneral(client: Client | null, channel: string): Promise<boolean> {
  try {
    const found = await client?.conversations.info({ channel });
    return found?.channel?.is_general ?? false;
  } catch (fault) {
    if (errorOf(fault) === 'missing_scope' || errorOf(fault) === 'channel_not_found') return false;
    throw faultOf('conversations.info', fault);
  }
}

const resultOf = (known: Declined | Unreachable, fault: unknown): string => {
  if (known instanceof Declined) return 'declined';
  return errorOf(fault) === 'ratelimited' || retryAfterOf(fault) !== null ? 'rate-limited' : 'unreachable';
};

/** Slack's own words for what may be right the next time. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
]);

function faultOf(method: string, fault: unknown): Declined | Unreachable {
  const error = errorOf(fault);
  if (error && !passing.has(error)) return new Declined(error, `Slack declined ${method}`, { cause: fault });
  return new Unreachable(`Slack's ${method}`, { cause: fault, retryAfterMs: retryAfterOf(fault) });
}

const retryAfterOf = (fault: unknown): number | null =>
  typeof fault === 'object' && fault !== null && 'retryAfter' in fault && typeof fault.retryAfter === 'number'
    ? fault.retryAfter * secondMs
    : null;
