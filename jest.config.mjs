/**
 * Three projects: `unit` needs no server (x.spec.ts); `system` uses real PostgreSQL, TLS and processes
 * (x.db.spec.ts and test/**\/x.e2e-spec.ts); `browser` a real Chromium and the built pages
 * (test/browser/x.browser-spec.ts). Run through `npm test`, which brings Node 24 and the flags.
 */
const shared = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/demo-output/'],
};

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.db\\.spec\\.ts$', '/dist/'],
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: ['<rootDir>/{apps,libs,test}/**/*.db.spec.ts', '<rootDir>/test/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/postgres.setup.mjs',
      globalTeardown: '<rootDir>/test/postgres.teardown.mjs',
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'],
      globalSetup: '<rootDir>/test/postgres.setup.mjs',
      globalTeardown: '<rootDir>/test/postgres.teardown.mjs',
    },
  ],
  testSequencer: '<rootDir>/test/slowest-first.mjs',
  testTimeout: 240_000,
  // modules of a suite stay in a worker's memory after it (jest and ES modules): before it is full, another worker goes on
  workerIdleMemoryLimit: '1200MB',
};
