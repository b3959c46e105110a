import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { Actor } from '../context.js';
import type { PastVersion, PersonHistory } from './person-history.store.js';

export interface ViewedHistory {
  /** Whom the id leads to; absent when nobody stands in the register any more. */
  readonly personId?: string;
  /** Ids that were merged into this person. */
  readonly merged: readonly string[];
  /** Of the id that was asked for, oldest first. */
  readonly versions: readonly PastVersion[];
}

/** Shows an operator what became of a person's id. Whoever looks is in the log (VIEW). */
export class ViewHistory {
  constructor(
    private readonly database: Database,
    private readonly history: PersonHistory,
    private readonly log: AuditLog,
  ) {}

  run(actor: Actor, id: string): Promise<ViewedHistory> {
    return inTransaction(this.database, async (tx) => {
      const personId = await this.history.resolve(tx, id);
      const versions = await this.history.versionsOf(tx, id);
      const merged = personId === undefined ? [] : await this.history.mergedInto(tx, personId);
      const count = personId === undefined && versions.length === 0 ? 0 : 1;
      const entry = { type: 'VIEW', object: 'REGISTER', count } as const;
      await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor: { ...actor } }]);
      return { ...(personId !== undefined && { personId }), merged, versions };
    });
  }
}
