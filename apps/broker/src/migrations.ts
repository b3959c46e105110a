import { auditMigrations } from '#libs/audit';
import { directoryMigrations } from '#libs/directory';
import type { Migration } from '#libs/platform';
import { createLogChecks } from './log/migrations/20261122-1860-create-log-checks.js';
import { createLogs } from './logs/migrations/20261122-1400-create-logs.js';
import { createMailbox } from './mailbox/migrations/20261122-1000-create-mailbox.js';
import { createStatistics } from './statistics/migrations/20261122-2810-create-statistics.js';
import { createStatus } from './status/migrations/20261122-2600-create-status.js';

/** The whole schema of the broker's database. */
export const brokerMigrations: readonly Migration[] = [
  ...directoryMigrations,
  ...auditMigrations,
  createMailbox,
  createLogs,
  createLogChecks,
  createStatus,
  createStatistics,
];
