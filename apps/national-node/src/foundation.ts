import { readFile } from 'node:fs/promises';
import { Registry } from 'prom-client';
import { readPolicy as readLogPolicy } from '#libs/audit';
import { initialiseDirectory } from '#libs/directory';
import { createLogger, sqlOf } from '#libs/platform';
import { BROKER, isCrexError } from '#libs/protocol';
import { checkListed, thumbprint } from '#libs/pki';
import type { NodeConfiguration } from './config.js';
import type { Home } from './context.js';
import { BrokerConnection } from './courier/broker-connection.js';
import { CurrentDirectory } from './current-directory.js';
import { openExtractMaking, readAuthorities } from './extract/open-extract-making.js';
import { openKeys, signingCertificateOf } from './keys/open-keys.js';
import type { Foundation } from './foundation-parts.js';
import { openPolicy } from './policy/open-policy.js';
import { openRecords } from './records.js';
import { openRules } from './register/matching-rules.js';
import { openRecordSource } from './source/open-record-source.js';

/**
 * Opens what the verbs stand on, in order, and stops the start with a coded error when something is not as it must be:
 * a too powerful database role, a missing migration, a key of another environment, a policy that does not validate.
 * Disposing of it closes what is open.
 */
export async function openFoundation(config: NodeConfiguration): Promise<Foundation & AsyncDisposable> {
  await using opening = new AsyncDisposableStack();
  const logger = createLogger({ service: `node-${config.country.toLowerCase()}`, level: config.logLevel });
  const records = opening.use(await openRecords(config));
  const { database, home } = records;
  const keys = await openKeys(config);

  await initialiseDirectory(sqlOf(database.manager), await readFile(config.directoryRoot));
  const broker: BrokerConnection = new BrokerConnection({
    url: new URL(config.brokerUrl),
    key: keys.tls.key.export({ format: 'pem', type: 'pkcs8' }) as string,
    certificate: keys.tls.certificate,
    authorities: await readFile(config.brokerCa, 'utf8'),
    checkBroker: (certificateDer) => checkBroker(directory, home, certificateDer),
  });
  opening.defer(() => broker.close());
  const directory: CurrentDirectory = new CurrentDirectory(database, (path) => broker.directoryFile(path), home);
  await directory.load();
  const policy = await openPolicy(config, signingCertificateOf(keys));
  const matching = await openRules(config.matchingFile, keys.certificates);
  const timeStampAuthorities = await readAuthorities(config);
  const extractMaking = await openExtractMaking(config, timeStampAuthorities);
  const furtherLogs = await readFurtherLogs(config);
  const recordSource = openRecordSource(config);
  opening.defer(() => recordSource?.close());

  const opened = opening.move();
  return {
    ...{ ...records, logger, registry: new Registry(), keys, policy, matching, broker, directory, furtherLogs },
    ...{ recordSource, extractMaking, timeStampAuthorities },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** By the directory, once there is one; until then the anchor's CA alone vouches for the broker. */
function checkBroker(directory: CurrentDirectory, home: Home, certificateDer: Uint8Array): void {
  const member = viewIfAny(directory)?.member(BROKER);
  if (member === undefined) return;
  const nowMs = home.clock.nowMs();
  const use = { env: home.env, role: 'tls', atMs: nowMs, nowMs } as const;
  checkListed(member, thumbprint(certificateDer), use);
}

function viewIfAny(directory: CurrentDirectory) {
  try {
    return directory.view();
  } catch (error) {
    if (isCrexError(error)) return undefined; // none yet, or expired: the next refresh needs this very connection
    throw error;
  }
}

/** @throws audit.malformed-policy, audit.malformed-key */
async function readFurtherLogs({ witnessedLogs }: NodeConfiguration): Promise<string[]> {
  if (witnessedLogs === undefined) return [];
  return readLogPolicy(await readFile(witnessedLogs)).logs.map(({ vkey }) => vkey);
}
