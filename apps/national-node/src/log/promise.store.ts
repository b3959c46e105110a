import type { LogProof } from '#libs/audit';
import { sqlOf, type Sql, type Transaction } from '#libs/platform';
import type { CountryCode, Digest, LogPromise, MessageId } from '#libs/protocol';

/** A promise that has not been found kept or broken yet. */
export interface PendingPromise {
  readonly contentDigest: Digest;
  readonly messageId: MessageId;
  readonly answerer: CountryCode;
  readonly origin: string;
  readonly eventId: string;
  readonly leafHash: Uint8Array;
  /** Seconds since 1970, by the answerer. */
  readonly promisedAt: number;
  readonly receivedAt: Date;
  /** Size of the tree in which it was looked for last. */
  readonly followedTo: bigint | undefined;
}

interface Row extends Omit<PendingPromise, 'followedTo'> {
  readonly followedTo: string | null;
}

/** Which answer carries a promise. */
export type PromisedBy = Pick<PendingPromise, 'contentDigest' | 'messageId' | 'answerer' | 'receivedAt'>;

/** The promises that answers have made to this country. */
export class PromiseStore {
  /** In the transaction that takes the answer: no promise is forgotten between the two. */
  async keep(tx: Transaction, by: PromisedBy, { origin, eventId, leafHash, time }: LogPromise): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO promise (content_digest, message_id, answerer, origin, event_id, leaf_hash, promised_at, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        ...[by.contentDigest, by.messageId, by.answerer, origin, eventId],
        ...[Buffer.from(leafHash, 'base64url'), time, by.receivedAt],
      ],
    );
  }

  /** The oldest pending promises of one log. */
  async pending(sql: Sql, origin: string, max: number): Promise<PendingPromise[]> {
    const rows = await sql.query<Row>(
      `SELECT content_digest AS "contentDigest", message_id AS "messageId", answerer, origin, event_id AS "eventId",
         leaf_hash AS "leafHash", promised_at AS "promisedAt", received_at AS "receivedAt", followed_to::text AS "followedTo"
       FROM promise WHERE state = 'PENDING' AND origin = $1 ORDER BY promised_at LIMIT $2`,
      [origin, max],
    );
    return rows.map((row) => ({ ...row, followedTo: row.followedTo === null ? undefined : BigInt(row.followedTo) }));
  }

  /** The logs of which something is still expected. */
  async origins(sql: Sql): Promise<string[]> {
    const rows = await sql.query<{ origin: string }>(
      `SELECT DISTINCT origin FROM promise WHERE state = 'PENDING' ORDER BY origin`,
    );
    return rows.map(({ origin }) => origin);
  }

  async followed(sql: Sql, digests: readonly Digest[], to: bigint): Promise<void> {
    await sql.query(`UPDATE promise SET followed_to = $2 WHERE content_digest = ANY($1) AND state = 'PENDING'`, [
      digests,
      to.toString(),
    ]);
  }

  async kept(sql: Sql, digest: Digest, index: LogProof['index'], proof: string, at: Date): Promise<void> {
    await sql.query(
      `UPDATE promise SET state = 'KEPT', log_index = $2, proof = $3, settled_at = $4
       WHERE content_digest = $1 AND state = 'PENDING'`,
      [digest, index.toString(), proof, at],
    );
  }

  async broken(sql: Sql, digest: Digest, at: Date): Promise<void> {
    await sql.query(
      `UPDATE promise SET state = 'BROKEN', settled_at = $2 WHERE content_digest = $1 AND state = 'PENDING'`,
      [digest, at],
    );
  }
}
