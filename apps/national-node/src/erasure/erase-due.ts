import type { AuditLog, Group } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { RECALL_SECONDS, type RecordRecipients } from '../answer/record-recipients.store.js';
import { ForeignConvictions } from '../notify/foreign-conviction.store.js';
import { NotificationStore } from '../notify/notification.store.js';
import { PersonHistory } from '../register/person-history.store.js';
import type { Actor, Home } from '../context.js';
import type { ErasureStore } from './erasure.store.js';
import { RULE_GROUND } from './grounds.js';

/** How much longer a country knows what it has told than the country that was told: no version may seem new there. */
const LONGER_MS = 31 * 86_400_000;

/** What ends by rules of its own. */
interface Kept {
  readonly recipients: RecordRecipients;
  readonly history: PersonHistory;
  readonly notifications: NotificationStore;
  readonly foreign: ForeignConvictions;
}

export interface DueReport {
  readonly erased: readonly {
    readonly month: string;
    readonly group: Group;
    /** Event of the PERIOD_ERASURE entry. */
    readonly erasure: string;
    readonly rows: number;
  }[];
  /** Recipients of records for whom no recall can be due any more. */
  readonly recipients: number;
  /** Notifications of convictions that no country holds any more, and what was told to this country of such. */
  readonly notifications: number;
  readonly foreignConvictions: number;
  /** Versions of persons that ended before the retention. */
  readonly versions: number;
}

/**
 * Erases what the retention rules say is over: for each month that is past its retention the keys of its parts, with
 * contents and requests, and the PERIOD_ERASURE entries that say so. Runs daily; a second run finds nothing.
 */
export class EraseDue {
  constructor(
    private readonly database: Database,
    private readonly store: ErasureStore,
    private readonly log: AuditLog,
    private readonly kept: Kept,
    private readonly home: Home,
    /** Whole months after the end of the month in which something was written. */
    private readonly retentionMonths: number,
  ) {}

  async run(actor: Actor): Promise<DueReport> {
    const due = await this.log.periodsDue(sqlOf(this.database.manager), this.retentionMonths);
    const erased: DueReport['erased'][number][] = [];
    for (const period of due) {
      const { month, group } = period;
      await inTransaction(this.database, async (tx) => {
        const order = { group, ground: RULE_GROUND, actor: { ...actor } };
        const logged = await this.log.erasePeriod(sqlOf(tx), month, order);
        if (logged === undefined) return; // another process was faster
        const rows = await this.store.eraseOfPeriod(tx, period);
        erased.push({ month, group, erasure: logged.leaf.eventId, rows });
      });
    }
    const now = this.home.nowSeconds();
    const { history, notifications, foreign } = this.kept;
    const recipients = await inTransaction(this.database, (tx) => this.kept.recipients.forget(tx, now));
    const before = (now - RECALL_SECONDS) * 1000;
    const told = await inTransaction(this.database, (tx) => notifications.forget(tx, new Date(before - LONGER_MS)));
    const foreignConvictions = await inTransaction(this.database, (tx) => foreign.forget(tx, new Date(before)));
    const versions = await inTransaction(this.database, (tx) =>
      history.forgetOld(tx, new Date(this.home.clock.nowMs()), this.retentionMonths),
    );
    return { erased, recipients, notifications: told, foreignConvictions, versions };
  }
}

/** The stores of what ends by rules of its own. */
export function keptByRules(recipients: RecordRecipients, log: AuditLog): Kept {
  const [notifications, foreign] = [new NotificationStore(), new ForeignConvictions(log)];
  return { recipients, history: new PersonHistory(), notifications, foreign };
}
