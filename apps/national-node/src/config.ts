import {
  days,
  durationMs,
  file,
  integer,
  oneOf,
  readConfiguration,
  secret,
  text,
  url,
  type Configuration,
} from '#libs/platform';
import { COUNTRIES, CrexError, ENVIRONMENTS } from '#libs/protocol';
import { budgetSettings } from './budget/budget-settings.js';
import { extractSettings } from './extract/extract-settings.js';
import { signInSettings } from './session/sign-in-settings.js';

/** Every setting of a national node. Secrets are given as paths of files. */
export const nodeSettings = {
  env: oneOf(ENVIRONMENTS, {
    name: 'CREX_ENV',
    meaning: 'environment; keys, directory and messages of another are refused',
  }),
  country: oneOf(COUNTRIES, { name: 'CREX_COUNTRY', meaning: 'whose node this is (ISO 3166-1 alpha-2)' }),
  zone: text({ name: 'CREX_ZONE', meaning: 'IANA time zone of the country: deadlines and dates follow it' }),
  closedDays: days({
    ...{ name: 'CREX_CLOSED_DAYS', meaning: 'days off in this country that the table of holidays does not have' },
    default: [],
  }),
  openDays: days({
    ...{ name: 'CREX_OPEN_DAYS', meaning: 'working days in this country that the table calls holidays', default: [] },
  }),
  logLevel: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    ...{ name: 'CREX_LOG_LEVEL', meaning: 'least severity of a line in the operator’s log', default: 'info' },
  }),

  host: text({ name: 'CREX_HOST', meaning: 'address the domestic API listens on', default: '127.0.0.1' }),
  port: integer({
    name: 'CREX_PORT',
    meaning: 'port of the domestic API; 0 takes a free one',
    min: 0,
    max: 65535,
    default: 3000,
  }),
  operationsPort: integer({
    ...{ name: 'CREX_OPERATIONS_PORT', meaning: 'port of health and metrics, on 127.0.0.1; 0 takes a free one' },
    ...{ min: 0, max: 65535, default: 0 },
  }),
  databaseUrl: secret({ name: 'CREX_DATABASE_URL_FILE', meaning: 'connection string of the application’s role' }),
  databasePool: integer({ name: 'CREX_DATABASE_POOL', meaning: 'database connections', min: 4, max: 200, default: 20 }),

  brokerUrl: url(['https:'], { name: 'CREX_BROKER_URL', meaning: 'where the broker is' }),
  brokerCa: file({ name: 'CREX_BROKER_CA_FILE', meaning: 'CA certificates of the broker (PEM), from its anchor' }),
  directoryRoot: file({
    name: 'CREX_DIRECTORY_ROOT_FILE',
    meaning: 'root metadata that all trust starts from, checked by hand',
  }),
  directoryPeriodMs: durationMs({
    ...{ name: 'CREX_DIRECTORY_PERIOD', meaning: 'how often the directory is looked at', default: 60_000 },
    ...{ minMs: 200, maxMs: 3_600_000 },
  }),

  keysFolder: text({ name: 'CREX_KEYS_FOLDER', meaning: 'folder with keys/<role>.jwe and certificates/<role>.pem' }),
  sealingKeysFolder: text({
    ...{
      name: 'CREX_SEALING_KEYS_FOLDER',
      meaning:
        'folder of the sealing keys, which the node makes and destroys: writable, in no backup; else keys/ above',
    },
    default: undefined,
  }),
  passphrase: secret({ name: 'CREX_KEYS_PASSPHRASE_FILE', meaning: 'passphrase of the key files' }),
  stateFolder: text({
    name: 'CREX_STATE_FOLDER',
    meaning: 'folder of what is kept outside the database: highest message numbers',
  }),

  logOrigin: text({
    name: 'CREX_LOG_ORIGIN',
    meaning: 'name of this country’s disclosure log, as the directory lists it',
  }),
  witnessPeriodMs: durationMs({
    ...{ name: 'CREX_WITNESS_PERIOD', meaning: 'how often the logs of the others are looked at and cosigned' },
    ...{ default: 60_000, minMs: 200, maxMs: 3_600_000 },
  }),
  maximumMergeDelayMs: durationMs({
    name: 'CREX_MAXIMUM_MERGE_DELAY',
    meaning: 'from a promise until its leaf must be in the answerer’s log; the same for all members of an environment',
    ...{ default: 24 * 3_600_000, minMs: 1_000, maxMs: 7 * 24 * 3_600_000 },
  }),
  logAlarmAfterMs: durationMs({
    name: 'CREX_LOG_ALARM_AFTER',
    meaning: 'age at which a missing leaf, cosignature or checkpoint calls the operator',
    ...{ default: 5 * 60_000, minMs: 1_000, maxMs: 24 * 3_600_000 },
  }),
  checkpointFreshnessMs: durationMs({
    name: 'CREX_CHECKPOINT_FRESHNESS',
    meaning: 'age of the newest quorum from which a checkpoint is stale; cosigned again after half of it',
    ...{ default: 3_600_000, minMs: 2_000, maxMs: 24 * 3_600_000 },
  }),
  witnessedLogs: file({
    name: 'CREX_WITNESSED_LOGS_FILE',
    meaning:
      'other logs that may submit checkpoints on the local port: a C2SP tlog-policy file, of which the log lines count',
    default: undefined,
  }),
  logPublishPeriodMs: durationMs({
    ...{ name: 'CREX_LOG_PUBLISH_PERIOD', meaning: 'how often what is new in this country’s log is shown to others' },
    ...{ minMs: 100, maxMs: 600_000, default: 10_000 },
  }),
  auditKek: secret({
    name: 'CREX_AUDIT_KEK_FILE',
    meaning: 'key that wraps the log’s monthly keys: 32 bytes, base64url',
  }),
  auditPseudonymKey: secret({
    ...{ name: 'CREX_AUDIT_PSEUDONYM_KEY_FILE', meaning: 'key of the pseudonyms in the log: 32 bytes, base64url' },
  }),
  retentionMonths: integer({
    ...{
      name: 'CREX_RETENTION_MONTHS',
      meaning: 'months that the log’s parts and contents are kept; no node keeps longer than 60',
    },
    ...{ min: 1, max: 60, default: 36 },
  }),
  policyFolder: text({
    ...{
      name: 'CREX_POLICY_FOLDER',
      meaning: 'folder of the country’s own *.cedar texts, which narrow the default policy; not in production',
    },
    default: undefined,
  }),
  policyFile: file({
    ...{
      name: 'CREX_POLICY_FILE',
      meaning: 'the country’s own texts, signed by it (`policy sign`); then CREX_POLICY_FOLDER is not read',
    },
    default: undefined,
  }),
  taskForcesFile: file({
    ...{
      name: 'CREX_TASK_FORCES_FILE',
      meaning: 'the task forces that this country knows, signed by it (`task-forces sign`)',
    },
    default: undefined,
  }),
  matchingFile: file({
    ...{
      name: 'CREX_MATCHING_FILE',
      meaning: 'matching configuration that this country has signed (`matching sign`); else the built-in one',
    },
    default: undefined,
  }),
  ambiguous: oneOf(['ask', 'clerk'], {
    ...{
      name: 'CREX_AMBIGUOUS',
      meaning:
        'what happens first when several persons may be meant: `ask` the asking country for more, or a `clerk` looks',
    },
    default: 'ask',
  }),
  recordSourceDatabaseUrl: secret({
    name: 'CREX_RECORD_SOURCE_DATABASE_URL_FILE',
    meaning: 'connection string to the views of the country’s own criminal-records database (docs/record-sources.md)',
    default: undefined,
  }),
  recordSourceUrl: url(['https:', 'http:'], {
    name: 'CREX_RECORD_SOURCE_URL',
    meaning: 'the same as a service that the country provides (http in demo and test only)',
    default: undefined,
  }),
  recordSourceToken: secret({
    ...{ name: 'CREX_RECORD_SOURCE_TOKEN_FILE', meaning: 'token that this service is shown', default: undefined },
  }),
  recordSourcePeriodMs: durationMs({
    ...{ name: 'CREX_RECORD_SOURCE_PERIOD', meaning: 'how often the record source is asked who has changed' },
    ...{ minMs: 200, maxMs: 24 * 3_600_000, default: 60_000 },
  }),
  recordSourceComparePeriodMs: durationMs({
    name: 'CREX_RECORD_SOURCE_COMPARE_PERIOD',
    meaning: 'how often what other countries were told is compared with what the record source says now',
    ...{ minMs: 200, maxMs: 24 * 3_600_000, default: 24 * 3_600_000 },
  }),
  registerRefreshMs: durationMs({
    ...{ name: 'CREX_REGISTER_REFRESH', meaning: 'how often it is looked whether the register was counted anew' },
    ...{ minMs: 200, maxMs: 24 * 3_600_000, default: 10_000 },
  }),
  ...budgetSettings,
  ...extractSettings,
  draftLifeMs: durationMs({
    ...{ name: 'CREX_DRAFT_LIFE', meaning: 'how long a draft is kept after its last change', default: 720 * 3_600_000 },
    ...{ minMs: 60_000, maxMs: 2_160 * 3_600_000 },
  }),
  approvalWorkingDays: integer({
    ...{ name: 'CREX_APPROVAL_WORKING_DAYS', meaning: 'working days in which a second person approves a request' },
    ...{ min: 1, max: 30, default: 3 },
  }),
  messageLifeMs: durationMs({
    ...{ name: 'CREX_MESSAGE_LIFE', meaning: 'transport life of a question', default: 24 * 3_600_000 },
    ...{ minMs: 5_000, maxMs: 72 * 3_600_000 },
  }),

  ...signInSettings,
};

