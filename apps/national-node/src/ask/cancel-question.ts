import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import {
  CANCELLATION_REASONS,
  CrexError,
  DEFAULT_LIFE_SECONDS,
  faultsOf,
  freshNonce,
  type CancellationReason,
  type CountryCode,
  type JsonSchema,
} from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { officialReference } from '../log/references.js';
import type { MoveQuestion } from './move-question.js';
import type { LockedQuestion, QuestionLife } from './question-life.store.js';
import type { SettleQuestion } from './settle-question.js';
import { notFound } from './view-request.js';

/** JSON Schema of why a question is taken back. */
export const cancellationSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason: { type: 'string', enum: CANCELLATION_REASONS } },
};

/** @throws ask.invalid-input */
export function readCancellation(body: unknown): CancellationReason {
  const pointers = faultsOf(cancellationSchema, body);
  if (pointers.length > 0) {
    throw new CrexError('ask.invalid-input', 'the cancellation does not have the form that it must have', {
      ...{ pointers, nextStep: 'name one of the reasons' },
    });
  }
  return (body as { readonly reason: CancellationReason }).reason;
}

/**
 * An official takes a question back. What has not left ends here; else the other country is told (CAN), and the question
 * is CANCELLED when it says so (CANR).
 */
export class CancelQuestion {
  constructor(
    private readonly database: Database,
    private readonly life: QuestionLife,
    private readonly move: MoveQuestion,
    private readonly settle: SettleQuestion,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @throws ask.not-found, ask.not-open */
  async run(official: Official, requestId: string, country: CountryCode, reason: CancellationReason): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const question = await this.life.own(tx, requestId, official.id, country);
      if (question === undefined) throw notFound();
      const { messageId, requestDigest } = question;
      const effects = await this.move.run(tx, question, messageId === null ? 'WITHDRAW' : 'CANCEL');
      checkOpen(effects);
      const eventId = await this.logCancellation(tx, official, question, reason);
      if (effects.includes('WITHHOLD_REQ') || requestDigest === null) await this.withdraw(tx, question);
      else await this.tell(tx, eventId, question, { cancels: requestDigest, reason });
    });
    this.courier.ring();
  }

  private async logCancellation(
    tx: Transaction,
    official: Official,
    { questionId, requestId, country, requestDigest }: LockedQuestion,
    reason: CancellationReason,
  ): Promise<string> {
    const eventId = randomUUID();
    const entry = {
      ...({ type: 'CANCELLATION', from: this.home.country, to: country, target: questionId, reason } as const),
      ...(requestDigest === null ? {} : { requestDigest }),
    };
    const findBy = { actor: [officialReference(official.id)] };
    await this.log.append(sqlOf(tx), [{ eventId, entry, actor: { ...official }, detail: { requestId }, findBy }]);
    return eventId;
  }

  private async withdraw(tx: Transaction, { questionId, country }: LockedQuestion): Promise<void> {
    checkHeldBack(await this.outbox.isWaiting(tx, questionId));
    await this.outbox.end(tx, questionId, 'WITHHELD', 'requester.cancelled');
    await this.settle.run(tx, { questionId, country, outcome: 'CANCELLED', code: 'requester.cancelled' });
  }

  private async tell(
    tx: Transaction,
    eventId: string,
    { questionId, country }: LockedQuestion,
    said: { readonly cancels: string; readonly reason: CancellationReason },
  ): Promise<void> {
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'CANCELLATION', recipient: country, kind: 'CAN', priority: 1 },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), ...said },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
    await this.life.cancel(tx, questionId, eventId);
  }
}

function notOpen(): CrexError {
  return new CrexError('ask.not-open', 'this question cannot be taken back any more, or is being taken back', {
    nextStep: 'see where the question stands',
  });
}

function checkOpen(effects: readonly string[] | undefined): asserts effects is readonly string[] {
  if (effects === undefined) throw notOpen();
}

/** It is just leaving: whoever takes it back now tells the other country. */
function checkHeldBack(isWaiting: boolean): void {
  if (!isWaiting) throw notOpen();
}
