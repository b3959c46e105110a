import type { AuditLog } from '#libs/audit';
import { MAX_BATCH } from '#libs/protocol';
import { Doorbell, sqlOf, startLoop, type Database, type Logger, type Loop, type LoopOptions } from '#libs/platform';
import type { NodeConfiguration } from './config.js';
import { INBOX_AT_ONCE } from './courier/work-inbox.js';
import type { CurrentDirectory } from './current-directory.js';
import type { NodeKeys } from './keys/open-keys.js';
import type { Wiring } from './national-node.module.js';

const BACK_OFF = { minMs: 250, maxMs: 15_000 } as const;
const POLL_MS = 1_000;
const HOUSEKEEPING_MS = 5_000;
const STATUS_MS = 60_000;
/** The others speak whenever they like; asking is cheap. */
const MEMBERS_MS = 10_000;
const NIGHTLY_POLL_MS = 10 * 60_000;
/** Once a month there is something; who has published is heard within this time. */
const STATISTICS_MS = 10 * 60_000;
const DAILY_MS = 24 * 3_600_000;

export interface LoopsOf {
  readonly config: NodeConfiguration;
  readonly logger: Logger;
  readonly database: Database;
  readonly log: AuditLog;
  readonly directory: CurrentDirectory;
  readonly keys: NodeKeys;
}

