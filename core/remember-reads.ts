import type { Records } from './ports/records.ts';

type Read = (...asked: unknown[]) => Promise<unknown>;

/**
 * The same records; what was read once is not read again until something is kept. For one answer, which takes
 * milliseconds and whose parts ask for the same things, and never for longer: others keep meanwhile.
 */
export function rememberReads(records: Records): Records {
  const known = new Map<string, Promise<unknown>>();
  const keep: Records['keep'] = async (changes, events) => {
    // When it is refused as stale too: the use case reads anew.
    await records.keep(changes, events).finally(() => known.clear());
  };
  // Made when it is first asked for: an answer needs a few of them.
  const remembered = new Map<string, object>();

  return new Proxy(records, {
    get(target, name: string) {
      if (name === 'keep') return keep;
      const repository: unknown = Reflect.get(target, name);
      if (typeof repository !== 'object' || repository === null) return repository;
      const made = remembered.get(name) ?? remembering(known, name, repository);
      remembered.set(name, made);
      return made;
    },
  });
}

function remembering(known: Map<string, Promise<unknown>>, name: string, repository: object): object {
  return new Proxy(repository, {
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
  });
}
