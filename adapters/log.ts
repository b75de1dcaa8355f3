import { pino } from 'pino';
import type { Log } from '../core/ports/log.ts';

/** What must never reach a log, should it ever be handed over by mistake. */
const redact = [
  '*.token',
  '*.id_token',
  '*.authorization',
  '*.cookie',
  '*.name',
  '*.email',
  '*.password',
  '*.secret',
];

/** JSON lines on standard error: standard output belongs to the addresses at start and to the command line. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino(
    { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
