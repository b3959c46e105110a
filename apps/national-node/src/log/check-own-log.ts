import type { Home } from '../context.js';
import type { LogSettings } from './log-settings.js';
import type { OwnLog } from './own-log.js';
import type { OwnPromiseStore } from './own-promise.store.js';
import type { OwnWitnesses } from './own-witnesses.js';
import type { RaiseAlarm } from './raise-alarm.js';
import type { SignedSizesStore } from './signed-sizes.store.js';

/**
 * Looks at our own log as the others will: what we promised is in our tree, and a quorum of other countries has cosigned
 * what we have signed, lately.
 */
export class CheckOwnLog {
  constructor(
    private readonly own: OwnLog,
    private readonly promises: OwnPromiseStore,
    private readonly sizes: SignedSizesStore,
    private readonly witnesses: OwnWitnesses,
    private readonly alarm: RaiseAlarm,
    private readonly settings: LogSettings,
    private readonly home: Home,
  ) {}

  /** @throws directory.*, log.not-listed */
  async run(): Promise<void> {
    await this.checkPromises();
    const epoch = await this.own.epoch();
    if (epoch !== undefined) await this.checkCosigned(epoch);
  }

  private async checkPromises(): Promise<void> {
    const { maximumMergeDelayMs, logAlarmAfterMs } = this.settings;
    const unkept = await this.promises.unkept(this.own.sql, 2 * maximumMergeDelayMs, logAlarmAfterMs);
    if (unkept.length === 0) await this.alarm.end('own-promise', this.own.origin);
    else {
      const detail = { promises: unkept.length, events: unkept.map(({ eventId }) => eventId) };
      await this.alarm.run({ kind: 'own-promise', key: this.own.origin, detail });
    }
  }

  private async checkCosigned(epoch: number): Promise<void> {
    const quorum = await this.witnesses.newestQuorum(this.own.sql, epoch);
    const waiting = await this.sizes.oldestSignedAfter(this.own.sql, epoch, quorum?.size ?? -1n);
    const nowMs = this.home.clock.nowMs();
    const waitingMs = waiting === undefined ? 0 : nowMs - waiting.getTime();
    const quorumAgeMs = quorum === undefined ? 0 : nowMs - quorum.times.until * 1000;
    if (waitingMs <= this.settings.logAlarmAfterMs && quorumAgeMs <= this.settings.checkpointFreshnessMs) {
      await this.alarm.end('cosignature-missing', this.own.origin);
      return;
    }
    const detail = {
      quorumSize: (quorum?.size ?? 'none').toString(),
      ...(quorum === undefined ? {} : { quorumUntil: quorum.times.until }),
      missing: await this.silent(epoch),
    };
    await this.alarm.run({ kind: 'cosignature-missing', key: this.own.origin, detail });
  }

  /** The assigned witnesses of which nothing was heard for the time after which an operator is called. */
  private async silent(epoch: number): Promise<string[]> {
    const since = this.home.nowSeconds() - this.settings.logAlarmAfterMs / 1000;
    const heard = new Set(await this.sizes.witnessesSince(this.own.sql, epoch, since));
    return this.witnesses
      .assigned()
      .filter(({ witness }) => !heard.has(witness.name))
      .map(({ id }) => id);
  }
}
