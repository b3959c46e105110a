import type { AuditLog, JsonObject } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';

/** The ground on which the broker erases by itself (docs/protocol/erasure.md). */
const RULE_GROUND = 'RETENTION-ENDED';

/** Erases the parts of the broker's own log whose retention is over, month by month, each with its entry. */
export class EraseDue {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
    private readonly retentionMonths: number,
  ) {}

  /** @returns month and group of what was erased */
  async run(actor: JsonObject): Promise<readonly { month: string; group: string }[]> {
    const due = await this.log.periodsDue(sqlOf(this.database.manager), this.retentionMonths);
    for (const { month, group } of due) {
      await inTransaction(this.database, (tx) =>
        this.log.erasePeriod(sqlOf(tx), month, { group, ground: RULE_GROUND, actor }),
      );
    }
    return due.map(({ month, group }) => ({ month, group }));
  }
}
