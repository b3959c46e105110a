import type { AlarmStore, ListedAlarm } from './alarm.store.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import type { KeptCheck, LogCheckStore } from './log-check.store.js';

/** Alarms that are shown at once: all that are open, and the newest of the others. */
export const MAX_ALARMS = 1000;

export interface AlarmsView {
  readonly alarms: readonly ListedAlarm[];
  /** Undefined until the first night. */
  readonly lastCheck: KeptCheck | undefined;
}

/** Shows an auditor what the operator is called for, and when the log was checked last. */
export class ViewAlarms {
  constructor(
    private readonly reads: AuditedRead,
    private readonly alarms: AlarmStore,
    private readonly checks: LogCheckStore,
  ) {}

  /** @throws log.unavailable */
  run(auditor: Auditor): Promise<AlarmsView> {
    return this.reads.run(auditor, async (sql) => {
      const result = { alarms: await this.alarms.list(sql, MAX_ALARMS), lastCheck: await this.checks.last(sql) };
      return { result, scope: 'METADATA', count: 0, query: { asked: 'ALARMS' } };
    });
  }
}
