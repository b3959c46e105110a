import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, MAX_BATCH } from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { MoveQuestion } from './move-question.js';
import type { LockedQuestion, QuestionLife } from './question-life.store.js';
import type { OverdueQuestion, QuestionStore } from './question.store.js';
import type { SettleQuestion } from './settle-question.js';

/** How long after the end of its transport life a question is left open for an answer already on its way (seconds). */
const GRACE_SECONDS = 300;

/**
 * Nobody answered: the question ends as TIMED_OUT, and the silence becomes a signed statement (TIMEOUT) to the country
 * that was asked. Our own silence about what was asked back for ends it as LAPSED.
 */
export class CloseOverdue {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionStore,
    private readonly life: QuestionLife,
    private readonly move: MoveQuestion,
    private readonly outbox: OutboxStore,
    private readonly settle: SettleQuestion,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @returns how many questions were closed */
  async run(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const overdue = await this.questions.overdue(tx, this.home.nowSeconds() - GRACE_SECONDS, MAX_BATCH);
      for (const question of overdue) await this.close(tx, question);
      const lapsing = await this.life.lapsing(tx, this.home.nowSeconds(), MAX_BATCH);
      for (const question of lapsing) await this.lapse(tx, question);
      return overdue.length + lapsing.length;
    });
  }

  /** Our official has not said what was asked back for. The other country ends the question by itself. */
  private async lapse(tx: Transaction, question: LockedQuestion): Promise<void> {
    if ((await this.move.run(tx, question, 'LAPSE')) === undefined) return;
    const { questionId, country, requestDigest } = question;
    await this.settle.run(tx, { questionId, country, requestDigest, outcome: 'LAPSED', code: 'requester.lapsed' });
  }

  private async close(tx: Transaction, question: OverdueQuestion): Promise<void> {
    const { questionId, country, messageId, requestDigest, askedAt } = question;
    await this.settle.run(tx, {
      questionId,
      country,
      requestDigest,
      outcome: 'TIMED_OUT',
      code: 'requester.timed-out',
    });
    if (messageId === null || requestDigest === null) return;
    const eventId = randomUUID();
    const entry = { type: 'TIMEOUT', from: this.home.country, to: country, messageId, requestDigest } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry }]);
    const salt = freshNonce((bytes) => randomFillSync(bytes));
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'TIMEOUT', recipient: country, kind: 'TIMEOUT', priority: 0 },
      body: { salt, messageId, contentDigest: requestDigest, askedAt },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
  }
}
