import { readFile } from 'node:fs/promises';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { auditMigrations, localKek, openLog, readPolicy as readLogPolicy } from '#libs/audit';
import { directoryMigrations, initialiseDirectory } from '#libs/directory';
import { checkDatabaseRole, checkMigrated, createLogger, openDatabase, sqlOf, systemClock } from '#libs/platform';
import { defaultPolicies, loadPolicySet, type PolicySet } from '#libs/policy';
import { BROKER, fromBase64url, isCrexError } from '#libs/protocol';
import { certificateFacts, keyOfListed } from '#libs/pki';
import { createRecordRecipients } from './answer/migrations/20261122-1820-create-record-recipients.js';
import { createQuestions } from './ask/migrations/20261122-1200-create-questions.js';
import { forgetAskers } from './ask/migrations/20261122-1810-forget-askers.js';
import type { NodeConfiguration } from './config.js';
import { Home } from './context.js';
import { BrokerConnection } from './courier/broker-connection.js';
import { HighWaterFile } from './courier/high-water.js';
import { createCourier } from './courier/migrations/20261122-1100-create-courier.js';
import { storeLinesAsTheyAre } from './courier/migrations/20261122-1500-store-lines-as-they-are.js';
import { sealContents } from './courier/migrations/20261122-1800-seal-contents.js';
import { CurrentDirectory } from './current-directory.js';
import { openKeys } from './keys/open-keys.js';
import { createAlarms } from './log/migrations/20261122-1700-create-alarms.js';
import { createPromises } from './log/migrations/20261122-1710-create-promises.js';
import type { Foundation } from './national-node.module.js';
import { createReconciliation } from './reconcile/migrations/20261122-1600-create-reconciliation.js';
import { createRegister } from './register/migrations/20261122-1300-create-register.js';
import { allowRemoval } from './register/migrations/20261122-1830-allow-removal.js';

/** Every step of this node's schema. */
export const nodeMigrations = [
  ...auditMigrations,
  ...directoryMigrations,
  createCourier,
  createQuestions,
  createRegister,
  storeLinesAsTheyAre,
  createAlarms,
  createPromises,
  createReconciliation,
  sealContents,
  forgetAskers,
  createRecordRecipients,
  allowRemoval,
];

/**
 * Opens what the verbs stand on, in order, and stops the start with a coded error when something is not as it must be:
 * a too powerful database role, a missing migration, a key of another environment, a policy that does not validate.
 * Disposing of it closes what is open.
 */
export async function openFoundation(config: NodeConfiguration): Promise<Foundation & AsyncDisposable> {
  await using opening = new AsyncDisposableStack();
  const logger = createLogger({ service: `node-${config.country.toLowerCase()}`, level: config.logLevel });
  const home = new Home(config.country, config.env, systemClock, config.zone);

  const database = await openDatabase({
    ...{ url: config.databaseUrl, entities: [], poolSize: config.databasePool },
    applicationName: `crex-node-${config.country}`,
  });
  opening.defer(() => database.destroy());
  await checkDatabaseRole(sqlOf(database.manager), config.env);
  await checkMigrated(sqlOf(database.manager), nodeMigrations);

  const keys = await openKeys(config);
  const log = openLog({
    origin: config.logOrigin,
    kek: localKek(fromBase64url(config.auditKek)),
    pseudonymKey: fromBase64url(config.auditPseudonymKey),
    clock: systemClock,
  });
  await log.preparePeriodKeys(sqlOf(database.manager));

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
  const highWater = await HighWaterFile.open(join(config.stateFolder, 'high-water.json'), await isFirstStart(database));
  const policy = await readPolicy(config);
  const furtherLogs = await readFurtherLogs(config);

  const opened = opening.move();
  return {
    ...{ config, home, logger, registry: new Registry(), database, keys, log, policy, broker, directory, highWater },
    furtherLogs,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** By the directory, once there is one; until then the anchor's CA alone vouches for the broker. */
function checkBroker(directory: CurrentDirectory, home: Home, certificateDer: Uint8Array): void {
  const member = viewIfAny(directory)?.member(BROKER);
  if (member === undefined) return;
  const nowMs = home.clock.nowMs();
  const use = { env: home.env, role: 'tls', atMs: nowMs, nowMs } as const;
  keyOfListed(member, certificateFacts(certificateDer).thumbprint, use);
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

async function readPolicy(config: NodeConfiguration): Promise<PolicySet> {
  const own = config.policyFolder;
  const names = own === undefined ? [] : (await readdir(own)).filter((name) => name.endsWith('.cedar')).sort();
  const texts = names.map(async (name) => ({
    name,
    text: await readFile(join(own ?? '', name), 'utf8'),
    narrows: true,
  }));
  const policies = [defaultPolicies, ...(await Promise.all(texts))];
  return loadPolicySet({ name: config.country, version: '1', policies });
}

/** True for a database that has sent and seen nothing: only then may the file of highest numbers be missing. */
async function isFirstStart(database: Foundation['database']): Promise<boolean> {
  const used = 'SELECT 1 FROM pair_counter UNION ALL SELECT 1 FROM inbox LIMIT 1';
  return (await sqlOf(database.manager).query(used)).length === 0;
}
