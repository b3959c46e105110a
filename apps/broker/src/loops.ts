import type { LogCheck } from '#libs/audit';
import { Doorbell, sqlOf, startLoop, type Database, type Logger } from '#libs/platform';
import { CrexError, MAX_BATCH, type Clock } from '#libs/protocol';
import type { Broker } from './broker.module.js';
import type { BrokerConfiguration } from './config.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BACK_OFF = { minMs: 500, maxMs: 30_000 };
/** A loop that has not come round for this long beyond its period is not alive (ms). */
const GRACE_MS = 2 * MINUTE_MS;
/** Faults that a line of the program's log names. */
const MOST_NAMED = 20;

export interface Loops {
  /** @throws loops.stuck when a loop has not come round in its time */
  check(): void;
  stop(): Promise<void>;
}

interface Work {
  readonly name: string;
  readonly pollMs: number;
  /** True when there is more to do at once. */
  readonly step: () => Promise<boolean>;
}

/** What the broker does by itself, each in a loop of its own. */
export function startLoops(
  {
    directory,
    renewOwnPart,
    renewTimestamp,
    recordKeys,
    expireMessages,
    eraseDue,
    publishOwnLog,
    witnessLogs,
    checkTables,
    log,
  }: Broker,
  surroundings: { config: BrokerConfiguration; database: Database; clock: Clock; logger: Logger },
): Loops {
  const { config, database, clock, logger } = surroundings;
  const lastRounds = new Map<string, number>();
  const all: readonly Work[] = [
    {
      name: 'refresh-directory',
      pollMs: config.directoryPeriodMs,
      step: async () => {
        await directory.refresh();
        await recordKeys.run();
        return false;
      },
    },
    {
      name: 'renew-directory',
      pollMs: Math.min(MINUTE_MS, config.timestampPeriodMs),
      step: async () => (await renewOwnPart.run()) || (await renewTimestamp.run()),
    },
    {
      name: 'expire-messages',
      pollMs: config.expiryPeriodMs,
      step: async () => (await expireMessages.run()) === MAX_BATCH,
    },
    {
      name: 'publish-own-log',
      pollMs: config.logPublishPeriodMs,
      step: () => publishOwnLog.run().then(nothingMore),
    },
    {
      name: 'witness-logs',
      pollMs: config.witnessPeriodMs,
      step: () => witnessLogs.run().then(nothingMore),
    },
    {
      name: 'prepare-log-keys',
      pollMs: DAY_MS,
      step: () => log.preparePeriodKeys(sqlOf(database.manager)).then(nothingMore),
    },
    {
      name: 'check-tables',
      pollMs: 60 * MINUTE_MS, // a large log takes minutes
      step: () => checkTables.runNightly().then((found) => tellFaults(found, logger)),
    },
    {
      name: 'erase-due',
      pollMs: DAY_MS,
      step: () => eraseDue.run({ kind: 'broker' }).then(nothingMore),
    },
  ];
  const loops = all.map(({ name, pollMs, step }) => {
    lastRounds.set(name, clock.nowMs());
    const counted = async () => {
      const more = await step();
      lastRounds.set(name, clock.nowMs());
      return more;
    };
    return startLoop({ name, pollMs, step: counted, doorbell: new Doorbell(), backOff: BACK_OFF, logger });
  });
  return {
    check: () => {
      for (const { name, pollMs } of all) checkAlive(name, clock.nowMs() - (lastRounds.get(name) ?? 0), pollMs);
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** Codes and places; the table of checks has more. */
function tellFaults(found: LogCheck | undefined, logger: Logger): boolean {
  const { faultCount = 0, faults = [] } = found ?? {};
  const named = faults.slice(0, MOST_NAMED).map(({ code, detail }) => `${code}: ${detail}`);
  if (faultCount > 0) logger.error({ faults: faultCount, named }, 'the log of the broker contradicts itself');
  return false;
}

function nothingMore(): boolean {
  return false;
}

function checkAlive(name: string, sinceMs: number, pollMs: number): void {
  if (sinceMs > pollMs + GRACE_MS) {
    throw new CrexError('loops.stuck', `${name} has not come round for ${Math.round(sinceMs / 1000)} s`);
  }
}
