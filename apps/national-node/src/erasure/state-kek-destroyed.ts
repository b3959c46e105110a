import { randomUUID } from 'node:crypto';
import { entriesOfReference, type AuditLog, type LogEntry } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Actor } from '../context.js';

/**
 * An operator states that no copy of a retired key-encryption key is left: from here on the log says that backups
 * wrapped by it are closed. The node cannot see that; the entry is a person's word.
 */
export class StateKekDestroyed {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
  ) {}

  /** @throws erasure.kek-not-retired */
  async run(actor: Actor, keyDigest: string): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      checkRetired(await entriesOfReference(sqlOf(tx), keyDigest));
      const entry = { type: 'KEY_EVENT', action: 'DESTROYED', keyRole: 'audit-kek', keyDigest } as const;
      await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor: { ...actor } }]);
    });
  }
}

function checkRetired(entries: readonly LogEntry[]): void {
  const isRetired = entries.some(
    ({ leaf }) => leaf.type === 'KEY_EVENT' && leaf.keyRole === 'audit-kek' && leaf.action === 'RETIRED',
  );
  if (!isRetired) {
    throw new CrexError('erasure.kek-not-retired', 'the log knows no retired key-encryption key of this id', {
      nextStep: 'replace the key first; its id is what that command prints as retired',
    });
  }
}
