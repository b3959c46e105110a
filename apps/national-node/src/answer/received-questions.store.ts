import type { DeadlineClock } from '#libs/deadline';
import { advance, isIllegal, receivedQuestion, type ReceivedEvent, type ReceivedState } from '#libs/lifecycle';
import { sqlOf, type Transaction } from '#libs/platform';
import { CrexError, type CountryCode, type Digest, type MessageId, type Purpose, type Urgency } from '#libs/protocol';

/** What a question is waiting for a human of this country for. */
export const QUEUES = ['AMBIGUOUS', 'INFORMATION', 'CONFIRM_REFUSAL', 'RELEASE'] as const;
export type Queue = (typeof QUEUES)[number];

/** A question of another country, without what it asks. Times are seconds since 1970. */
export interface ReceivedQuestion {
  readonly questionId: string;
  readonly messageId: MessageId;
  readonly asker: CountryCode;
  /** Of the REQ. */
  readonly contentDigest: Digest;
  readonly priority: 0 | 1;
  readonly purpose: Purpose;
  readonly urgency: Urgency;
  readonly state: ReceivedState;
  readonly receivedAt: number;
  readonly clockStartedAt: number;
  readonly dueAt: number;
  readonly clockStoppedAt: number | null;
  readonly announcedAt: number | null;
  readonly rounds: number;
  readonly respondBy: number | null;
  /** False once the asker has said that there is no more to tell. */
  readonly mayAsk: boolean;
  /** Event of the newest RAI. */
  readonly informationEvent: string | null;
  /** The message that describes the subject: the REQ, or the newest RAR. */
  readonly subjectMessage: MessageId;
  readonly acceptedAt: number | null;
  readonly queue: Queue | null;
  readonly queuedAt: number | null;
  readonly assignee: string | null;
  readonly endedAt: number | null;
  readonly inTime: boolean | null;
  readonly answeredBy: 'MACHINE' | 'CLERK' | null;
  readonly answerEvent: string | null;
}

/** A question, with the RAI that was sent about it. */
export interface Asked {
  readonly question: ReceivedQuestion;
  readonly eventId: string;
  readonly messageId: MessageId;
}

/** What stands from the beginning. */
export type NewlyReceived = Pick<
  ReceivedQuestion,
  'questionId' | 'messageId' | 'asker' | 'contentDigest' | 'priority' | 'purpose' | 'urgency' | 'receivedAt' | 'dueAt'
>;

/** What may change. */
export type ReceivedChange = Partial<Omit<ReceivedQuestion, 'state' | keyof Omit<NewlyReceived, 'dueAt'>>>;

const COLUMNS = {
  ...{ questionId: 'question_id', messageId: 'message_id', asker: 'asker', contentDigest: 'content_digest' },
  ...{ priority: 'priority', purpose: 'purpose', urgency: 'urgency', state: 'state', receivedAt: 'received_at' },
  ...{ clockStartedAt: 'clock_started_at', dueAt: 'due_at', clockStoppedAt: 'clock_stopped_at' },
  ...{ announcedAt: 'announced_at', rounds: 'rounds', respondBy: 'respond_by', mayAsk: 'may_ask' },
  ...{ informationEvent: 'information_event', subjectMessage: 'subject_message', acceptedAt: 'accepted_at' },
  ...{ queue: 'queue', queuedAt: 'queued_at', assignee: 'assignee', endedAt: 'ended_at', inTime: 'in_time' },
  ...{ answeredBy: 'answered_by', answerEvent: 'answer_event' },
} as const satisfies Record<keyof ReceivedQuestion, string>;

const selected = Object.entries(COLUMNS)
  .map(([name, column]) => `q.${column} AS "${name}"`)
  .join(', ');

/** Questions of other countries and what became of them. Whoever changes one has locked it. */
export class ReceivedQuestions {
  /** The row of a question, made at first sight; locked until the transaction ends. */
  async open(tx: Transaction, question: NewlyReceived): Promise<ReceivedQuestion> {
    await sqlOf(tx).query(
      `INSERT INTO received_question (question_id, message_id, asker, content_digest, priority, purpose, urgency,
         received_at, clock_started_at, due_at, state, subject_message)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, 'DELIVERED', $2) ON CONFLICT (message_id) DO NOTHING`,
      [
        ...[question.questionId, question.messageId, question.asker, question.contentDigest, question.priority],
        ...[question.purpose, question.urgency, question.receivedAt, question.dueAt],
      ],
    );
    const [row] = await this.locked(tx, 'q.message_id = $1', [question.messageId]);
    return row as ReceivedQuestion;
  }

  async byId(tx: Transaction, questionId: string): Promise<ReceivedQuestion | undefined> {
    return (await this.locked(tx, 'q.question_id = $1', [questionId]))[0];
  }

  /** The question that an answer of this event answered, also one that was given anew. */
  async answeredBy(tx: Transaction, answerEvent: string): Promise<ReceivedQuestion | undefined> {
    const which = 'q.message_id = (SELECT in_reply_to FROM outbox WHERE event_id = $1)';
    return (await this.locked(tx, which, [answerEvent]))[0];
  }

