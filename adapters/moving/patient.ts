import { setTimeout as wait } from 'node:timers/promises';
import { StoreFault } from '../../core/faults.ts';
import { secondMs } from '../../core/instant.ts';
import type { Engine } from '../../core/ports/engine.ts';

/** A minute, about: longer than an election. */
const mostTries = 10;

/** A store that is out of reach for a moment ends no work of hours. @param work may be begun again */
export async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof StoreFault) || tries === mostTries) throw fault;
      await wait(tries * secondMs);
    }
  }
}

/** The same store for who reads all of it, or puts all of it in: each of these does the same when it is done again. */
export const patient = (engine: Engine): Engine => ({
  ...engine,
  holdings: {
    ...engine.holdings,
    page: (...given) => patiently(() => engine.holdings.page(...given)),
    lastId: (...given) => patiently(() => engine.holdings.lastId(...given)),
    put: (...given) => patiently(() => engine.holdings.put(...given)),
  },
});
