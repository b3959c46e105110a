import { randomFillSync } from 'node:crypto';
import { promiseOf, type AuditLog } from '#libs/audit';
import { dueAt } from '#libs/deadline';
import { sqlOf, type Transaction } from '#libs/platform';
import {
  DEFAULT_LIFE_SECONDS,
  freshNonce,
  type InformationRequestBody,
  type MissingItem,
  type RequestBody,
  type Text,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { answerEntry, type DecidedBy } from './answer-entry.js';
import type { DecideAnswer, Doubt } from './decide-answer.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

/** How long an asker has to tell more (working days of this country). */
const RESPOND_WORKING_DAYS = 10;

/** What a clerk may say otherwise than the machine. */
export interface Asking {
  readonly missing: readonly MissingItem[];
  readonly note?: Text | undefined;
}

/**
 * "To say whose record this is I need more" (RAI): the clock stands still. What is missing is drawn from the question
 * alone, or chosen by a clerk; nothing is said of anybody in the register.
 */
export class AskForInformation {
  constructor(
    private readonly decide: Pick<DecideAnswer, 'rules'>,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly received: ReceivedQuestions,
    private readonly home: Home,
  ) {}

  async run(
    tx: Transaction,
    question: ReceivedQuestion,
    request: RequestBody,
    doubt: Doubt,
    { missing, note }: Asking = doubt,
    decidedBy: DecidedBy = [],
  ): Promise<void> {
    const now = this.home.nowSeconds();
    const respondBy = dueAt(this.home.workCalendar, now, { workingDays: RESPOND_WORKING_DAYS });
    const round = question.rounds + 1;
    const salt = freshNonce((bytes) => randomFillSync(bytes));
    const body: InformationRequestBody = { salt, round, missing, respondBy, ...(note === undefined ? {} : { note }) };
    const { asker, contentDigest } = question;
    const entry = answerEntry(this.home, this.decide.rules, {
      ...{ message: { sender: asker, contentDigest }, asked: request, body, decidedBy },
      ...{ outcome: 'MORE_INFORMATION', reason: undefined, forAuditor: doubt.atLast.forAuditor, about: undefined },
    });
    const [logged] = await this.log.append(sqlOf(tx), [entry]);
    if (logged === undefined) return;
    const { eventId } = entry;
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'WITHHELD', recipient: asker, kind: 'RAI', priority: question.priority },
      ...{ inReplyTo: question.messageId, requestDigest: contentDigest, promise: promiseOf(logged), body },
      notAfter: now + DEFAULT_LIFE_SECONDS,
    });
    await this.received.advance(tx, question, 'ASK_INFORMATION', {
      ...{ rounds: round, respondBy, informationEvent: eventId, clockStoppedAt: now },
      ...{ queue: null, announcedAt: null },
    });
  }
}
