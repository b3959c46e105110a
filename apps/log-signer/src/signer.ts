import { auditMigrations } from '#libs/audit';
import { checkDatabaseRole, checkMigrated, openSqlDatabase, systemClock, type SqlDatabase } from '#libs/platform/plain';
import { CrexError, type Clock } from '#libs/protocol';
import type { SignerConfiguration } from './config.js';
import { openLogKey, type LogKey } from './log-key.js';
import { LogTablesStore } from './log-tables.store.js';
import { SignLog } from './sign-log.js';
import { StateFolder } from './state-folder.js';

/** What the verbs stand on. */
export interface Signer {
  readonly config: SignerConfiguration;
  readonly clock: Clock;
  readonly database: SqlDatabase;
  readonly tables: LogTablesStore;
  readonly folder: StateFolder;
  readonly keyOf: (origin: string) => LogKey;
  /** Under the origin of the configuration. */
  readonly key: LogKey;
  readonly signLog: SignLog;
  close(): Promise<void>;
}

/** What a test may put in the place of the real things. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly keyOf?: (origin: string) => LogKey;
}

const POOL_SIZE = 3;

/**
 * Opens key, folder and database, in this order, and stops with a coded error when one of them is not as it must be.
 *
 * @throws pki.*, platform.*, log-signer.no-state-folder, log-signer.state-damaged, log-signer.other-origin
 */
export async function openSigner(config: SignerConfiguration, given: Surroundings = {}): Promise<Signer> {
  const clock = given.clock ?? systemClock;
  const keyOf = given.keyOf ?? (await openLogKey(config));
  const folder = await StateFolder.open(config.stateFolder, keyOf);
  let database: SqlDatabase | undefined;
  try {
    checkOrigin(folder, config.logOrigin);
    const applicationName = `crex-log-${config.member}`;
    database = await openSqlDatabase({ url: config.databaseUrl, poolSize: POOL_SIZE, applicationName });
    await checkDatabaseRole(database, config.env, 'crex_log');
    await checkMigrated(database, auditMigrations);
    return assemble({ config, clock, database, folder, keyOf });
  } catch (error) {
    await database?.close();
    folder.close();
    throw error;
  }
}

function assemble(parts: Pick<Signer, 'config' | 'clock' | 'database' | 'folder' | 'keyOf'>): Signer {
  const { config, clock, database, folder, keyOf } = parts;
  const tables = new LogTablesStore(database);
  const key = keyOf(config.logOrigin);
  const signLog = new SignLog(database, tables, folder, key, clock);
  const close = async () => {
    await database.close();
    folder.close();
  };
  return { ...parts, tables, key, signLog, close };
}

/** After `open-epoch` the settings follow the folder, not the other way round. */
function checkOrigin(folder: StateFolder, origin: string): void {
  const known = folder.current?.origin ?? origin;
  if (known !== origin) {
    throw new CrexError('log-signer.other-origin', `the folder is of ${known}, the setting names ${origin}`, {
      nextStep: `set CREX_LOG_ORIGIN to ${known}, for the node too, or give the signer its own folder`,
    });
  }
}
