import { addEventHandler } from 'jest-circus';

/** A machine that is busy with something else gets there as well. */
const usualMs = 20_000;

/** The runner sets no limits: a test or hook that hangs fails here, after its own limit or the usual one. */
function limited(step, named) {
  const { fn, timeout: limitMs = usualMs } = step;
  if (!fn) return;
  step.fn = async () => {
    let timer;
    const late = new Promise((_, reject) => {
      const fault = new Error(`${named} took longer than ${limitMs / 1000} s`);
      timer = setTimeout(() => reject(fault), limitMs);
    });
    try {
      return await Promise.race([fn(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

addEventHandler((event, { currentDescribeBlock }) => {
  if (event.name === 'add_test') limited(currentDescribeBlock.children.at(-1), 'A test');
  if (event.name === 'add_hook') limited(currentDescribeBlock.hooks.at(-1), 'A hook');
});

// The run is over and lets its workers go: one whose tests left something open would stay for ever.
process.once('disconnect', () => process.exit());
