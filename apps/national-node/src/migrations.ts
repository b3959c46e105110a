import { auditMigrations } from '#libs/audit';
import { directoryMigrations } from '#libs/directory';
import type { Migration } from '#libs/platform';
import { createQuestions } from './ask/migrations/20261122-1200-create-questions.js';
import { createCourier } from './courier/migrations/20261122-1100-create-courier.js';
import { storeLinesAsTheyAre } from './courier/migrations/20261122-1500-store-lines-as-they-are.js';
import { createAlarms } from './log/migrations/20261122-1700-create-alarms.js';
import { createPromises } from './log/migrations/20261122-1710-create-promises.js';
import { createReconciliation } from './reconcile/migrations/20261122-1600-create-reconciliation.js';
import { createRegister } from './register/migrations/20261122-1300-create-register.js';

/** The whole schema of a node's database. */
export const nodeMigrations: readonly Migration[] = [
  ...auditMigrations,
  ...directoryMigrations,
  createCourier,
  createQuestions,
  createRegister,
  storeLinesAsTheyAre,
  createAlarms,
  createPromises,
  createReconciliation,
];
