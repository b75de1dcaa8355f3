import { countingIds } from '../support/ids.ts';

let ids = countingIds('b');

/** For benches that go on in the store of an earlier run, which has the first ones. @param prefix of the ids from now on */
export const countUnder = (prefix: string): void => {
  ids = countingIds(prefix);
};

/** A fresh id, ascending. */
// Brands exist for the compiler only: in a test any well-formed id may stand for any kind.
export const anId = <Id extends string>(): Id => ids.next() as Id;

/** An id that reads as a name: `named<ActivityId>('explore')`. */
// As above: the kind is the test's word.
export const named = <Id extends string>(name: string): Id => name as Id;

/** Unguessable text, here only different every time. */
export const aCode = (): string => ids.code(26);
