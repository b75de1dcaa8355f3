import Sequencer from '@jest/test-sequencer';

/** What starts browsers, processes or a database of its own; the rest takes seconds. */
const long = ['/test/browser/', '/test/journeys/killed', '/test/contracts/', '/test/adapters/cli/'];

const place = ({ path }) => {
  const at = long.findIndex((part) => path.includes(part));
  return at < 0 ? long.length : at;
};

/** The long ones first, so that a run on a clean checkout does not end with one worker at a walk and the others idle. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
