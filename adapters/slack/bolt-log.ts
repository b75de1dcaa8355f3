import bolt, { type Logger } from '@slack/bolt';
import type { Log } from '../../core/ports/log.ts';

/**
 * Slack's libraries log whole bodies while they debug: only their warnings are passed on, as text. What they call an
 * error may be a visitor with an old cookie; faults of ours are logged where they are met.
 */
export function boltLog(log: Log): Logger {
  const told = (words: readonly unknown[]): string =>
    words
      .map((word) => (word instanceof Error ? word.message : typeof word === 'string' ? word : ''))
      .join(' ')
      .slice(0, 300);
  return {
    debug() {},
    info() {},
    warn: (...words) => log.warn({ said: told(words) }, 'Slack’s library warns'),
    error: (...words) => log.warn({ said: told(words) }, 'Slack’s library warns'),
    setLevel() {},
    getLevel: () => bolt.LogLevel.WARN,
    setName() {},
  };
}
