import { askedQuestion, type AskedState } from '#libs/lifecycle';
import { sqlOf, type Transaction } from '#libs/platform';
import {
  UNANSWERED_OUTCOMES,
  type CountryCode,
  type DelayBody,
  type Digest,
  type InformationRequestBody,
  type MessageId,
  type Outcome,
  type RequestBody,
} from '#libs/protocol';
import type { KeptColumns, KeptContent } from '../courier/kept-content.js';

/** Where a question `q` with its message `o` stands: its state, and what receipts say of its message. */
export const stateOfQuestion = `CASE
  WHEN q.state IN ('SUBMITTED', 'ROUTED') AND o.state = 'TAKEN' THEN 'DELIVERED'
  WHEN q.state = 'SUBMITTED' AND o.state = 'STORED' THEN 'ROUTED'
  ELSE q.state END`;

/** The state that goes with an outcome: an answer's words are the outcome, its state is ANSWERED. */
export function stateOfOutcome(outcome: Outcome): AskedState {
  return (UNANSWERED_OUTCOMES as readonly string[]).includes(outcome) ? (outcome as AskedState) : 'ANSWERED';
}

/** A question that nobody else can move until the transaction ends. */
export interface LockedQuestion {
  readonly questionId: string;
  readonly country: CountryCode;
  readonly requestId: string;
  readonly kind: 'REQ' | 'QUERY';
  readonly state: AskedState;
  /** Null while it has not been sealed. */
  readonly messageId: MessageId | null;
  readonly requestDigest: Digest | null;
  /** The RAI that waits for its RAR. */
  readonly openRound: {
    readonly messageId: MessageId;
    readonly contentDigest: Digest;
    readonly respondBy: number;
  } | null;
}

const locked = `SELECT q.question_id AS "questionId", q.request_id AS "requestId", q.country, o.kind, ${stateOfQuestion} AS state,
    o.message_id AS "messageId", o.content_digest AS "requestDigest",
    CASE WHEN q.informed_by IS NULL AND q.information_id IS NOT NULL THEN jsonb_build_object('messageId', q.information_id,
      'contentDigest', (SELECT content_digest FROM inbox WHERE message_id = q.information_id),
      'respondBy', q.respond_by) END AS "openRound"
  FROM question q JOIN outbox o ON o.event_id = q.question_id`;

/** How a question goes from state to state, and what is known of it on its way. */
export class QuestionLife {
  constructor(private readonly kept: KeptContent) {}

  /** The question whose message of ours has this content. */
  async ofRequest(tx: Transaction, requestDigest: Digest): Promise<LockedQuestion | undefined> {
    const [row] = await sqlOf(tx).query<LockedQuestion>(`${locked} WHERE o.content_digest = $1 FOR UPDATE OF q`, [
      requestDigest,
    ]);
    return row;
  }

  /** The question of a request that this official has made. */
  async own(tx: Transaction, requestId: string, officialId: string, country: CountryCode) {
    const [row] = await sqlOf(tx).query<LockedQuestion>(
      `${locked} JOIN request r USING (request_id)
       WHERE r.request_id = $1 AND r.official_id = $2 AND r.kind = 'REQ' AND q.country = $3 FOR UPDATE OF q`,
      [requestId, officialId, country],
    );
    return row;
  }

  /** The questions of an official's request or query, with what their content is opened by. */
  ownRequest(tx: Transaction, requestId: string, officialId: string) {
    return sqlOf(tx).query<OwnAsked>(
      `SELECT q.question_id AS "questionId", q.country, o.message_id AS "messageId", r.kind
       FROM request r JOIN question q USING (request_id) JOIN outbox o ON o.event_id = q.question_id
       WHERE r.request_id = $1 AND r.official_id = $2
       ORDER BY o.message_id IS NULL, q.country`,
      [requestId, officialId],
    );
  }

  /** The question that our RAR or CAN speaks of. */
  async saidBy(tx: Transaction, eventId: string): Promise<LockedQuestion | undefined> {
    const [row] = await sqlOf(tx).query<LockedQuestion>(
      `${locked} WHERE q.cancelled_by = $1 OR q.informed_by = $1 FOR UPDATE OF q`,
      [eventId],
    );
    return row;
  }

