import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { COUNTRIES } from '#libs/protocol';
import type { Actor, Home } from '../context.js';

/** An operator starts numbering anew, because the counters were lost or rolled back: the old numbers stay used for ever. */
export class OpenEpoch {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @param above the highest epoch known from outside the database (file, broker) @returns the new epoch */
  async run(actor: Actor, reason: string, above: number): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const [row] = await sqlOf(tx).query<{ epoch: number }>(
        `INSERT INTO courier_epoch (epoch, reason) SELECT greatest(max(epoch), $1) + 1, $2 FROM courier_epoch RETURNING epoch`,
        [above, reason],
      );
      const { epoch } = row as { epoch: number };
      const entries = COUNTRIES.filter((country) => country !== this.home.country).map((to) => ({
        eventId: randomUUID(),
        entry: { type: 'COUNTER_EPOCH', from: this.home.country, to, epoch, reason } as const,
        actor: { ...actor },
      }));
      await this.log.append(sqlOf(tx), entries);
      return epoch;
    });
  }
}
