import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { CrexError, digestOf } from '#libs/protocol';
import type { Actor, Home } from '../context.js';
import { ALARM_KINDS, type AlarmKind, type AlarmStore } from './alarm.store.js';

/**
 * An operator has dealt with an alarm. For a fork this means that the log is witnessed again, so each clearing is an
 * entry of the log, with the digest of the evidence that was set aside. Who it was stands there alone, where it ends in time.
 */
export class ClearAlarm {
  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws log.unknown-alarm */
  async run(actor: Extract<Actor, { kind: 'operator' }>, kind: string, key: string): Promise<void> {
    checkKind(kind);
    await inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      const alarm = await this.alarms.find(sql, kind, key);
      const cleared = await this.alarms.clear(sql, kind, key, new Date(this.home.clock.nowMs()), actor.kind);
      if (!cleared || alarm === undefined) throw unknownAlarm();
      const said = alarm.evidence ?? Buffer.from(JSON.stringify({ kind, key, since: alarm.since }));
      const entry = { type: 'CONFIG_CHANGE', setting: `alarm.cleared.${kind}`, digest: digestOf(said) } as const;
      await this.log.append(sql, [{ eventId: randomUUID(), entry, actor, detail: { kind, key } }]);
    });
  }
}

function checkKind(kind: string): asserts kind is AlarmKind {
  if (!(ALARM_KINDS as readonly string[]).includes(kind)) throw unknownAlarm();
}

function unknownAlarm(): CrexError {
  return new CrexError('log.unknown-alarm', 'no such alarm is open', { nextStep: 'list them with `admin.js alarms`' });
}
