import { DataSource, type DataSourceOptions } from 'typeorm';
import { columnTypes } from './column-types.js';
import { PooledClient } from './pooled-client.js';

export interface DatabaseOptions {
  /** Connection string of the application's role. */
  readonly url: string;
  /** The entity classes of the app's rooms. */
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** Most connections at once. */
  readonly poolSize: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
}

const CONNECT_LIMIT_MS = 10_000;

/** Opens the app's one TypeORM data source: never synchronizes the schema, logs no statement, types as {@link columnTypes}. */
export function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: CONNECT_LIMIT_MS,
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    // an idle connection broke: the pool replaces it, and the readiness check tells when it cannot
    poolErrorHandler: () => undefined,
    extra: { types: columnTypes, Client: PooledClient },
  }).initialize();
}
