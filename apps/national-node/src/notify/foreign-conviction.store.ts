import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { foreignConviction, move, type ForeignConvictionState } from '#libs/lifecycle';
import { sqlOf, type Transaction } from '#libs/platform';
import type {
  Conviction,
  CountryCode,
  Digest,
  DisclosedIdentity,
  MessageId,
  NotificationRefusal,
} from '#libs/protocol';

/** UNKNOWN has no row. */
export type ForeignState = Exclude<ForeignConvictionState, 'UNKNOWN'>;

/** Who was convicted, as the convicting register writes them, and the conviction with what may be told of it to others. */
export interface ForeignRecord {
  readonly subject: DisclosedIdentity;
  readonly conviction: Conviction;
}

/** A conviction by another country, as of its newest version. */
export interface ForeignConviction {
  readonly notificationId: string;
  readonly sender: CountryCode;
  readonly version: number;
  readonly state: ForeignState;
  readonly personId: string | null;
  readonly record: ForeignRecord | null;
  /** The NOT that said it. */
  readonly messageId: MessageId;
  readonly receivedAt: Date;
  readonly reason: NotificationRefusal | null;
}

export type NewForeign = Omit<ForeignConviction, 'notificationId'> & { readonly convictionId: string };

const columns = `notification_id AS "notificationId", sender, version::int, state, person_id AS "personId", record,
  message_id AS "messageId", received_at AS "receivedAt", reason`;

/** Convictions of this country's nationals elsewhere. */
export class ForeignConvictions {
  constructor(private readonly log: AuditLog) {}

  /** What is held of it, locked until the transaction ends; others who bring the same one wait. */
  async lock(tx: Transaction, sender: CountryCode, convictionId: string): Promise<ForeignConviction | undefined> {
    const key = this.pseudonym(sender, convictionId);
    await sqlOf(tx).query(`SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))`, [key]);
    const [row] = await sqlOf(tx).query<ForeignConviction>(
      `SELECT ${columns} FROM foreign_conviction WHERE sender = $1 AND conviction = $2 FOR UPDATE`,
      [sender, key],
    );
    return row;
  }

  /** The newest version takes the place of the one before. */
  async keep(tx: Transaction, one: NewForeign): Promise<void> {
    const { sender, convictionId, version, state, personId, record, messageId, receivedAt, reason } = one;
    await sqlOf(tx).query(
      `INSERT INTO foreign_conviction (notification_id, sender, conviction, version, state, person_id, record, message_id,
         received_at, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (sender, conviction) DO UPDATE SET version = excluded.version, state = excluded.state,
         person_id = excluded.person_id, record = excluded.record, message_id = excluded.message_id,
         received_at = excluded.received_at, reason = excluded.reason`,
      [
        ...[randomUUID(), sender, this.pseudonym(sender, convictionId), version, state, personId, record],
        ...[messageId, receivedAt, reason],
      ],
    );
  }

  /** Those that wait for a clerk, oldest first. */
  waiting(tx: Transaction, max: number): Promise<ForeignConviction[]> {
    return sqlOf(tx).query(
      `SELECT ${columns} FROM foreign_conviction WHERE state = 'WAITING' ORDER BY received_at, notification_id LIMIT $1`,
      [max],
    );
  }

  /** How many wait for a clerk. */
  async countWaiting(tx: Transaction): Promise<number> {
    const [row] = await sqlOf(tx).query<{ count: number }>(
      `SELECT count(*)::int AS count FROM foreign_conviction WHERE state = 'WAITING'`,
    );
    return row?.count ?? 0;
  }

  /** One that waits for a clerk, locked until the transaction ends. */
  async lockWaiting(tx: Transaction, notificationId: string): Promise<ForeignConviction | undefined> {
    const [row] = await sqlOf(tx).query<ForeignConviction>(
      `SELECT ${columns} FROM foreign_conviction WHERE notification_id = $1 AND state = 'WAITING' FOR UPDATE`,
      [notificationId],
    );
    return row;
  }

  /** How logs name the NOT that lies in the inbox. */
  async digestOf(tx: Transaction, messageId: MessageId): Promise<Digest> {
    const [row] = await sqlOf(tx).query<{ digest: Digest }>(
      'SELECT content_digest AS digest FROM inbox WHERE message_id = $1',
      [messageId],
    );
    return row?.digest ?? '';
  }

  /** A clerk's word on one that waits. @throws lifecycle.illegal-transition */
  async decide(
    tx: Transaction,
    { notificationId, state }: ForeignConviction,
    decision: { readonly personId: string } | { readonly reason: NotificationRefusal },
  ): Promise<void> {
    const isPlaced = 'personId' in decision;
    const [personId, reason] = isPlaced ? [decision.personId, null] : [null, decision.reason];
    const { to } = move(foreignConviction, state, isPlaced ? 'PLACE' : 'TURN_AWAY');
    await sqlOf(tx).query(
      `UPDATE foreign_conviction SET state = $2, person_id = $3, reason = $4,
         record = CASE WHEN $3::text IS NULL THEN NULL ELSE record END
       WHERE notification_id = $1`,
      [notificationId, to, personId, reason],
    );
  }

  /** Its country takes back the message of this content. */
  async recalled(tx: Transaction, sender: CountryCode, contentDigest: Digest): Promise<void> {
    const rows = await sqlOf(tx).query<Pick<ForeignConviction, 'notificationId' | 'state'>>(
      `SELECT notification_id AS "notificationId", state FROM foreign_conviction
       WHERE sender = $2 AND message_id IN (SELECT message_id FROM inbox WHERE content_digest = $1) FOR UPDATE`,
      [contentDigest, sender],
    );
    for (const { notificationId, state } of rows) {
      const { to } = move(foreignConviction, state, 'RECALL');
      await sqlOf(tx).query('UPDATE foreign_conviction SET state = $2 WHERE notification_id = $1', [
        notificationId,
        to,
      ]);
    }
  }

  /** Forgets what is not held, when no version can be under way any more that it must not come back by. @returns how many */
  async forget(tx: Transaction, receivedBefore: Date): Promise<number> {
    const gone = await sqlOf(tx).query(
      `DELETE FROM foreign_conviction WHERE state IN ('DELETED', 'REFUSED') AND received_at < $1 RETURNING 1`,
      [receivedBefore],
    );
    return gone.length;
  }

  private pseudonym(sender: CountryCode, convictionId: string): Buffer {
    return this.log.pseudonym('subject', `foreign:${sender}:${convictionId}`);
  }
}
