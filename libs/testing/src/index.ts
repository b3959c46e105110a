export { createTestDatabase, testServerUrl } from './test-database.js';
export type { TestDatabase, TestDatabaseOptions } from './test-database.js';
export { fixedClock } from './fixed-clock.js';
export type { FixedClock } from './fixed-clock.js';
export { createTestAlliance, writeAlliance } from './test-alliance.js';
export type { TestAlliance } from './test-alliance.js';
