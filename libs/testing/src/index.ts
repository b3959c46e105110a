export { createTestDatabase, testServerUrl } from './test-database.js';
export type { TestDatabase, TestDatabaseOptions } from './test-database.js';
export { fixedClock } from './fixed-clock.js';
export type { FixedClock } from './fixed-clock.js';
export { createTestAlliance, writeAlliance } from './test-alliance.js';
export type { TestAlliance } from './test-alliance.js';
export { startTestIssuer } from './test-issuer.js';
export type { TestIssuer, TokenOptions } from './test-issuer.js';