  /** The question of this country with this content. */
  async byContent(tx: Transaction, asker: CountryCode, contentDigest: Digest): Promise<ReceivedQuestion | undefined> {
    return (await this.locked(tx, 'q.asker = $1 AND q.content_digest = $2', [asker, contentDigest]))[0];
  }

  /** The question for which this country was asked for more, in that message of ours (RAI). */
  async byInformation(tx: Transaction, asker: CountryCode, contentDigest: Digest): Promise<Asked | undefined> {
    const [ours] = await sqlOf(tx).query<Omit<Asked, 'question'> & { about: MessageId }>(
      `SELECT event_id AS "eventId", message_id AS "messageId", in_reply_to AS about
       FROM outbox WHERE content_digest = $1 AND kind = 'RAI' AND recipient = $2`,
      [contentDigest, asker],
    );
    if (ours === undefined) return undefined;
    const [question] = await this.locked(tx, 'q.message_id = $1', [ours.about]);
    return question === undefined ? undefined : { question, eventId: ours.eventId, messageId: ours.messageId };
  }

  /** That message tells more about that question. */
  async keepInformation(tx: Transaction, questionId: string, messageId: MessageId): Promise<void> {
    await sqlOf(tx).query('INSERT INTO question_information (message_id, question_id) VALUES ($1, $2)', [
      messageId,
      questionId,
    ]);
  }

  /** Those that wait for the asker, whose time is over. */
  lapsing(tx: Transaction, before: number, max: number): Promise<ReceivedQuestion[]> {
    return this.some(tx, `q.state = 'AWAITING_INFO' AND q.respond_by < $1 ORDER BY q.respond_by LIMIT $2`, [
      before,
      max,
    ]);
  }

  /** Those that wait for a human and have not been announced for later, whose time goes by first. */
  unannounced(tx: Transaction, max: number): Promise<ReceivedQuestion[]> {
    return this.some(
      tx,
      `q.queue IS NOT NULL AND q.announced_at IS NULL AND q.state = 'IN_PROGRESS'
       ORDER BY q.clock_started_at + (q.due_at - q.clock_started_at) * 0.7 LIMIT $1`,
      [max],
    );
  }

  /** Those that no machine and no human has dealt with: what was missing then may be there now. */
  undecided(tx: Transaction, max: number): Promise<ReceivedQuestion[]> {
    return this.some(tx, `q.state = 'IN_PROGRESS' AND q.queue IS NULL ORDER BY q.due_at LIMIT $1`, [max]);
  }

  /** What happens to a question, with what changes by it. @throws lifecycle.illegal-transition */
  async advance(
    tx: Transaction,
    question: ReceivedQuestion,
    event: ReceivedEvent,
    change: ReceivedChange = {},
  ): Promise<ReceivedQuestion> {
    const step = advance(receivedQuestion, question.state, event);
    if (isIllegal(step)) {
      throw new CrexError(step.code, `${event} cannot happen to a question that is ${question.state}`);
    }
    const changed = { ...change, state: step.to };
    await this.write(tx, question.questionId, changed);
    return { ...question, ...changed };
  }

  /** Its answer is recalled; nothing for an answer to a query, which keeps no state here. */
  async recalled(tx: Transaction, answerEvent: string): Promise<void> {
    const [question] = await this.locked(tx, 'q.answer_event = $1', [answerEvent]);
    if (question !== undefined) await this.advance(tx, question, 'RECALL');
  }

  /** What changes without anything happening to it. */
  change(tx: Transaction, questionId: string, change: ReceivedChange): Promise<void> {
    return this.write(tx, questionId, change);
  }

  private async write(tx: Transaction, questionId: string, change: Partial<ReceivedQuestion>): Promise<void> {
    const entries = Object.entries(change) as [keyof ReceivedQuestion, unknown][];
    const set = entries.map(([name], index) => `${COLUMNS[name]} = $${index + 2}`).join(', ');
    const values = entries.map(([, value]) => value);
    await sqlOf(tx).query(`UPDATE received_question SET ${set} WHERE question_id = $1`, [questionId, ...values]);
  }

  private locked(tx: Transaction, which: string, values: readonly unknown[]): Promise<ReceivedQuestion[]> {
    return sqlOf(tx).query<ReceivedQuestion>(
      `SELECT ${selected} FROM received_question q WHERE ${which} FOR UPDATE OF q`,
      values,
    );
  }

  /** As many of a kind as are not being worked on now. */
  private some(tx: Transaction, which: string, values: readonly unknown[]): Promise<ReceivedQuestion[]> {
    return sqlOf(tx).query<ReceivedQuestion>(
      `SELECT ${selected} FROM received_question q WHERE ${which} FOR UPDATE OF q SKIP LOCKED`,
      values,
    );
  }
}

/** The clock of a question's deadline. */
export function clockOf({ clockStartedAt: startedAt, dueAt, clockStoppedAt }: ReceivedQuestion): DeadlineClock {
  return { startedAt, dueAt, ...(clockStoppedAt === null ? {} : { stoppedAt: clockStoppedAt }) };
}
