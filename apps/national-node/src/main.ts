import { readFile } from 'node:fs/promises';
import {
  closeOnSignal,
  createLogger,
  softwareVersion,
  sqlOf,
  startHttp,
  startOperationsServer,
  systemClock,
} from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import { readNodeConfiguration } from './config.js';
import { openFoundation } from './foundation.js';
import { startLoops } from './loops.js';
import { logRoute } from './log/log-route.js';
import { oversightRoute } from './log/oversight-route.js';
import { witnessRoute } from './log/witness-route.js';
import { NationalNodeModule, wire } from './national-node.module.js';
import { staffApi } from './staff/staff-api.js';

const CLOSE_LIMIT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Whatever is open is closed in the opposite order, whether the node ran or did not even start. */
async function start(): Promise<void> {
  await using opening = new AsyncDisposableStack();
  const foundation = opening.use(await openFoundation(readNodeConfiguration(process.env)));
  const { config, logger, database, directory, policy, matching } = foundation;
  const wiring = wire(foundation);
  const { watching } = wiring;

  await wiring.recordSettings.run({
    ...{ config, policy, matching, softwareVersion: await softwareVersion() },
    ...{ trustAnchor: await readFile(config.directoryRoot), brokerAuthorities: await readFile(config.brokerCa) },
  });
  await directory.refresh().catch((err: unknown) => logger.warn({ err }, 'the directory could not be fetched yet'));
  // nothing is opened or signed with a key that the log does not know
  await wiring.recordKeys.run();
  opening.defer(() => wiring.holdCourier.release());
  const loops = startLoops(wiring, foundation);
  opening.defer(async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
  });
  const http = await startHttp(NationalNodeModule.with(wiring), {
    ...{ host: config.host, port: config.port, logger, requestTimeoutMs: REQUEST_TIMEOUT_MS },
    ...staffApi,
  });
  opening.defer(() => http.close());
  const operations = await startOperationsServer({
    ...{ port: config.operationsPort, registry: foundation.registry, logger, clock: systemClock },
    checks: {
      database: async () => {
        await database.query('SELECT 1');
      },
      directory: async () => {
        await Promise.resolve(directory.view());
      },
      numbers: () => Promise.resolve().then(() => checkPassed(wiring.checkNumbers.isPassed, 'the message numbers')),
      log: () => Promise.resolve().then(() => checkPassed(wiring.checkLog.isPassed, 'the own log')),
    },
    routes: [
      logRoute(wiring.logFiles),
      witnessRoute(watching.addCheckpoint),
      oversightRoute(sqlOf(database.manager), watching.alarms, watching.checks, wiring.reconciliations, wiring.home),
    ],
  });
  opening.defer(() => operations.close());
  logger.info({ country: config.country, api: http.url, operations: operations.port }, 'ready');

  const opened = opening.move();
  closeOnSignal(() => opened.disposeAsync(), CLOSE_LIMIT_MS, logger);
}

function checkPassed(passed: boolean, what: string): void {
  if (!passed)
    throw new CrexError('courier.closed', `not found in order: ${what}; until then nothing is sent or taken`);
}

start().catch((error: unknown) => {
  const logger = createLogger({ service: 'node' });
  const why = isCrexError(error) ? { code: error.code, reason: error.message, nextStep: error.nextStep } : {};
  logger.fatal({ err: error, ...why }, 'the node does not start');
  process.exit(1);
});
