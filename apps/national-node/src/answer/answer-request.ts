import { randomUUID } from 'node:crypto';
import { inTransaction, type Database, type Doorbell } from '#libs/platform';
import type { RequestBody } from '#libs/protocol';
import { dueAtHome } from '../calendar.js';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { ConcludeQuestion } from './conclude-question.js';
import type { DecideAnswer } from './decide-answer.js';
import type { QueueQuestion } from './queue-question.js';
import type { NewlyReceived, ReceivedQuestions } from './received-questions.store.js';

/** How long a question that cannot be answered yet waits before it is looked at again (ms). */
const HOLD_RETRY_MS = 15_000;

/**
 * Another country asks about a person: note that, refuse what was seen before, decide, and do what follows. From first
 * sight to the queued reply it is one transaction: no answer without its log entry, and no second answer to one question.
 */
export class AnswerRequest {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly received: ReceivedQuestions,
    private readonly decide: DecideAnswer,
    private readonly conclude: ConcludeQuestion,
    private readonly queue: QueueQuestion,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    const request = opened.content.body as RequestBody;
    const { messageId } = message;
    await inTransaction(this.database, async (tx) => {
      // locked: of two who have the message, the second finds the question dealt with
      const question = await this.received.open(tx, this.newlyReceived(message, opened, request));
      const isNew = question.state === 'DELIVERED';
      const decision = isNew ? await this.decide.run(tx, message.sender, request) : undefined;
      if (decision !== undefined && 'holdBecause' in decision) {
        // the question stays in the inbox as it came
        if (await this.inbox.hold(tx, messageId, HOLD_RETRY_MS)) await this.queue.accept(tx, question);
        return;
      }
      if (!(await this.inbox.finish(tx, messageId, 'REQ', opened.signed))) return;
      if (decision !== undefined) await this.conclude.run(tx, question, request, decision);
    });
    this.courier.ring();
  }

  /** The clock runs from the receipt, in this country's calendar. */
  private newlyReceived(message: InboxMessage, { slip }: OpenedMessage, request: RequestBody): NewlyReceived {
    const { messageId, sender: asker, contentDigest } = message;
    const { purpose, urgency } = request;
    const receivedAt = Math.floor(message.receivedAt.getTime() / 1000);
    const dueAt = dueAtHome(this.home, receivedAt, purpose, urgency);
    const about = { messageId, asker, contentDigest, priority: slip.priority, purpose, urgency };
    return { questionId: randomUUID(), ...about, receivedAt, dueAt };
  }
}
