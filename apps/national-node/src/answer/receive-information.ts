import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { restartClock } from '#libs/deadline';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { CrexError, type InformationBody } from '#libs/protocol';
import { termOf } from '../calendar.js';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { ConcludeQuestion } from './conclude-question.js';
import type { DecideAnswer } from './decide-answer.js';
import type { ReadQuestion } from './read-question.js';
import { clockOf, type Asked, type ReceivedQuestion, type ReceivedQuestions } from './received-questions.store.js';

/**
 * The asker tells more, or that there is no more to tell (RAR): the clock starts anew, in full, and the question is
 * decided again with the subject as it is known now. What comes when nobody waits for it any more is kept, and changes
 * nothing.
 */
export class ReceiveInformation {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly received: ReceivedQuestions,
    private readonly read: ReadQuestion,
    private readonly decide: DecideAnswer,
    private readonly conclude: ConcludeQuestion,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @throws message.reply-to-nothing, message.swapped-reply */
  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    const body = opened.content.body as InformationBody;
    await inTransaction(this.database, async (tx) => {
      const { requestDigest = '' } = opened.content;
      const asked = await this.received.byInformation(tx, message.sender, requestDigest);
      checkAsked(asked);
      checkNamesSame(opened, asked);
      if (!(await this.inbox.finish(tx, message.messageId, 'RAR', opened.signed))) return;
      await this.logReceived(tx, message, opened);
      const { question, eventId } = asked;
      await this.received.keepInformation(tx, question.questionId, message.messageId);
      // a second word on the same RAI, or a word on an earlier one, changes nothing
      if (question.state !== 'AWAITING_INFO' || question.informationEvent !== eventId) return;
      await this.goOn(tx, question, message, body);
    });
    this.courier.ring();
  }

  private async goOn(tx: Transaction, asked: ReceivedQuestion, message: InboxMessage, body: InformationBody) {
    const isTold = body.response === 'PROVIDED';
    const clock = restartClock(
      this.home.workCalendar,
      clockOf(asked),
      this.home.nowSeconds(),
      termOf(asked.purpose, asked.urgency),
    );
    const question = await this.received.advance(tx, asked, 'RAR', {
      ...{ clockStartedAt: clock.startedAt, dueAt: clock.dueAt, clockStoppedAt: null },
      ...{ respondBy: null, mayAsk: isTold, ...(isTold ? { subjectMessage: message.messageId } : {}) },
    });
    const request = await this.read.run(tx, question);
    const decision = await this.decide.run(tx, question.asker, request);
    // what cannot be decided now stays IN_PROGRESS, and is tried again
    if (!('holdBecause' in decision)) await this.conclude.run(tx, question, request, decision);
  }

  private async logReceived(
    tx: Transaction,
    { messageId, contentDigest }: InboxMessage,
    { slip, content }: OpenedMessage,
  ) {
    const { requestDigest } = content;
    const said = { messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest };
    const entry = { type: 'RECEIVED', ...said, ...(requestDigest === undefined ? {} : { requestDigest }) } as const;
    await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry }]);
  }
}

/** A RAR answers a question back of ours, to the country that asks. */
function checkAsked(asked: Asked | undefined): asserts asked is Asked {
  if (asked === undefined) throw new CrexError('message.reply-to-nothing', 'requestDigest is of no RAI of ours');
}

function checkNamesSame({ slip }: OpenedMessage, { messageId }: Asked): void {
  if (slip.inReplyTo !== messageId) {
    throw new CrexError('message.swapped-reply', 'inReplyTo and requestDigest speak of different messages');
  }
}
