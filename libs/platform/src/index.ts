export { startEmbeddedPostgres } from './postgres/embedded-postgres.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './postgres/embedded-postgres.js';
export { createDatabase } from './database/create-database.js';
export type { NewDatabase } from './database/create-database.js';
export { checkDatabaseRole } from './database/database-role.js';
export { checkMigrated, migrate } from './database/migrate.js';
export type { Migration } from './database/migrate.js';
export { openDatabase } from './database/open-database.js';
export type { DatabaseOptions } from './database/open-database.js';
export { SessionLock } from './database/session-lock.js';
export { copyInto } from './database/copy.js';
export { sqlOf } from './database/sql.js';
export type { Sql } from './database/sql.js';
export { afterCommit, inTransaction, isDisconnected, sqlState } from './database/transaction.js';
export type { Database, Transaction, TransactionOptions } from './database/transaction.js';
export { describeConfiguration, readConfiguration } from './configuration/configuration.js';
export type { Configuration, ConfigurationShape } from './configuration/configuration.js';
export { days, durationMs, file, flag, integer, list, oneOf, secret, text, url } from './configuration/setting.js';
export type { Setting } from './configuration/setting.js';
export { createLogger } from './logging/logger.js';
export type { Logger, LoggerOptions } from './logging/logger.js';
export { startOperationsServer } from './operations/operations-server.js';
export type {
  OperationsAnswer,
  OperationsOptions,
  OperationsRequest,
  OperationsRoute,
  OperationsServer,
} from './operations/operations-server.js';
export type { HealthCheck } from './operations/health-check.js';
export { closeOnSignal } from './work/close-on-signal.js';
export { Doorbell } from './work/doorbell.js';
export { FreshRun } from './work/fresh-run.js';
export { startLoop } from './work/loop.js';
export type { Loop, LoopOptions } from './work/loop.js';
export { createDurably, overwriteDurably, removeDurably, renameDurably, replaceDurably } from './files/durable-file.js';
export { softwareVersion } from './software-version.js';
export { lockFolder } from './files/lock-folder.js';
export { systemClock } from './system-clock.js';
