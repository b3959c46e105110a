import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import type { AskedEffect, AskedEvent } from '#libs/lifecycle';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import {
  CrexError,
  loggedOutcome,
  type AcceptedBody,
  type AnswerOutcome,
  type DelayBody,
  type Digest,
  type HitResult,
  type InformationRequestBody,
  type Kind,
  type MessageId,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { ReceiveExtract } from '../extract/receive-extract.js';
import type { PromiseStore } from '../log/promise.store.js';
import type { MoveQuestion } from './move-question.js';
import type { LockedQuestion, QuestionLife } from './question-life.store.js';
import type { Answer, QuestionStore } from './question.store.js';
import type { SettleQuestion } from './settle-question.js';

/** How long after its own deadline an accepting country may still be silent before the question is closed (seconds). */
const GRACE_SECONDS = 5 * 24 * 3600;
/** However late a deadline another country names: after this long its silence is stated all the same (seconds). */
const LONGEST_WAIT_SECONDS = 90 * 24 * 3600;

/**
 * Another country replies: finds the question that the reply answers, logs what was received with
 * the answerer's promised leaf, and sets the outcome. An answer that comes after the outcome is kept as LATE.
 */
export class ReceiveReply {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly questions: QuestionStore,
    private readonly life: QuestionLife,
    private readonly move: MoveQuestion,
    private readonly settle: SettleQuestion,
    private readonly log: AuditLog,
    private readonly promises: PromiseStore,
    private readonly extracts: ReceiveExtract,
    private readonly home: Home,
  ) {}

  /** @throws message.reply-to-nothing, message.swapped-reply, lifecycle.illegal-transition */
  async run(message: InboxMessage, reply: OpenedMessage): Promise<void> {
    const extract = await this.extracts.look(reply);
    await inTransaction(this.database, async (tx) => {
      const question = await this.life.ofRequest(tx, reply.content.requestDigest ?? '');
      checkAnswersQuestion(reply, question);
      if (!(await this.inbox.finish(tx, message.messageId, reply.content.kind, reply.signed))) return;
      await this.logReceived(tx, message, reply);
      await this.keepPromise(tx, message, reply);
      if (extract !== undefined) await this.extracts.keep(tx, message, question.questionId, extract);
      for (const effect of await this.move.heed(tx, question, eventOf(reply)))
        await this.carryOut(tx, effect, message, question, reply);
    });
  }

  /** The answerer is held to it, whatever becomes of the answer. */
  private async keepPromise(tx: Transaction, message: InboxMessage, { slip, content }: OpenedMessage): Promise<void> {
    const { messageId, contentDigest, receivedAt } = message;
    if (content.promise === undefined) return;
    await this.promises.keep(tx, { messageId, contentDigest, receivedAt, answerer: slip.from }, content.promise);
  }

  private async carryOut(
    tx: Transaction,
    effect: AskedEffect,
    message: InboxMessage,
    question: ReplyOf,
    reply: OpenedMessage,
  ): Promise<void> {
    const { questionId } = question;
    const { body } = reply.content;
    if (effect === 'KEEP_DUE') {
      const accepted = body as AcceptedBody;
      await this.questions.accept(tx, questionId, accepted, this.waitUntil(accepted.dueAt));
    } else if (effect === 'KEEP_ANNOUNCEMENT') {
      const delay = body as DelayBody;
      await this.life.announce(tx, questionId, delay, this.waitUntil(delay.announcedAt));
    } else if (effect === 'KEEP_ROUND') {
      await this.life.openRound(tx, questionId, message.messageId, body as InformationRequestBody);
    } else if (effect === 'SETTLE' || effect === 'KEEP_LATE') {
      await this.answer(tx, message, question, reply);
    }
  }

  private waitUntil(named: number): number {
    return Math.min(named, this.home.nowSeconds() + LONGEST_WAIT_SECONDS) + GRACE_SECONDS;
  }

  private async answer(tx: Transaction, message: InboxMessage, question: ReplyOf, reply: OpenedMessage): Promise<void> {
    const { kind, promise } = reply.content;
    const answer = reply.content.body as Answer;
    const outcome = outcomeOf(answer);
    const code = 'code' in answer ? answer.code : undefined;
    const settled = await this.settle.run(tx, {
      ...{ questionId: question.questionId, country: question.country, outcome, code, promise },
      ...{ requestDigest: question.requestDigest, contentDigest: message.contentDigest },
      answerMessageId: message.messageId,
    });
    if (settled) return;
    const { messageId, receivedAt } = message;
    await this.questions.keepLate(tx, {
      ...{ questionId: question.questionId, messageId, kind, outcome, code, promise, receivedAt },
    });
    const digests = { requestDigest: question.requestDigest, contentDigest: message.contentDigest };
    const parties = { from: question.country, to: this.home.country };
    await this.log.append(sqlOf(tx), [
      { eventId: randomUUID(), entry: { type: 'LATE', ...parties, outcome: loggedOutcome(outcome), ...digests } },
    ]);
  }

  private async logReceived(
    tx: Transaction,
    { messageId, contentDigest }: InboxMessage,
    { slip, content }: OpenedMessage,
  ) {
    const entry = {
      ...({ type: 'RECEIVED', messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest } as const),
      ...(content.requestDigest === undefined ? {} : { requestDigest: content.requestDigest }),
      ...(content.promise === undefined ? {} : { peerLeaf: content.promise.leafHash }),
      ...('dueAt' in content.body ? { dueAt: content.body.dueAt } : {}),
    };
    await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry }]);
  }
}

/** A question that has left, as all have that are replied to. */
type ReplyOf = LockedQuestion & { readonly messageId: MessageId; readonly requestDigest: Digest };

/** Which kinds reply to which. */
const REPLIES: Readonly<Record<LockedQuestion['kind'], ReadonlySet<Kind>>> = {
  REQ: new Set(['RCPT', 'RDL', 'RAI', 'RRS', 'FEM']),
  QUERY: new Set(['HITS', 'FEM']),
};

/** What answers a query is its answer. */
function eventOf({ content: { kind } }: OpenedMessage): AskedEvent {
  return kind === 'HITS' ? 'RRS' : (kind as AskedEvent);
}

function outcomeOf(answer: Answer): AnswerOutcome | HitResult | 'REJECTED' {
  if ('result' in answer) return answer.result;
  return 'outcome' in answer ? answer.outcome : 'REJECTED';
}

/** The reply is to a question that we asked, of the country that we asked, and names it twice alike. */
function checkAnswersQuestion(reply: OpenedMessage, question: LockedQuestion | undefined): asserts question is ReplyOf {
  if (question === undefined || !REPLIES[question.kind].has(reply.content.kind))
    throw new CrexError('message.reply-to-nothing', 'requestDigest is of no question of ours');
  checkNamesSameQuestion(reply.slip.inReplyTo, question);
}

/** A slip's inReplyTo names a request to the country that replies (readSlip): so another country cannot reply either. */
function checkNamesSameQuestion(inReplyTo: MessageId | undefined, question: LockedQuestion): void {
  if (inReplyTo !== question.messageId) {
    throw new CrexError('message.swapped-reply', 'inReplyTo and requestDigest speak of different questions');
  }
}