/** What a node does by itself, again and again. Each loop calls one verb. */
export function startLoops(wiring: Wiring, { config, logger, database, log, directory, keys }: LoopsOf): Loop[] {
  const { bells } = wiring;
  const quiet = () => new Doorbell();
  const common = { backOff: BACK_OFF, logger };
  const { watching } = wiring;
  const start = (options: LoopOptions) => startLoop(wiring.operations.rounds.watched(options));
  /** What one process of this country does alone. */
  const alone =
    (step: LoopOptions['step']): LoopOptions['step'] =>
    async (signal) => {
      await wiring.holdCourier.run(signal);
      return step(signal);
    };
  const watch = (name: string, verb: { run(): Promise<void> }, doorbell = quiet()) => {
    const step = alone(() => verb.run().then(nothingMore));
    return start({ ...common, name, doorbell, pollMs: config.witnessPeriodMs, step });
  };
  return [
    watch('witness-logs', watching.witnessLogs),
    watch('follow-promises', watching.followPromises),
    watch('check-own-log', watching.checkOwnLog),
    watch('compare-heads', watching.compareHeads, watching.headsBell),
    start({
      ...{ ...common, name: 'directory', doorbell: quiet(), pollMs: config.directoryPeriodMs },
      step: async () => {
        await directory.refresh();
        return false;
      },
    }),
    start({
      // not behind the fetching: whoever cannot read says at least what is new about itself
      ...{ ...common, name: 'online-part', doorbell: quiet(), pollMs: config.directoryPeriodMs },
      step: alone(async () => {
        await wiring.renewOnline.run();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'keys', doorbell: quiet(), pollMs: config.directoryPeriodMs },
      step: alone(async () => {
        await wiring.renewSealingKey.run();
        await wiring.recordKeys.run();
        return false;
      }),
    }),
    start({
      // a process that waits for its turn follows what the other one does with the sealing keys
      ...{ ...common, name: 'sealing-keys', doorbell: quiet(), pollMs: config.directoryPeriodMs },
      step: async () => {
        await keys.sealing.load();
        return false;
      },
    }),
    start({
      ...{ ...common, name: 'deliver', doorbell: bells.courier, pollMs: POLL_MS },
      step: alone(async () => {
        await wiring.checkNumbers.run();
        await wiring.checkLog.run();
        return (await wiring.deliver.run()) >= MAX_BATCH; // less: whoever brings more rings
      }),
    }),
    start({
      ...{ ...common, name: 'collect', doorbell: quiet(), pollMs: 0 },
      step: alone(async (signal) => {
        await wiring.checkNumbers.run();
        await wiring.checkLog.run();
        if ((await wiring.collect.run(signal)) > 0) bells.inbox.ring();
        return true;
      }),
    }),
    start({
      ...{ ...common, name: 'publish-log', doorbell: quiet(), pollMs: config.logPublishPeriodMs },
      step: alone(async () => {
        await wiring.checkLog.run();
        // even if there is more: each checkpoint is shown for a while, so that all its witnesses meet it
        await wiring.publishLog.run();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'cosignatures', doorbell: quiet(), pollMs: config.logPublishPeriodMs },
      step: alone(async () => {
        await wiring.collectCosignatures.run();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'inbox', doorbell: bells.inbox, pollMs: POLL_MS },
      step: alone(async () => (await wiring.workInbox.run()) >= INBOX_AT_ONCE),
    }),
    start({
      ...{ ...common, name: 'seal-extracts', doorbell: wiring.issuing.bell, pollMs: POLL_MS },
      step: alone(async () => (await wiring.issuing.sealExtracts.run()) > 0),
    }),
    start({
      ...{ ...common, name: 'housekeeping', doorbell: quiet(), pollMs: HOUSEKEEPING_MS },
      step: alone(async () => {
        const lapsed = (await wiring.closeOverdue.run()) + (await wiring.sending.lapseUnsent.run());
        const ended = (await wiring.deliver.endOverdue()) + lapsed;
        const owed = (await wiring.queueVoids.run()) + (await wiring.resendRecalls.run());
        await wiring.notify.sendNotifications.run();
        await wiring.review.watchReviews.run();
        await wiring.session.endSessions?.run();
        return ended + owed + (await wiring.watchQuestions.run()) > 0;
      }),
    }),
    start({
      ...{ ...common, name: 'publish-status', doorbell: quiet(), pollMs: STATUS_MS },
      step: alone(() => wiring.status.publishStatus.run().then(nothingMore)),
    }),
    start({
      ...{ ...common, name: 'member-statuses', doorbell: quiet(), pollMs: MEMBERS_MS },
      step: () => wiring.status.memberStatuses.refresh().then(nothingMore),
    }),
    start({
      ...{ ...common, name: 'publish-statistics', doorbell: quiet(), pollMs: STATISTICS_MS },
      step: alone(async () => {
        await wiring.statistics.publishStatistics.run();
        await wiring.statistics.memberStatistics.refresh();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'reconcile', doorbell: quiet(), pollMs: NIGHTLY_POLL_MS },
      step: alone(async () => {
        await wiring.stateMessages.runNightly();
        await wiring.watchReconciliation.run();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'check-tables', doorbell: quiet(), pollMs: NIGHTLY_POLL_MS },
      step: alone(async () => {
        await watching.checkTables.runNightly();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'record-source', doorbell: quiet(), pollMs: config.recordSourcePeriodMs },
      step: alone(async () => {
        await wiring.pullSource?.run();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'record-source-told', doorbell: quiet(), pollMs: config.recordSourceComparePeriodMs },
      step: alone(async () => {
        await wiring.compareTold?.run();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'register-figures', doorbell: quiet(), pollMs: config.registerRefreshMs },
      step: async () => {
        await wiring.figures.refresh(database);
        return false;
      },
    }),
    start({
      ...{ ...common, name: 'register-statistics', doorbell: quiet(), pollMs: NIGHTLY_POLL_MS },
      step: alone(async () => {
        await wiring.takeStatistics.runNightly();
        return false;
      }),
    }),
    start({
      ...{ ...common, name: 'period-keys', doorbell: quiet(), pollMs: DAILY_MS },
      step: async () => {
        await log.preparePeriodKeys(sqlOf(database.manager));
        return false;
      },
    }),
    start({
      ...{ ...common, name: 'erasure', doorbell: quiet(), pollMs: DAILY_MS },
      step: alone(async () => {
        await wiring.eraseDue.run({ kind: 'node' });
        return false;
      }),
    }),
  ];
}

function nothingMore(): boolean {
  return false;
}
