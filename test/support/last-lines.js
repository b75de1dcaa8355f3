const howToGetMongod =
  'A mongod, 4.4 or newer: put one on the PATH, name one in MONGOMS_SYSTEM_BINARY, name a running replica set in MONGODB_URI, or let one be fetched with MONGOMS_RUNTIME_DOWNLOAD=1';

/**
 * Closes a test run with what was not run and why, by name, and one line of counts.
 * A suite that is skipped says what it needs in its own name.
 */
export default class LastLines {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap(({ testResults }) =>
      testResults
        .filter(({ status }) => status === 'pending')
        .map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title),
    );
    for (const name of new Set(skipped)) {
      process.stdout.write(`Skipped: ${name} (${skipped.filter((other) => other === name).length})\n`);
    }
    if (skipped.some((name) => name.endsWith('(needs a mongod)')))
      process.stdout.write(`${howToGetMongod}\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(
      `${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests} skipped\n`,
    );
  }
}
