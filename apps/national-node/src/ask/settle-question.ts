import type { AuditLog } from '#libs/audit';
import { afterCommit, sqlOf, type Transaction } from '#libs/platform';
import { loggedOutcome, type CountryCode, type Digest } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Sender, Undelivered } from '../courier/end-undelivered.js';
import type { OutboxEnd } from '../courier/outbox.store.js';
import type { AnswerBells } from './answer-bells.js';
import type { QuestionStore, Settlement } from './question.store.js';

interface Settling extends Settlement {
  readonly country: CountryCode;
  readonly requestDigest?: Digest | null | undefined;
  readonly contentDigest?: Digest | undefined;
}

/**
 * Gives a question its one outcome. The first to come wins, by compare-and-set; the log entry OUTCOME (one a question,
 * by its unique event id) is written with it.
 */
export class SettleQuestion implements Sender {
  constructor(
    private readonly questions: QuestionStore,
    private readonly log: AuditLog,
    private readonly bells: AnswerBells,
    private readonly home: Home,
  ) {}

  /** @returns false when another outcome stands already */
  async run(tx: Transaction, settling: Settling): Promise<boolean> {
    const requestId = await this.questions.settle(tx, settling, new Date(this.home.clock.nowMs()));
    if (requestId === undefined) return false;
    const { questionId, country, outcome, requestDigest, contentDigest } = settling;
    const parties = { from: this.home.country, to: country };
    const entry = {
      ...({ type: 'OUTCOME', ...parties, outcome: loggedOutcome(outcome) } as const),
      ...(requestDigest == null ? {} : { requestDigest }),
      ...(contentDigest === undefined ? {} : { contentDigest }),
    };
    await this.log.append(sqlOf(tx), [{ eventId: questionId, entry }]);
    afterCommit(tx, () => this.bells.ring(requestId));
    return true;
  }

  /** The question did not arrive: refused by the broker, or nobody there to take it. */
  async undelivered(tx: Transaction, message: Undelivered, end: OutboxEnd, code: string): Promise<void> {
    const outcome = end === 'REFUSED' && !code.endsWith('.recipient-suspended') ? 'REJECTED' : 'UNDELIVERABLE';
    const { eventId: questionId, recipient: country, contentDigest: requestDigest } = message;
    await this.run(tx, { questionId, country, requestDigest, outcome, code });
  }
}
