/** @type {import('jest').Config} */
export default {
  // Tests run in plain Node: what is heavy is loaded once for each worker, not for each file (decision 12).
  runner: 'jest-light-runner/child-process',
  transform: {},
  testEnvironment: 'node',
  // Both cores of the smallest machine that tests run on.
  maxWorkers: '100%',
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limit.js'],
  globalSetup: '<rootDir>/test/support/replica-set.js',
  globalTeardown: '<rootDir>/test/support/replica-set-stop.js',
  reporters: ['default', '<rootDir>/test/support/last-lines.js'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
};
