import { randomUUID } from 'node:crypto';
import { dueAt } from '#libs/deadline';
import { inTransaction, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { CrexError, type RecallReason } from '#libs/protocol';
import type { ReceivedQuestions } from '../answer/received-questions.store.js';
import type { Actor, Home } from '../context.js';
import type { RecallStore } from '../recall/recall.store.js';
import type { SendRecall } from '../recall/send-recall.js';
import type { EndExtract } from './end-extract.js';
import type { ExtractStore, IssuedExtract } from './extract.store.js';

/** Within how many working days a holder says that it has marked its copy. */
const ACKNOWLEDGE_WITHIN = { workingDays: 5 };
const REASON = /^[A-Z][A-Z0-9-]{0,38}[A-Z0-9]$/;

/** What ends an extract by hand, in the transaction of the caller: register, log, and the recall that its holder gets. */
export class RecallExtract {
  constructor(
    private readonly endExtract: EndExtract,
    private readonly received: ReceivedQuestions,
    private readonly recalls: RecallStore,
    private readonly send: SendRecall,
    private readonly home: Home,
  ) {}

  async run(tx: Transaction, extract: IssuedExtract, end: Parameters<EndExtract['run']>[2]): Promise<void> {
    const { number, eventId: answerEvent, recipient: country } = extract;
    await this.endExtract.run(tx, { number }, end);
    await this.received.recalled(tx, answerEvent);
    const now = this.home.nowSeconds();
    const reason: RecallReason = end.status === 'REVOKED' ? 'EXTRACT_REVOKED' : 'EXTRACT_SUPERSEDED';
    const recall = await this.recalls.keep(tx, {
      ...{ recallId: randomUUID(), country, answerEvent, convictionIds: [], reason },
      ...{ dueAt: dueAt(this.home.workCalendar, now, ACKNOWLEDGE_WITHIN), createdAt: new Date(now * 1000) },
    });
    await this.send.run(tx, recall, { subject: { extract: number }, actor: { ...end.actor } });
  }
}

/** An extract must not be relied on any more, though nothing was corrected in the register: its holder is told. */
export class RevokeExtract {
  constructor(
    private readonly database: Database,
    private readonly extracts: ExtractStore,
    private readonly recall: RecallExtract,
    private readonly courier: Doorbell,
  ) {}

  /** @param reason a code @throws extract.unknown-number, extract.has-ended, extract.unknown-reason */
  async run(actor: Actor, number: string, reason: string): Promise<void> {
    checkReason(reason);
    await inTransaction(this.database, async (tx) => {
      const extract = await this.extracts.byNumber(tx, number);
      checkHolds(extract);
      await this.recall.run(tx, extract, { status: 'REVOKED', reason, actor });
    });
    this.courier.ring();
  }
}

/** @throws extract.unknown-number, extract.has-ended */
export function checkHolds(extract: IssuedExtract | undefined): asserts extract is IssuedExtract {
  if (extract === undefined) throw new CrexError('extract.unknown-number', 'this country has issued no such extract');
  if (extract.status !== 'VALID') {
    throw new CrexError('extract.has-ended', `the extract is ${extract.status.toLowerCase()} already`);
  }
}

/** @throws extract.unknown-reason */
export function checkReason(reason: string): void {
  if (!REASON.test(reason)) {
    throw new CrexError('extract.unknown-reason', 'the end of an extract has a reason: a code in capitals', {
      nextStep: 'such as COURT-ORDER, AUTHORITY-ORDER or CLERICAL-ERROR',
    });
  }
}
