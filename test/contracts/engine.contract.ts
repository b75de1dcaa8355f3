import { describeCatalogue } from './engine/catalogue.ts';
import { describeFiles } from './engine/files.ts';
import { describeHoldings } from './engine/holdings.ts';
import { describeKeep } from './engine/keep.ts';
import { describeKeyValues } from './engine/key-values.ts';
import { describeLeases } from './engine/leases.ts';
import { describeOutbox } from './engine/outbox.ts';
import type { Place } from './engine/place.ts';
import { describeRepositories } from './engine/repositories.ts';
import { describeRestarts } from './engine/restarts.ts';
import { describeUniqueRules } from './engine/unique-rules.ts';

/**
 * Everything that an engine promises. Every engine passes it unchanged.
 * @param newPlace called once per test
 * @param suite skips it where there is no such engine
 * @param outlivesProcess false: the store is gone with its process, so nothing is asked of a restart
 */
export function describeEngine(
  name: string,
  newPlace: () => Place,
  { outlivesProcess = true, suite = describe as (name: string, tests: () => void) => void } = {},
): void {
  suite(name, () => {
    describeKeep(newPlace);
    describeUniqueRules(newPlace);
    describeRepositories(newPlace);
    describeCatalogue(newPlace);
    describeOutbox(newPlace);
    describeKeyValues(newPlace);
    describeLeases(newPlace);
    describeFiles(newPlace);
    describeHoldings(newPlace);
    if (outlivesProcess) describeRestarts(newPlace);
  });
}
