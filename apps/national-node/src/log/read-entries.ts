import { randomUUID } from 'node:crypto';
import { encodeBundle, leavesOfBundle, tileWidth, type AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { Official } from '../context.js';
import { LogFiles } from './log-files.js';

/** A bundle of entries: `width` of them from `index` * 256 on. */
export interface BundleOrder {
  readonly origin: string;
  readonly index: bigint;
  readonly width: number;
}

/**
 * Shows an auditor a bundle of the log's entries. Reading it and the log entry about that are one transaction, committed
 * before the first byte leaves: nobody reads the log unseen.
 */
export class ReadEntries {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
    private readonly logger: Logger,
  ) {}

  /** @returns the bundle (C2SP tlog-tiles) @throws log.not-found, log.unavailable */
  async run(official: Official, order: BundleOrder): Promise<Uint8Array> {
    try {
      return await inTransaction(this.database, async (tx) => {
        const bundle = await this.read(tx, order);
        await this.logAccess(tx, official, order);
        return bundle;
      });
    } catch (error) {
      if (isCrexError(error, 'log.not-found')) throw error;
      this.logger.error({ err: error }, 'a bundle of entries could not be shown');
      throw new CrexError('log.unavailable', 'the entries cannot be shown now: no access goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }

  private async read(tx: Transaction, { origin, index, width }: BundleOrder): Promise<Uint8Array> {
    const sql = sqlOf(tx);
    const newest = await new LogFiles(sql).newest(origin);
    if (newest === undefined || tileWidth(newest.size, 0, index) < width) throw notThere();
    return encodeBundle(await leavesOfBundle(sql, newest.epoch, index, width));
  }

  private async logAccess(tx: Transaction, official: Official, { origin, index, width }: BundleOrder): Promise<void> {
    await this.log.append(sqlOf(tx), [
      {
        eventId: randomUUID(),
        entry: { type: 'ACCESS_TO_LOG', scope: 'METADATA', count: width },
        actor: { ...official },
        detail: { origin, bundle: index.toString(), width },
        findBy: { actor: [official.id] },
      },
    ]);
  }
}

/** @returns the one answer for all that this node's log does not have */
export function notThere(): CrexError {
  return new CrexError('log.not-found', 'this country’s log has nothing at this path');
}
