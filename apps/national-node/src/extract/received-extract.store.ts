import type { ExtractFinding } from '#libs/extract';
import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, Digest, MessageId, RecallReason } from '#libs/protocol';
import type { KeptColumns } from '../courier/kept-content.js';

/** What was found of an extract when it came; a finding says nothing about a person. Times are seconds since 1970. */
export interface ReceivedExtract {
  readonly messageId: MessageId;
  readonly questionId: string;
  readonly country: CountryCode;
  readonly number: string;
  readonly verdict: 'GOOD' | 'FAULT' | 'NOT_MADE';
  /** Of the first fault, or why it could not be made. */
  readonly code: string | null;
  readonly findings: readonly ExtractFinding[];
  readonly extractDigest: Digest | null;
  readonly issuedAt: number | null;
  readonly validUntil: number | null;
  readonly supersedes: string | null;
  /** The entry EXTRACT of the issuer's log, its bytes. */
  readonly leaf: Uint8Array | null;
  /** DER: the issuer's, by the directory of the arrival. */
  readonly caCertificates: readonly Uint8Array[];
  readonly receivedAt: Date;
}

/** An extract as its official sees it. */
export interface ShownExtract extends ReceivedExtract {
  /** What its issuer has said of it since: the reason of a recall, or the number that takes its place. */
  readonly recalledFor: RecallReason | null;
  readonly supersededBy: string | null;
}

/** The kept message that it came with. */
export type HeldExtract = ShownExtract & KeptColumns & { readonly contentDigest: Digest };

const columns = `x.message_id AS "messageId", x.question_id AS "questionId", x.country, x.number, x.verdict, x.code, x.findings,
  x.extract_digest AS "extractDigest", x.issued_at AS "issuedAt", x.valid_until AS "validUntil", x.supersedes, x.leaf,
  x.ca_certificates AS "caCertificates", x.received_at AS "receivedAt",
  (SELECT r.reason FROM recalled r WHERE r.answer_digest = i.content_digest AND r.sender = i.sender
   ORDER BY r.reason = 'EXTRACT_SUPERSEDED', r.received_at LIMIT 1) AS "recalledFor",
  (SELECT n.number FROM received_extract n
   WHERE n.supersedes = x.number AND n.country = x.country AND n.verdict = 'GOOD' LIMIT 1) AS "supersededBy"`;

/** Extracts of other countries. */
export class ReceivedExtracts {
  async keep(tx: Transaction, extract: ReceivedExtract): Promise<void> {
    const { messageId, questionId, country, number, verdict, code, findings, extractDigest } = extract;
    await sqlOf(tx).query(
      `INSERT INTO received_extract (message_id, question_id, country, number, verdict, code, findings, extract_digest,
         issued_at, valid_until, supersedes, leaf, ca_certificates, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[messageId, questionId, country, number, verdict, code, JSON.stringify(findings), extractDigest],
        ...[extract.issuedAt, extract.validUntil, extract.supersedes, extract.leaf],
        ...[extract.caCertificates.map((der) => Buffer.from(der)), extract.receivedAt],
      ],
    );
  }

  /** The extracts of a request that this official has made, the newest first; undefined if there is no such request. */
  async ofRequest(tx: Transaction, requestId: string, officialId: string): Promise<HeldExtract[] | undefined> {
    const mine = await sqlOf(tx).query('SELECT 1 FROM request WHERE request_id = $1 AND official_id = $2', [
      requestId,
      officialId,
    ]);
    if (mine.length === 0) return undefined;
    return sqlOf(tx).query<HeldExtract>(
      `SELECT ${columns}, i.content, i.content_key, i.content_digest AS "contentDigest"
       FROM received_extract x JOIN question q USING (question_id) JOIN inbox i ON i.message_id = x.message_id
       WHERE q.request_id = $1 ORDER BY x.received_at DESC, x.number DESC`,
      [requestId],
    );
  }
}
