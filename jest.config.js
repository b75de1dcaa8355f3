import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  // Tests run in plain Node: what is heavy is loaded once for each worker, not for each file (decision 12).
  runner: 'jest-light-runner/child-process',
  transform: {},
  testEnvironment: 'node',
  // Half as many again as cores: tests that wait for processes and browsers leave room for others.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: '<rootDir>/test/support/longest-first.js',
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limit.js'],
  globalSetup: '<rootDir>/test/support/replica-set.js',
  globalTeardown: '<rootDir>/test/support/replica-set-stop.js',
  reporters: ['default', '<rootDir>/test/support/last-lines.js'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
};
