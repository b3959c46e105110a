import { inTransaction, type Database, type Transaction } from '#libs/platform';
import type { Home } from '../context.js';
import type { Sender, Undelivered } from '../courier/end-undelivered.js';
import type { OutboxEnd } from '../courier/outbox.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import type { RecallStore } from './recall.store.js';
import type { SendRecall } from './send-recall.js';

const AT_ONCE = 100;
/** How long a recall waits that did not arrive: whoever is suspended or away will not be back at once (seconds). */
const RETRY_SECONDS = 3_600;

/** A recall that did not arrive is sent again, for as long as it takes; one that nobody acknowledges is an alarm. */
export class ResendRecalls implements Sender {
  constructor(
    private readonly database: Database,
    private readonly recalls: RecallStore,
    private readonly send: SendRecall,
    private readonly alarm: Pick<RaiseAlarm, 'run' | 'endAllBut'>,
    private readonly home: Home,
  ) {}

  async undelivered(tx: Transaction, { eventId }: Undelivered, _end: OutboxEnd, code: string): Promise<void> {
    await this.recalls.undelivered(tx, eventId, code, this.home.nowSeconds() + RETRY_SECONDS);
  }

  /** @returns how many were due */
  async run(): Promise<number> {
    const due = await inTransaction(this.database, async (tx) => {
      const recalls = await this.recalls.due(tx, this.home.nowSeconds(), AT_ONCE);
      for (const recall of recalls) {
        // the person stands in the entry of the first message
        const subject = { recall: recall.recallId, saidBefore: [...recall.events] };
        await this.send.run(tx, recall, { subject, actor: { kind: 'node' } });
      }
      return recalls.length;
    });
    await this.watch();
    return due;
  }

  private async watch(): Promise<void> {
    const overdue = await inTransaction(this.database, (tx) => this.recalls.overdue(tx, this.home.nowSeconds()));
    for (const { country, count, oldestDueAt } of overdue) {
      await this.alarm.run({ kind: 'recall-unacknowledged', key: country, detail: { country, count, oldestDueAt } });
    }
    await this.alarm.endAllBut('recall-unacknowledged', overdue.map(({ country }) => country)); // prettier-ignore
  }
}