  /** The question that a CAN of ours takes back, with the CAN's id, by the CAN's content. */
  async ofCancellation(tx: Transaction, digest: Digest) {
    const [can] = await sqlOf(tx).query<{ eventId: string; messageId: MessageId }>(
      `SELECT event_id AS "eventId", message_id AS "messageId" FROM outbox WHERE content_digest = $1 AND kind = 'CAN'`,
      [digest],
    );
    const question = can === undefined ? undefined : await this.saidBy(tx, can.eventId);
    return can === undefined || question === undefined ? undefined : { question, cancellationId: can.messageId };
  }

  async setState(tx: Transaction, questionId: string, state: AskedState): Promise<void> {
    await sqlOf(tx).query('UPDATE question SET state = $2 WHERE question_id = $1', [questionId, state]);
  }

  /** It will take longer: silence is measured from the date that was announced. */
  async announce(tx: Transaction, questionId: string, { announcedAt, reason }: DelayBody, notAfter: number) {
    await sqlOf(tx).query(
      `UPDATE question SET announced_at = $2, delay_reason = $3, not_after = greatest(not_after, $4) WHERE question_id = $1`,
      [questionId, announcedAt, reason, notAfter],
    );
  }

  async openRound(tx: Transaction, questionId: string, messageId: MessageId, body: InformationRequestBody) {
    await sqlOf(tx).query(
      `UPDATE question SET information_id = $2, round = $3, respond_by = $4, informed_by = NULL
       WHERE question_id = $1 AND coalesce(round, 0) < $3`,
      [questionId, messageId, body.round, body.respondBy],
    );
  }

  /** Our RAR waits to leave: from now the other country has its time again. */
  async closeRound(tx: Transaction, questionId: string, eventId: string, notAfter: number): Promise<void> {
    await sqlOf(tx).query(
      'UPDATE question SET informed_by = $2, not_after = greatest(not_after, $3) WHERE question_id = $1',
      [questionId, eventId, notAfter],
    );
  }

  async reopenRound(tx: Transaction, questionId: string): Promise<void> {
    await sqlOf(tx).query('UPDATE question SET informed_by = NULL WHERE question_id = $1', [questionId]);
  }

  async cancel(tx: Transaction, questionId: string, eventId: string): Promise<void> {
    await sqlOf(tx).query('UPDATE question SET cancelled_by = $2 WHERE question_id = $1', [questionId, eventId]);
  }

  /** Questions whose asker has not said what was asked back for; locked until the transaction ends. */
  lapsing(tx: Transaction, nowSeconds: number, max: number): Promise<LockedQuestion[]> {
    return sqlOf(tx).query(
      `${locked} WHERE q.state = 'AWAITING_INFO' AND q.outcome IS NULL AND q.respond_by < $1
       ORDER BY q.respond_by LIMIT $2 FOR UPDATE OF q SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  /** Its official has seen the answers that these questions have. */
  async read(tx: Transaction, requestId: string, at: Date): Promise<void> {
    const [from, to] = readRule();
    await sqlOf(tx).query(
      'UPDATE question SET state = $3, read_at = $4 WHERE request_id = $1 AND state = $2 AND outcome IS NOT NULL',
      [requestId, from, to, at],
    );
  }

  /** What was asked, as it was signed; undefined once it is erased. */
  async asked(
    tx: Transaction,
    { questionId, messageId }: Pick<LockedQuestion, 'questionId' | 'messageId'>,
  ): Promise<RequestBody | undefined> {
    const [row] = await sqlOf(tx).query<KeptColumns>('SELECT content, content_key FROM outbox WHERE event_id = $1', [
      questionId,
    ]);
    if (row === undefined || messageId === null) return undefined;
    return (await this.kept.open(tx, messageId, row))?.body as RequestBody | undefined;
  }
}

interface OwnAsked extends Pick<LockedQuestion, 'questionId' | 'country' | 'messageId'> {
  readonly kind: 'REQ' | 'QUERY';
}

/** READ, as the table has it: the one rule that moves. */
function readRule(): readonly [string, string] {
  const rule = askedQuestion.transitions.find(({ on, to }) => on === 'READ' && to !== 'SAME');
  return [rule?.from[0] ?? '', rule?.to ?? ''];
}
