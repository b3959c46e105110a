import { randomUUID } from 'node:crypto';
import { formatPromiseEvidence, readPromiseEvidence, type AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Actor } from '../context.js';
import type { AlarmKind, AlarmStore } from './alarm.store.js';
import type { SignedContents } from './signed-contents.store.js';

/**
 * The evidence of an alarm as a file for somebody else. That of a broken promise gets the signed answer now, from where
 * it is kept, and a VIEW entry, because it holds personal data: once the answer is erased, the promise can no longer be
 * shown to anybody.
 */
export class ExportEvidence {
  constructor(
    private readonly database: Database,
    private readonly alarms: AlarmStore,
    private readonly contents: SignedContents,
    private readonly log: AuditLog,
  ) {}

  /** @throws log.unknown-alarm, log.no-evidence, log.answer-erased */
  async run(actor: Extract<Actor, { kind: 'operator' }>, kind: string, key: string): Promise<Uint8Array> {
    return inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      const alarm = await this.alarms.find(sql, kind as AlarmKind, key);
      if (alarm === undefined) throw new CrexError('log.unknown-alarm', 'there was no such alarm');
      if (alarm.evidence === null) throw new CrexError('log.no-evidence', 'this alarm has nothing to show to others');
      return kind === 'promise-broken' ? this.withAnswer(tx, actor, key, alarm.evidence) : alarm.evidence;
    });
  }

  private async withAnswer(
    tx: Transaction,
    actor: Actor,
    contentDigest: string,
    evidence: Uint8Array,
  ): Promise<Uint8Array> {
    const answer = await this.contents.ofDigest(tx, contentDigest);
    if (answer === undefined) throw new CrexError('log.answer-erased', 'the answer that carried the promise is erased');
    const entry = { type: 'VIEW', object: 'ANSWER', count: 1, contentDigest } as const;
    await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor }]);
    return Buffer.from(formatPromiseEvidence({ ...readPromiseEvidence(evidence), answer }));
  }
}
