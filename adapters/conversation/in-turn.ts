/**
 * Lets one begin in each turn of the event loop. A store in this process answers without ever waiting, so that many who
 * come at once would hold up everybody's first word until the last of them is done.
 */
export function oneByOne(): <Answer>(work: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const begin = last.then(() => new Promise<void>((turn) => setImmediate(turn)));
    last = begin;
    return begin.then(work);
  };
}