export type NodeConfiguration = Configuration<typeof nodeSettings>;

/** @throws platform.configuration with every setting that is missing, wrong or unknown */
export function readNodeConfiguration(environment: NodeJS.ProcessEnv): NodeConfiguration {
  const config = readConfiguration(environment, nodeSettings);
  checkIssuerScheme(config);
  checkPublicUrl(config);
  return config;
}

/** What the migrate command alone is given: no program that serves holds the owner's password. */
const ownerSettings = {
  databaseOwnerUrl: secret({ name: 'CREX_DATABASE_OWNER_URL_FILE', meaning: 'connection string of the owner’s role' }),
};

/** @throws platform.configuration */
export function readOwnerConfiguration({ CREX_DATABASE_OWNER_URL_FILE }: NodeJS.ProcessEnv) {
  return readConfiguration({ CREX_DATABASE_OWNER_URL_FILE }, ownerSettings);
}

/** What a command needs that only reads the database. @throws platform.configuration */
export function readDatabaseConfiguration({ CREX_DATABASE_URL_FILE }: NodeJS.ProcessEnv) {
  return readConfiguration({ CREX_DATABASE_URL_FILE }, { databaseUrl: nodeSettings.databaseUrl });
}

function checkIssuerScheme({ env, oidcIssuer }: NodeConfiguration): void {
  if (env === 'production' && !oidcIssuer.startsWith('https:')) {
    throw new CrexError('node.insecure-issuer', 'CREX_OIDC_ISSUER must start with https:// in production');
  }
}

/** Cookies of a session go over TLS alone, to an address that no request can make up. */
function checkPublicUrl({ env, oidcClientId, publicUrl }: NodeConfiguration): void {
  if (env === 'production' && oidcClientId !== undefined && publicUrl?.startsWith('https:') !== true) {
    throw new CrexError('node.insecure-console', 'CREX_PUBLIC_URL must start with https:// in production');
  }
}
