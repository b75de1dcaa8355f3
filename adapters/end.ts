import type { Server } from 'node:http';
import type { Worker } from './worker.ts';

/**
 * Takes no new requests and no new deliveries, and waits for those under way; what is not over in time is cut off.
 * A delivery that is cut off comes again when its lease ends.
 * @param graceMs for both together
 */
export async function endWork(server: Server, worker: Worker | null, graceMs: number): Promise<void> {
  const answered = new Promise<void>((closed) => server.close(() => closed()));
  server.closeIdleConnections();
  let late: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((over) => {
    late = setTimeout(over, graceMs);
  });
  await Promise.race([Promise.all([answered, worker?.stop()]), timeIsUp]);
  clearTimeout(late);
  server.closeAllConnections();
}
