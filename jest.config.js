/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Both cores of the smallest machine that tests run on.
  maxWorkers: '100%',
  // A machine that is busy with something else gets there as well.
  testTimeout: 20_000,
  globalSetup: '<rootDir>/test/support/replica-set.js',
  globalTeardown: '<rootDir>/test/support/replica-set-stop.js',
  reporters: ['default', '<rootDir>/test/support/last-lines.js'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
};
