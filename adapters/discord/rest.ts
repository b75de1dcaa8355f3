import { DefaultRestOptions, REST, RESTEvents } from 'discord.js';
import type { Log } from '../../core/ports/log.ts';
import type { Meter } from '../../core/ports/meter.ts';
import type { DiscordConfig } from './config.ts';

/** Of 401, 403 and 429 in ten minutes; at 10,000 Discord bans the address. */
const mostInvalid = 1_000;

/**
 * Our line to Discord's API, as the bot. A token that is refused is not tried again until the site starts anew; after
 * a thousand refused calls in ten minutes it pauses for the rest of them. What waited is tried again later.
 */
export function createRest(
  { apiUrl, token }: Pick<DiscordConfig, 'apiUrl' | 'token'>,
  { log, meter }: { readonly log: Log; readonly meter: Meter },
  most = mostInvalid,
): REST {
  let pausedUntil = 0;
  const rest = new REST({
    version: '10',
    api: apiUrl,
    invalidRequestWarningInterval: most,
    async makeRequest(url, init) {
      if (performance.now() < pausedUntil) throw new Error('Paused: Discord refused too many calls');
      return DefaultRestOptions.makeRequest(url, init);
    },
  }).setToken(token);
  rest.on(RESTEvents.RateLimited, () => meter.platformCall('discord', 'any', 'rate-limited'));
  rest.on(RESTEvents.Response, ({ data }, { status }) => {
    // The library lets go of the token then.
    if (status === 401 && data.auth) log.error({}, 'Discord refuses the token: nothing is sent any more');
  });
  rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) => {
    pausedUntil = performance.now() + remainingTime;
    log.error({ count }, 'Discord refused very many calls: sending pauses');
  });
  return rest;
}
