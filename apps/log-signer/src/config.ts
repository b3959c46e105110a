import { integer, oneOf, readConfiguration, secret, text, type Configuration } from '#libs/platform/plain';
import { BROKER, COUNTRIES, CrexError, ENVIRONMENTS } from '#libs/protocol';

/** Every setting of a log's signer. Secrets are given as paths of files. */
export const signerSettings = {
  env: oneOf(ENVIRONMENTS, { name: 'CREX_ENV', meaning: 'environment; a key of another is refused' }),
  member: oneOf([...COUNTRIES, BROKER], {
    name: 'CREX_MEMBER',
    meaning: 'whose log it signs: country (ISO 3166-1 alpha-2) or BROKER',
  }),
  logLevel: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    ...{ name: 'CREX_LOG_LEVEL', meaning: 'least severity of a line in the operator’s log', default: 'info' },
  }),
  logOrigin: text({
    name: 'CREX_LOG_ORIGIN',
    meaning: 'name of the log, ending in its epoch, as the directory lists it: log.br.crex.example/audit/1',
  }),
  databaseUrl: secret({
    name: 'CREX_DATABASE_URL_FILE',
    meaning: 'connection string of the signer’s own role (member of crex_log)',
  }),
  keysFolder: text({ name: 'CREX_KEYS_FOLDER', meaning: 'folder with keys/log.jwe' }),
  passphrase: secret({ name: 'CREX_KEYS_PASSPHRASE_FILE', meaning: 'passphrase of the key file' }),
  stateFolder: text({
    name: 'CREX_STATE_FOLDER',
    meaning: 'folder of what was signed last, on a disk of its own if there is one; never restored with the database',
  }),
  operationsPort: integer({
    ...{ name: 'CREX_OPERATIONS_PORT', meaning: 'port of health and metrics, on 127.0.0.1; 0 takes a free one' },
    ...{ min: 0, max: 65535, default: 0 },
  }),
};

export type SignerConfiguration = Configuration<typeof signerSettings>;

/** @throws platform.configuration with every setting that is missing, wrong or unknown; log-signer.wrong-origin */
export function readSignerConfiguration(environment: NodeJS.ProcessEnv): SignerConfiguration {
  const config = readConfiguration(environment, signerSettings);
  epochOf(config.logOrigin);
  return config;
}

/** The number of the epoch that an origin names. @throws log-signer.wrong-origin */
export function epochOf(origin: string): number {
  const epoch = /\/([1-9]\d{0,5})$/.exec(origin)?.[1];
  if (epoch === undefined) {
    throw new CrexError('log-signer.wrong-origin', 'the origin of a log ends in the number of its epoch, as /audit/1', {
      nextStep: 'correct CREX_LOG_ORIGIN, for the node too',
    });
  }
  return Number(epoch);
}

/** The same log's origin in another epoch. */
export function originOfEpoch(origin: string, epoch: number): string {
  return origin.replace(/\d+$/, String(epoch));
}
