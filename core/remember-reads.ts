import type { Records } from './ports/records.ts';

type Read = (...asked: unknown[]) => Promise<unknown>;

/**
 * The same records; what was read once is not read again until something is kept. For one answer, which takes
 * milliseconds and whose parts ask for the same things, and never for longer: others keep meanwhile.
 */
export function rememberReads(records: Records): Records {
  const known = new Map<string, Promise<unknown>>();

  function remembering<Repository extends object>(name: string, repository: Repository): Repository {
    const handler: ProxyHandler<Repository> = {
      get: (target, method) => {
        // Every method of a repository reads: it takes plain values and gives a promise.
        const read = Reflect.get(target, method) as Read;
        return (...asked: unknown[]) => {
          const key = `${name} ${String(method)} ${JSON.stringify(asked)}`;
          const answer = known.get(key) ?? read.apply(target, asked);
          known.set(key, answer);
          return answer;
        };
      },
    };
    return new Proxy(repository, handler);
  }

  const { keep, ...repositories } = records;
  const remembered = Object.fromEntries(
    Object.entries(repositories).map(([name, repository]) => [name, remembering(name, repository)]),
  );
  return {
    // The same names, each with a repository of the same shape.
    ...(remembered as typeof repositories),
    async keep(changes, events) {
      // When it is refused as stale too: the use case reads anew.
      await keep(changes, events).finally(() => known.clear());
    },
  };
}
