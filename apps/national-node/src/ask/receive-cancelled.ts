import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { CrexError, type CancelledBody } from '#libs/protocol';
import type { Sender, Undelivered } from '../courier/end-undelivered.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { Receiver } from '../courier/work-inbox.js';
import type { MoveQuestion } from './move-question.js';
import type { LockedQuestion, QuestionLife } from './question-life.store.js';
import type { SettleQuestion } from './settle-question.js';

type Taken = NonNullable<Awaited<ReturnType<QuestionLife['ofCancellation']>>>;

/** What another country did about a question that was taken back (CANR), or that it cannot work with our CAN (FEM). */
export class ReceiveCancelled implements Receiver, Sender {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly life: QuestionLife,
    private readonly move: MoveQuestion,
    private readonly settle: SettleQuestion,
    private readonly log: AuditLog,
  ) {}

  /** @throws message.reply-to-nothing, message.swapped-reply */
  async run(message: InboxMessage, reply: OpenedMessage): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const { slip, content } = reply;
      const taken = await this.life.ofCancellation(tx, content.requestDigest ?? '');
      checkOfOurs(taken);
      checkNamesSame(reply, taken);
      if (!(await this.inbox.finish(tx, message.messageId, content.kind, reply.signed))) return;
      const { messageId, contentDigest } = message;
      const said = { messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest };
      const answers = content.requestDigest === undefined ? {} : { requestDigest: content.requestDigest };
      await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry: { type: 'RECEIVED', ...said, ...answers } }]);
      if (content.kind === 'FEM') await this.failed(tx, taken.question);
      else await this.heed(tx, taken.question, content.body as CancelledBody);
    });
  }

  /** The CAN did not arrive: the question goes on. */
  async undelivered(tx: Transaction, { eventId }: Undelivered): Promise<void> {
    const question = await this.life.saidBy(tx, eventId);
    if (question !== undefined) await this.failed(tx, question);
  }

  private async failed(tx: Transaction, question: LockedQuestion): Promise<void> {
    await this.move.run(tx, question, question.openRound === null ? 'CAN_FAILED' : 'CAN_FAILED_IN_ROUND');
  }

  private async heed(tx: Transaction, question: LockedQuestion, { result }: CancelledBody): Promise<void> {
    const effects = await this.move.heed(tx, question, `CANR_${result}`);
    if (!effects.includes('SETTLE')) return;
    const { questionId, country, requestDigest } = question;
    await this.settle.run(tx, {
      questionId,
      country,
      requestDigest,
      outcome: 'CANCELLED',
      code: 'requester.cancelled',
    });
  }
}

function checkOfOurs(taken: Taken | undefined): asserts taken is Taken {
  if (taken === undefined) {
    throw new CrexError('message.reply-to-nothing', 'requestDigest is of no question that we have taken back');
  }
}

/** inReplyTo names a message to the country that replies (readSlip): so another country cannot reply either. */
function checkNamesSame({ slip }: OpenedMessage, { cancellationId }: Taken): void {
  if (slip.inReplyTo !== cancellationId) {
    throw new CrexError('message.swapped-reply', 'inReplyTo and requestDigest speak of different messages');
  }
}
