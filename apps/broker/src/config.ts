import {
  durationMs,
  integer,
  oneOf,
  readConfiguration,
  secret,
  text,
  type Configuration,
  type ConfigurationShape,
} from '#libs/platform';
import { ENVIRONMENTS } from '#libs/protocol';

const MIB = 1024 * 1024;

/** Every setting of the broker. Secrets are given as paths of files. */
export const brokerSettings = {
  env: oneOf(ENVIRONMENTS, {
    name: 'CREX_ENV',
    meaning: 'environment; keys, directory and messages of another are refused',
  }),
  logLevel: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    ...{ name: 'CREX_LOG_LEVEL', meaning: 'least severity of a line in the operator’s log', default: 'info' },
  }),
  instance: text({
    ...{ name: 'CREX_INSTANCE', meaning: 'name of this process among its replicas, in log lines and pg_stat_activity' },
    default: 'broker-1',
  }),

  host: text({ name: 'CREX_HOST', meaning: 'address the members connect to', default: '127.0.0.1' }),
  port: integer({
    ...{ name: 'CREX_PORT', meaning: 'its port; 0 takes a free one', default: 4433 },
    min: 0,
    max: 65535,
  }),
  operationsPort: integer({
    ...{ name: 'CREX_OPERATIONS_PORT', meaning: 'port of health and metrics, on 127.0.0.1; 0 takes a free one' },
    ...{ min: 0, max: 65535, default: 0 },
  }),
  requestTimeoutMs: durationMs({
    ...{ name: 'CREX_REQUEST_TIMEOUT', meaning: 'how long a member may take to send a whole request', default: 60_000 },
    ...{ minMs: 1_000, maxMs: 600_000 },
  }),
  databaseUrl: secret({ name: 'CREX_DATABASE_URL_FILE', meaning: 'connection string of the application’s role' }),
  databasePool: integer({
    ...{ name: 'CREX_DATABASE_POOL', meaning: 'database connections; more than one member’s calls at once' },
    ...{ min: 4, max: 200, default: 24 },
  }),

  keysFolder: text({ name: 'CREX_KEYS_FOLDER', meaning: 'folder with keys/<role>.jwe and certificates/<role>.pem' }),
  passphrase: secret({ name: 'CREX_KEYS_PASSPHRASE_FILE', meaning: 'passphrase of the key files' }),
  logOrigin: text({ name: 'CREX_LOG_ORIGIN', meaning: 'name of the broker’s log, as the directory lists it' }),
  logPublishPeriodMs: durationMs({
    ...{ name: 'CREX_LOG_PUBLISH_PERIOD', meaning: 'how often what is new in the broker’s own log is shown to others' },
    ...{ minMs: 100, maxMs: 600_000, default: 10_000 },
  }),
  witnessPeriodMs: durationMs({
    ...{
      name: 'CREX_WITNESS_PERIOD',
      meaning: 'how often the logs that the broker witnesses are looked at and cosigned',
    },
    ...{ minMs: 100, maxMs: 3_600_000, default: 60_000 },
  }),
  auditKek: secret({
    name: 'CREX_AUDIT_KEK_FILE',
    meaning: 'key that wraps the log’s monthly keys: 32 bytes, base64url',
  }),
  auditPseudonymKey: secret({
    ...{ name: 'CREX_AUDIT_PSEUDONYM_KEY_FILE', meaning: 'key of the pseudonyms in the log: 32 bytes, base64url' },
  }),

  retentionMonths: integer({
    ...{ name: 'CREX_RETENTION_MONTHS', meaning: 'months that the parts of the broker’s log are kept' },
    ...{ min: 1, max: 60, default: 36 },
  }),

  directoryPeriodMs: durationMs({
    ...{ name: 'CREX_DIRECTORY_PERIOD', meaning: 'how often the broker looks for a newer directory', default: 60_000 },
    ...{ minMs: 100, maxMs: 3_600_000 },
  }),
  timestampPeriodMs: durationMs({
    ...{
      name: 'CREX_TIMESTAMP_PERIOD',
      meaning: 'age at which the directory’s timestamp is signed anew',
      default: 3_600_000,
    },
    ...{ minMs: 1_000, maxMs: 12 * 3_600_000 },
  }),
  expiryPeriodMs: durationMs({
    ...{ name: 'CREX_EXPIRY_PERIOD', meaning: 'how often the broker looks for messages that nobody took in time' },
    ...{ minMs: 50, maxMs: 600_000, default: 5_000 },
  }),

  maxPuts: limit('CREX_MAX_PUTS', 'a member’s calls at once that are no long polls', 8),
  maxFetches: limit('CREX_MAX_FETCHES', 'a member’s long polls at once', 2),
  maxLogCalls: limit('CREX_MAX_LOG_CALLS', 'a member’s calls about logs at once', 16),
  maxConnections: limit('CREX_MAX_CONNECTIONS', 'a member’s connections', 32),
  messagesPerSecond: limit(
    'CREX_MESSAGES_PER_SECOND',
    'a member’s messages (and other calls) a second, on average',
    500,
  ),
  messageBurst: limit('CREX_MESSAGE_BURST', 'a member’s messages (and other calls) at once', 2_000),
  logCallsPerSecond: limit('CREX_LOG_CALLS_PER_SECOND', 'a member’s calls about logs a second, on average', 500),
  logCallBurst: limit('CREX_LOG_CALL_BURST', 'a member’s calls about logs at once', 4_000),
  bytesPerSecond: limit('CREX_BYTES_PER_SECOND', 'bytes that a member may send a second, on average', 16 * MIB),
  byteBurst: limit('CREX_BYTE_BURST', 'bytes that a member may send at once', 64 * MIB),
  maxHeldPerPair: limit('CREX_MAX_HELD_PER_PAIR', 'messages of one sender that may wait for one recipient', 20_000),
  maxHeldBytesPerPair: limit('CREX_MAX_HELD_BYTES_PER_PAIR', 'their bytes', 1024 * MIB),
  maxTilesPerLog: limit('CREX_MAX_TILES_PER_LOG', 'tiles of one log, of 256 entries and 8 KiB each', 1_000_000),
};

/** What the migrate command alone needs: the application never holds the owner's password. */
export const ownerSettings = {
  databaseOwnerUrl: secret({ name: 'CREX_DATABASE_OWNER_URL_FILE', meaning: 'connection string of the owner’s role' }),
};

export type BrokerConfiguration = Configuration<typeof brokerSettings>;

/** @throws platform.configuration with every setting that is missing, wrong or unknown */
export function readBrokerConfiguration(environment: NodeJS.ProcessEnv): BrokerConfiguration {
  return readConfiguration(environment, brokerSettings);
}

/** The settings of a command, from an environment that may hold those of others. @throws platform.configuration */
export function readCommandConfiguration<S extends ConfigurationShape>(
  environment: NodeJS.ProcessEnv,
  shape: S,
): Configuration<S> {
  const names = new Set(Object.values(shape).map(({ name }) => name));
  return readConfiguration(Object.fromEntries(Object.entries(environment).filter(([name]) => names.has(name))), shape);
}

function limit(name: string, meaning: string, preset: number) {
  return integer({ name, meaning, min: 1, max: 2 ** 40, default: preset });
}
