import type { Server } from 'node:https';
import {
  checkDatabaseRole,
  checkMigrated,
  createLogger,
  openDatabase,
  softwareVersion,
  sqlOf,
  startOperationsServer,
  systemClock,
  type Database,
  type Logger,
} from '#libs/platform';
import { startHttp } from '#libs/platform/http';
import { MAX_ENVELOPE_BYTES, parseJson, type Clock } from '#libs/protocol';
import { BrokerModule, wireBroker } from './broker.module.js';
import type { BrokerConfiguration } from './config.js';
import { admitPeers } from './http/peer.js';
import { RefusalFilter } from './http/refusal.filter.js';
import { STATUSES } from './http/statuses.js';
import { MutualTls } from './http/tls.js';
import { openKeys, type BrokerKeys } from './keys.js';
import { startLoops } from './loops.js';
import { NOTE_TYPE, TILE_TYPE } from './logs/logs.controller.js';
import type { Alarmed } from './logs/shelf.js';
import { MESSAGES_TYPE } from './mailbox/mailbox.controller.js';
import { STATUS_TYPE } from './status/status.controller.js';
import { BrokerMetrics } from './metrics.js';
import { brokerMigrations } from './migrations.js';

/** The largest JSON body: 64 receipts, or an online part in base64. */
const JSON_LIMITS = { maxBytes: 3 * 1024 * 1024, maxDepth: 2, maxValues: 256, integersAndStringsOnly: true } as const;
/** A connection on which nothing moves is closed; a long poll waits 30 s at most (ms). */
const IDLE_CONNECTION_MS = 120_000;

/** What a test may put in the place of the real things. */
export interface BrokerSurroundings {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly database?: Database;
  readonly keys?: BrokerKeys;
}

export interface RunningBroker {
  readonly url: string;
  readonly operationsPort: number;
  readonly logger: Logger;
  close(): Promise<void>;
}

/**
 * Starts a broker: database, keys, log and directory first, and only when all of them are in order the server.
 *
 * @throws platform.*, pki.*, directory.none and what else keeps it from starting
 */
export async function startBroker(
  config: BrokerConfiguration,
  surroundings: BrokerSurroundings = {},
): Promise<RunningBroker> {
  const clock = surroundings.clock ?? systemClock;
  const logger = surroundings.logger ?? createLogger({ service: 'broker', level: config.logLevel });
  const { databaseUrl: url, databasePool: poolSize, instance: applicationName } = config;
  // what is open is closed in the opposite order, whether the broker ran or did not even start
  await using opening = new AsyncDisposableStack();
  const database = surroundings.database ?? (await openDatabase({ url, poolSize, applicationName, entities: [] }));
  opening.defer(() => database.destroy());
  const keys = surroundings.keys ?? (await openKeys(config));
  const started = await startOn(database, config, { clock, logger, keys, opening });
  const opened = opening.move();
  return { ...started, logger, close: () => opened.disposeAsync() };
}

interface Start {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly keys: BrokerKeys;
  /** Takes what has to be closed at the end. */
  readonly opening: AsyncDisposableStack;
}

async function startOn(database: Database, config: BrokerConfiguration, { clock, logger, keys, opening }: Start) {
  await checkDatabaseRole(sqlOf(database.manager), config.env);
  await checkMigrated(sqlOf(database.manager), brokerMigrations);
  const metrics = new BrokerMetrics();
  const tls = new MutualTls(keys.tls, config.maxConnections, metrics.countFailedHandshake);
  const directoryChanged = tls.trust.bind(tls);
  const alarmed: Alarmed = (alarm, about) => {
    metrics.countLogAlarm(alarm);
    logger.error({ alarm, ...about }, 'a log contradicts itself');
  };
  const broker = wireBroker({ config, clock, database, keys, directoryChanged, counted: metrics.count, alarmed });
  metrics.watch(database, broker.limits, broker.directory, clock);

  await broker.log.preparePeriodKeys(sqlOf(database.manager));
  await broker.directory.load();
  // the broker may have slept for longer than a timestamp, or its own part, lives
  await broker.renewOwnPart.run();
  await broker.renewTimestamp.run();
  await broker.directory.refresh();
  await broker.recordSettings.run({ softwareVersion: await softwareVersion(), config });
  await broker.recordKeys.run();

  const loops = startLoops(broker, { config, database, clock, logger });
  opening.defer(() => loops.stop());
  const http = await startHttp(BrokerModule.of(broker), {
    ...{ host: config.host, port: config.port, tls: tls.options(), logger, statuses: STATUSES },
    bodyLimitBytes: 2 * MAX_ENVELOPE_BYTES,
    requestTimeoutMs: config.requestTimeoutMs,
    parseJson: (body) => parseJson(body, JSON_LIMITS),
    rawBodyTypes: [MESSAGES_TYPE, TILE_TYPE, NOTE_TYPE, STATUS_TYPE],
    prepare: (app) => {
      const server = app.getHttpServer() as unknown as Server;
      server.setTimeout(IDLE_CONNECTION_MS);
      tls.attach(server);
      app.useGlobalFilters(new RefusalFilter(broker.identity, broker.trust, metrics.count, logger));
      admitPeers(app.getHttpAdapter().getInstance(), broker.trust, broker.limits);
    },
  });
  opening.defer(() => http.close());
  const operations = await startOperationsServer({
    ...{ port: config.operationsPort, registry: metrics.registry, logger, clock },
    checks: {
      database: async () => {
        await database.query('SELECT 1');
      },
      directory: () => Promise.resolve().then(() => broker.trust.checkCurrent()),
      loops: () => Promise.resolve().then(() => loops.check()),
    },
  });
  opening.defer(() => operations.close());
  return { url: http.url, operationsPort: operations.port };
}
