import { randomUUID } from 'node:crypto';
import { inTransaction, type Database, type Doorbell } from '#libs/platform';
import { CrexError, type DelayReason } from '#libs/protocol';
import type { AnnounceDelay } from '../answer/announce-delay.js';
import type { ReceivedQuestions } from '../answer/received-questions.store.js';
import type { Home, Official } from '../context.js';
import type { ClerkStore } from './clerk.store.js';
import { checkAssigned, waitingQuestion } from './queued-question.js';

/** A day later than that is announced to nobody (seconds). */
const LATEST_SECONDS = 90 * 24 * 3600;

/** What a clerk does with a question that waits, before anybody decides: take it, say something about it, announce a delay. */
export class WorkOnQuestion {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedQuestions,
    private readonly clerks: ClerkStore,
    private readonly delay: AnnounceDelay,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @param to staff number, null for nobody @throws clerk.not-found */
  async assign(questionId: string, to: string | null): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const question = await waitingQuestion(tx, this.received, questionId);
      // a delay that was announced stays announced; work goes on
      if (to !== null && question.state === 'DELAYED') {
        await this.received.advance(tx, question, 'RESUME', { assignee: to });
      } else await this.received.change(tx, questionId, { assignee: to });
    });
  }

  /** @throws clerk.not-found */
  async comment({ id: officialId }: Official, questionId: string, comment: string): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      await waitingQuestion(tx, this.received, questionId);
      const saidAt = this.home.nowSeconds();
      await this.clerks.comment(tx, { commentId: randomUUID(), questionId, officialId, saidAt, comment });
    });
  }

  /** @param announcedAt seconds since 1970 @throws clerk.not-found, clerk.not-assigned, clerk.invalid-input */
  async announce(official: Official, questionId: string, announcedAt: number, reason: DelayReason): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const question = await waitingQuestion(tx, this.received, questionId);
      checkAssigned(question, official);
      checkLater(announcedAt, question.dueAt, this.home.nowSeconds());
      await this.delay.run(tx, question, announcedAt, reason);
    });
    this.courier.ring();
  }
}

function checkLater(announcedAt: number, dueAt: number, now: number): void {
  if (announcedAt > dueAt && announcedAt > now && announcedAt <= now + LATEST_SECONDS) return;
  throw new CrexError('clerk.invalid-input', 'an answer is announced for a time after its deadline, within 90 days', {
    pointers: [{ pointer: '/announcedAt', rule: 'after the deadline and within 90 days' }],
  });
}
