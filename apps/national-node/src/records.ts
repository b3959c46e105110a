import { join } from 'node:path';
import { localKek, openLog, type AuditLog } from '#libs/audit';
import { checkDatabaseRole, checkMigrated, openDatabase, sqlOf, systemClock, type Database } from '#libs/platform';
import { fromBase64url } from '#libs/protocol';
import type { NodeConfiguration } from './config.js';
import { Home } from './context.js';
import { HighWaterFile } from './courier/high-water.js';
import { nodeMigrations } from './migrations.js';

/** What a node keeps: enough for an operator's work that needs no private key and nobody outside. */
export interface Records {
  readonly config: NodeConfiguration;
  readonly home: Home;
  readonly database: Database;
  readonly log: AuditLog;
  readonly highWater: HighWaterFile;
}

/**
 * Opens what a node keeps, and refuses a database that is not as it must be. Disposing of it closes the database.
 *
 * @throws platform.database-role-*, platform.migration-*, courier.high-water-missing
 */
export async function openRecords(config: NodeConfiguration): Promise<Records & AsyncDisposable> {
  await using opening = new AsyncDisposableStack();
  const ownDays = { closed: config.closedDays, open: config.openDays };
  const home = new Home(config.country, config.env, systemClock, config.zone, ownDays);
  const database = await openDatabase({
    ...{ url: config.databaseUrl, entities: [], poolSize: config.databasePool },
    applicationName: `crex-node-${config.country}`,
  });
  opening.defer(() => database.destroy());
  await checkDatabaseRole(sqlOf(database.manager), config.env);
  await checkMigrated(sqlOf(database.manager), nodeMigrations);

  const log = openLog({
    origin: config.logOrigin,
    kek: localKek(fromBase64url(config.auditKek)),
    pseudonymKey: fromBase64url(config.auditPseudonymKey),
    clock: systemClock,
  });
  await log.preparePeriodKeys(sqlOf(database.manager));
  const highWater = await HighWaterFile.open(join(config.stateFolder, 'high-water.json'), await isFirstStart(database));

  const opened = opening.move();
  return { config, home, database, log, highWater, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** True for a database that has sent and seen nothing: only then may the file of highest numbers be missing. */
async function isFirstStart(database: Database): Promise<boolean> {
  const used = 'SELECT 1 FROM pair_counter UNION ALL SELECT 1 FROM inbox LIMIT 1';
  return (await sqlOf(database.manager).query(used)).length === 0;
}
