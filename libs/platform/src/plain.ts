/**
 * The second front door: what a program stands on that loads neither Nest nor TypeORM, because it holds a key and should
 * hold as little else as it can.
 */
export { checkDatabaseRole } from './database/database-role.js';
export { checkMigrated } from './database/migrate.js';
export { copyField } from './database/copy-field.js';
export { openSqlDatabase } from './database/open-sql-database.js';
export type { SqlDatabase } from './database/open-sql-database.js';
export type { Sql } from './database/sql.js';
export { integer, oneOf, secret, text } from './configuration/setting.js';
export { readConfiguration } from './configuration/configuration.js';
export type { Configuration } from './configuration/configuration.js';
export { lockFolder } from './files/lock-folder.js';
export { replaceDurably } from './files/durable-file.js';
export { createLogger } from './logging/logger.js';
export type { Logger } from './logging/logger.js';
export { startOperationsServer } from './operations/operations-server.js';
export { closeOnSignal } from './work/close-on-signal.js';
export { Doorbell } from './work/doorbell.js';
export { startLoop } from './work/loop.js';
export type { LoopOptions } from './work/loop.js';
export { systemClock } from './system-clock.js';
