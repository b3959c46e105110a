import { sqlOf, type Transaction } from '#libs/platform';
import type {
  CountryCode,
  Digest,
  MessageId,
  RecallBody,
  RecallReason,
  RecallResult,
  RequestBody,
  Subject,
} from '#libs/protocol';
import type { KeptColumns, KeptContent } from '../courier/kept-content.js';
import type { ForeignConvictions } from '../notify/foreign-conviction.store.js';

/** A recall of another country, as it came. */
export interface ReceivedRecall {
  readonly messageId: MessageId;
  readonly sender: CountryCode;
  readonly answerDigest: Digest;
  readonly reason: RecallReason;
  readonly receivedAt: Date;
}

/** A recall as the official sees it who holds the answer. */
export interface RecallOfAnswer {
  readonly answerMessageId: MessageId;
  readonly messageId: MessageId;
  readonly reason: RecallReason;
  readonly receivedAt: Date;
  /** Of the answer's convictions, those that it is about; none when it is about who the person is, or once it is erased. */
  readonly convictionIds: readonly string[];
}

/** What other countries have recalled. */
export class RecalledStore {
  constructor(
    private readonly kept: KeptContent,
    private readonly foreign: ForeignConvictions,
  ) {}

  /** Marks the copy of an answer, whenever it comes. @returns what there is of it now */
  async mark(tx: Transaction, recall: ReceivedRecall): Promise<RecallResult> {
    const [copy] = await sqlOf(tx).query<{ isKept: boolean }>(
      `SELECT content IS NOT NULL AS "isKept" FROM inbox
       WHERE content_digest = $1 AND sender = $2 AND kind IN ('RRS', 'NOT') AND state = 'DONE'`,
      [recall.answerDigest, recall.sender],
    );
    await this.foreign.recalled(tx, recall.sender, recall.answerDigest);
    const result = copy === undefined ? 'UNKNOWN' : copy.isKept ? 'MARKED' : 'ERASED';
    await sqlOf(tx).query(
      `INSERT INTO recalled (message_id, sender, answer_digest, reason, result, received_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [recall.messageId, recall.sender, recall.answerDigest, recall.reason, result, recall.receivedAt],
    );
    return result;
  }

  /** Whom we asked about, in the question that this answer answered; undefined once that is erased. */
  async questionOf(tx: Transaction, answerDigest: Digest, sender: CountryCode): Promise<Subject | undefined> {
    const [row] = await sqlOf(tx).query<KeptColumns & { id: MessageId }>(
      `SELECT o.message_id AS id, o.content, o.content_key
       FROM inbox i
       JOIN question q ON q.answer_message_id = i.message_id
         OR q.question_id = (SELECT l.question_id FROM late_answer l WHERE l.message_id = i.message_id)
       JOIN outbox o ON o.event_id = q.question_id
       WHERE i.content_digest = $1 AND i.sender = $2 LIMIT 1`,
      [answerDigest, sender],
    );
    if (row === undefined) return undefined;
    const content = await this.kept.open(tx, row.id, row);
    return content === undefined ? undefined : (content.body as RequestBody).subject;
  }

  /** The recalls of these answers, oldest first. */
  async of(tx: Transaction, answerMessageIds: readonly MessageId[]): Promise<RecallOfAnswer[]> {
    if (answerMessageIds.length === 0) return [];
    const rows = await sqlOf(tx).query<Omit<RecallOfAnswer, 'convictionIds'> & KeptColumns>(
      `SELECT a.message_id AS "answerMessageId", r.message_id AS "messageId", r.reason, r.received_at AS "receivedAt",
         i.content, i.content_key
       FROM inbox a JOIN recalled r ON r.answer_digest = a.content_digest AND r.sender = a.sender
       JOIN inbox i ON i.message_id = r.message_id
       WHERE a.message_id = ANY($1) ORDER BY r.received_at, r.message_id`,
      [answerMessageIds],
    );
    const recalls: RecallOfAnswer[] = [];
    for (const { content, content_key, ...recall } of rows) {
      const said = await this.kept.open(tx, recall.messageId, { content, content_key });
      recalls.push({ ...recall, convictionIds: (said?.body as RecallBody | undefined)?.convictionIds ?? [] });
    }
    return recalls;
  }
}
