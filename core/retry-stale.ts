import { Stale } from './faults.ts';

/** Runs a use case again when what it read has changed meanwhile: three times at most, then the fault goes on. */
export async function retryStale<Answer>(useCase: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await useCase();
    } catch (fault) {
      if (!(fault instanceof Stale) || tries === 3) throw fault;
    }
  }
}
