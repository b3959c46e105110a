import { randomBytes } from 'node:crypto';
import { localKek, type AuditLog } from '#libs/audit';
import { createDurably, inTransaction, sqlOf, type Database } from '#libs/platform';
import { toBase64url } from '#libs/protocol';
import type { Actor } from '../context.js';

/**
 * Replaces the key that wraps the log's period keys. A backup of an earlier day then opens with the old key alone:
 * where every copy of that is destroyed, the backup holds no readable part and no readable content any more.
 */
export class RotateKek {
  constructor(
    /** As the owner's role: the application's may not touch wrapped keys. */
    private readonly owner: Database,
    private readonly log: AuditLog,
  ) {}

  /**
   * @param file where the new key is written, before anything is wrapped by it
   * @returns the ids of both keys
   * @throws platform.file-exists
   */
  async run(actor: Actor, file: string): Promise<{ created: string; retired: string }> {
    const key = randomBytes(32);
    await createDurably(file, `${toBase64url(key)}\n`);
    return inTransaction(this.owner, (tx) => this.log.changeKek(sqlOf(tx), localKek(key), { ...actor }));
  }
}
