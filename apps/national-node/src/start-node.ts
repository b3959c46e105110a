import { readFile } from 'node:fs/promises';
import { softwareVersion, sqlOf, startOperationsServer, systemClock, type Logger } from '#libs/platform';
import { startHttp } from '#libs/platform/http';
import type { NodeConfiguration } from './config.js';
import { openFoundation } from './foundation.js';
import { startLoops } from './loops.js';
import { logRoute } from './log/log-route.js';
import { oversightRoute } from './log/oversight-route.js';
import { witnessRoute } from './log/witness-route.js';
import { NationalNodeModule, wire } from './national-node.module.js';
import { consoleApi } from './console/console-api.js';

const REQUEST_TIMEOUT_MS = 30_000;

export interface RunningNode {
  /** Where officials reach it. */
  readonly api: string;
  readonly operationsPort: number;
  readonly logger: Logger;
  close(): Promise<void>;
}

/**
 * Starts one country's node: what it stands on first, then its loops, then its API.
 *
 * @throws platform.*, pki.*, node.*, matching.*, policy.* and what else keeps it from starting
 */
export async function startNode(config: NodeConfiguration): Promise<RunningNode> {
  // whatever is open is closed in the opposite order, whether the node ran or did not even start
  await using opening = new AsyncDisposableStack();
  const foundation = opening.use(await openFoundation(config));
  const { logger, database, directory, policy, matching } = foundation;
  const wiring = wire(foundation);
  const { watching } = wiring;

  await wiring.recordSettings.run({
    ...{ config, policy, matching, softwareVersion: await softwareVersion() },
    ...{ trustAnchor: await readFile(config.directoryRoot), brokerAuthorities: await readFile(config.brokerCa) },
    ...{ roleMap: await content(config.oidcRolesFile), timeStampAuthorities: await content(config.timestampCa) },
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
    ...consoleApi(config.consoleFolder, wiring.session),
  });
  opening.defer(() => http.close());
  const operations = await startOperationsServer({
    ...{ port: config.operationsPort, registry: foundation.registry, logger, clock: systemClock },
    checks: wiring.operations.checks,
    routes: [
      logRoute(wiring.logFiles),
      witnessRoute(watching.addCheckpoint),
      oversightRoute(sqlOf(database.manager), watching.alarms, watching.checks, wiring.reconciliations, wiring.home),
    ],
  });
  opening.defer(() => operations.close());

  const opened = opening.move();
  return { api: http.url, operationsPort: operations.port, logger, close: () => opened.disposeAsync() };
}

/** Of a file that a setting may name. */
async function content(path: string | undefined): Promise<Uint8Array | undefined> {
  return path === undefined ? undefined : readFile(path);
}
