import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, Purpose, RefusalReason, Text, Urgency } from '#libs/protocol';
import type { Choice } from '../answer/decide-answer.js';
import type { Queue, ReceivedQuestion } from '../answer/received-questions.store.js';

/** What a clerk has decided about a question, where another one has to release it. Times are seconds since 1970. */
export interface ClerkDecision {
  readonly decisionId: string;
  readonly questionId: string;
  readonly choice: Choice['kind'];
  readonly personId: string | null;
  readonly reason: RefusalReason | null;
  /** Of an answer in part. */
  readonly archives: readonly Text[] | null;
  readonly fromQueue: Queue;
  /** Null once it is erased. */
  readonly decidedBy: string | null;
  readonly decidedAt: number;
  readonly state: 'OPEN' | 'RELEASED' | 'RETURNED';
  readonly settledBy: string | null;
  readonly settledAt: number | null;
}

/** What a clerk has said about a question to their colleagues. */
export interface QuestionComment {
  /** Null once it is erased. */
  readonly officialId: string | null;
  readonly saidAt: number;
  readonly comment: string | null;
}

/** Which questions a clerk wants to see; what is not named is not looked at. */
export interface QueueQuery {
  readonly queue?: Queue;
  readonly country?: CountryCode;
  readonly purpose?: Purpose;
  readonly urgency?: Urgency;
  readonly assigned?: 'me' | 'nobody';
  readonly deadline?: 'AT_RISK' | 'OVERDUE';
}

/** A question as the queue shows it: of nobody, and without the case. */
export type QueuedQuestion = Pick<
  ReceivedQuestion,
  | ('questionId' | 'asker' | 'purpose' | 'urgency' | 'state' | 'queue' | 'assignee')
  | ('rounds' | 'receivedAt' | 'dueAt' | 'announcedAt')
> & { readonly deadline: 'RUNNING' | 'AT_RISK' | 'OVERDUE' };

interface Looking {
  /** Staff number of the clerk. */
  readonly me: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly limit: number;
}

const DECISION = `decision_id AS "decisionId", question_id AS "questionId", choice, person_id AS "personId", reason, archives,
  from_queue AS "fromQueue", decided_by AS "decidedBy", decided_at AS "decidedAt", state, settled_by AS "settledBy",
  settled_at AS "settledAt"`;

/** What clerks do with questions of other countries: decisions and comments. */
export class ClerkStore {
  async decide(tx: Transaction, decision: Omit<ClerkDecision, 'state' | 'settledBy' | 'settledAt'>): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO clerk_decision (decision_id, question_id, choice, person_id, reason, archives, from_queue, decided_by, decided_at, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'OPEN')`,
      [
        ...[decision.decisionId, decision.questionId, decision.choice, decision.personId, decision.reason],
        decision.archives === null ? null : JSON.stringify(decision.archives),
        ...[decision.fromQueue, decision.decidedBy, decision.decidedAt],
      ],
    );
  }

  /** The decision that waits for another clerk; whoever reads it has locked the question. */
  async open(tx: Transaction, questionId: string): Promise<ClerkDecision | undefined> {
    const [row] = await sqlOf(tx).query<ClerkDecision>(
      `SELECT ${DECISION} FROM clerk_decision WHERE question_id = $1 AND state = 'OPEN'`,
      [questionId],
    );
    return row;
  }

  async settle(
    tx: Transaction,
    decisionId: string,
    state: 'RELEASED' | 'RETURNED',
    settledBy: string,
    settledAt: number,
  ): Promise<void> {
    await sqlOf(tx).query(
      'UPDATE clerk_decision SET state = $2, settled_by = $3, settled_at = $4 WHERE decision_id = $1',
      [decisionId, state, settledBy, settledAt],
    );
  }

  /** All decisions about a question, oldest first. */
  decisionsOf(tx: Transaction, questionId: string): Promise<ClerkDecision[]> {
    return sqlOf(tx).query(`SELECT ${DECISION} FROM clerk_decision WHERE question_id = $1 ORDER BY decided_at`, [
      questionId,
    ]);
  }

  async comment(
    tx: Transaction,
    { commentId, questionId, officialId, saidAt, comment }: QuestionComment & { commentId: string; questionId: string },
  ): Promise<void> {
    await sqlOf(tx).query(
      'INSERT INTO question_comment (comment_id, question_id, official_id, said_at, comment) VALUES ($1, $2, $3, $4, $5)',
      [commentId, questionId, officialId, saidAt, comment],
    );
  }

  commentsOf(tx: Transaction, questionId: string): Promise<QuestionComment[]> {
    return sqlOf(tx).query(
      `SELECT official_id AS "officialId", said_at AS "saidAt", comment FROM question_comment
       WHERE question_id = $1 ORDER BY said_at, comment_id`,
      [questionId],
    );
  }

  /** The questions that wait for a human, whose time ends first; names nobody. */
  queue(tx: Transaction, query: QueueQuery, { me, now, limit }: Looking): Promise<QueuedQuestion[]> {
    return sqlOf(tx).query(
      `SELECT * FROM (
         SELECT question_id AS "questionId", asker, purpose, urgency, state, queue, assignee, rounds,
           received_at AS "receivedAt", due_at AS "dueAt", announced_at AS "announcedAt",
           CASE WHEN $2::bigint > due_at THEN 'OVERDUE'
                WHEN $2 >= clock_started_at + floor((due_at - clock_started_at) * 0.7) THEN 'AT_RISK'
                ELSE 'RUNNING' END AS deadline, priority
         FROM received_question WHERE queue IS NOT NULL) q
       WHERE ($3::text IS NULL OR queue = $3) AND ($4::text IS NULL OR asker = $4)
         AND ($5::text IS NULL OR purpose = $5) AND ($6::text IS NULL OR urgency = $6)
         AND ($7::text IS NULL OR CASE $7 WHEN 'me' THEN assignee = $1 ELSE assignee IS NULL END)
         AND ($8::text IS NULL OR deadline = $8)
       ORDER BY priority DESC, "dueAt", "questionId" LIMIT $9`,
      [...[me, now, query.queue, query.country, query.purpose, query.urgency, query.assigned, query.deadline, limit]],
    );
  }
}
