import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { CrexError, type ComparisonBody, type CountryCode } from '#libs/protocol';
import type { Home } from '../context.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { alarmsOfDifferences } from './reconciliation-alarms.js';
import type { ReconciliationStore } from './reconciliation.store.js';

/** Another country has compared what we stated (RECR): keeps and logs its finding beside the statement, once. */
export class KeepComparison {
  constructor(
    private readonly store: ReconciliationStore,
    private readonly log: AuditLog,
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
  ) {}

  /**
   * @param eventId the event of the RECEIVED entry
   * @throws message.reply-to-nothing
   */
  async run(tx: Transaction, eventId: string, sender: CountryCode, body: ComparisonBody): Promise<void> {
    const { contentDigest, epoch, first, last, matched, differing } = body;
    const run = { other: sender, epoch, first, last };
    checkOurs(await this.store.keepResult(tx, contentDigest, run, body));
    const parties = { from: this.home.country, to: sender };
    const entry = { type: 'RECONCILED', ...parties, epoch, first, last, contentDigest, matched, differing } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry }]);
    for (const alarm of alarmsOfDifferences({ ...parties, epoch, first, last }, body)) {
      await this.alarm.run(alarm, sqlOf(tx));
    }
  }
}

function checkOurs(isKept: boolean): void {
  if (!isKept) {
    throw new CrexError('message.reply-to-nothing', 'no open statement of ours with this digest and these numbers');
  }
}
