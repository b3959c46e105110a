import { Gauge, type Registry } from 'prom-client';
import { sqlOf, type Database, type Logger, type Sql } from '#libs/platform';
import type { Home } from '../context.js';
import { ALARM_KINDS, type AlarmKind, type AlarmStore, type NewAlarm } from './alarm.store.js';

/** An alarm whose cause can go by itself is cleared by whoever raised it; one with evidence stays until an operator clears it. */
const CAUSE = 'cause';

/** Calls an operator: keeps the alarm, says it once in the operator's log, and counts what is open. */
export class RaiseAlarm {
  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmStore,
    private readonly logger: Logger,
    registry: Registry,
    private readonly home: Home,
  ) {
    new Gauge({
      name: 'crex_alarms',
      help: 'Alarms that are open, by kind',
      labelNames: ['kind'],
      registers: [registry],
      async collect() {
        const open = await alarms.openByKind(sqlOf(database.manager));
        for (const kind of ALARM_KINDS) this.set({ kind }, open.find((each) => each.kind === kind)?.open ?? 0);
      },
    });
  }

  /**
   * Raises an alarm unless it is open already.
   *
   * @param sql the transaction in which its cause was found, if it is kept with it
   * @returns whether it is new
   */
  async run(alarm: NewAlarm, sql: Sql = sqlOf(this.database.manager)): Promise<boolean> {
    const { kind, key, detail } = alarm;
    const isNew = await this.alarms.raise(sql, alarm, this.now());
    if (isNew) this.logger.error({ alarm: kind, key, ...detail }, 'alarm');
    return isNew;
  }

  /** The cause is gone. */
  async end(kind: AlarmKind, key: string): Promise<void> {
    const wasOpen = await this.alarms.clear(sqlOf(this.database.manager), kind, key, this.now(), CAUSE);
    if (wasOpen) this.logger.info({ alarm: kind, key }, 'the cause of an alarm is gone');
  }

  /** The cause is gone for all that this kind is open for, but these keys. */
  async endAllBut(kind: AlarmKind, keys: readonly string[]): Promise<void> {
    const ended = await this.alarms.clearAllBut(sqlOf(this.database.manager), kind, keys, this.now(), CAUSE);
    for (const key of ended) this.logger.info({ alarm: kind, key }, 'the cause of an alarm is gone');
  }

  isOpen(kind: AlarmKind, key: string): Promise<boolean> {
    return this.alarms.isOpen(sqlOf(this.database.manager), kind, key);
  }

  private now(): Date {
    return new Date(this.home.clock.nowMs());
  }
}
