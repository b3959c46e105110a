import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, readEnvelope, wireCode, type CrexError, type Origin } from '#libs/protocol';
import type { Home } from '../context.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { InboxMessage, InboxStore } from './inbox.store.js';
import type { OpenedMessage, OpenMessage } from './open-message.js';
import type { OutboxStore } from './outbox.store.js';

/**
 * A message of another country is refused for good: logged, and a question is answered with the fault (FEM). Of a question
 * stays what its sender has signed, so that both sides can show the refusal to others.
 */
export class RefuseMessage {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly outbox: OutboxStore,
    private readonly open: OpenMessage,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, fault: CrexError): Promise<void> {
    const origin: Origin = message.class === 'reply' ? 'requester' : 'responder';
    const code = wireCode(origin, fault.code);
    const isQuestion = message.class === 'request';
    const question = isQuestion ? await this.open.believable(message) : undefined;
    const signed = isQuestion ? (question?.signed ?? slipOf(message)) : undefined;
    await inTransaction(this.database, async (tx) => {
      const kept = { kind: question?.content.kind, signed };
      if (!(await this.inbox.refuse(tx, message.messageId, code, kept))) return;
      const { messageId, sender: from, slipDigest, contentDigest } = message;
      const eventId = randomUUID();
      const parties = { from, to: this.home.country };
      const entry = { type: 'REFUSAL', ...parties, code, messageId, slipDigest, contentDigest } as const;
      await this.log.append(sqlOf(tx), [{ eventId, entry, ...(question === undefined ? {} : partsOf(question)) }]);
      if (isQuestion) await this.sayFault(tx, eventId, message, code, fault);
    });
    this.courier.ring();
  }

  /** The asker is told what is wrong with its question: code, one sentence, pointers; never a value. */
  private async sayFault(tx: Transaction, eventId: string, message: InboxMessage, code: string, fault: CrexError) {
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'REFUSAL', recipient: message.sender, kind: 'FEM', priority: 0 },
      ...{ inReplyTo: message.messageId, requestDigest: message.contentDigest },
      body: {
        salt: freshNonce((bytes) => randomFillSync(bytes)),
        code,
        detail: fault.message,
        pointers: fault.pointers,
      },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
  }
}

/** Of a question: who was asked about, by whom, in which case. Whoever searches the log for the person finds the attempt, and can erase it. */
function partsOf({ content }: Pick<OpenedMessage, 'content'>): Omit<NewEntry, 'eventId' | 'entry'> {
  if (!('purpose' in content.body)) return {};
  const { subject, authority, official, purpose, legalBasis, caseReference, urgency } = content.body;
  return {
    subject: { subject },
    actor: { country: content.from, authority, official },
    detail: { purpose, legalBasis, caseReference, urgency },
    findBy: {
      subject: subjectReferences(subject),
      actor: [officialReference(official.id, content.from)],
      case: caseReferences(caseReference),
    },
  };
}

function slipOf({ line }: InboxMessage): { readonly slip: string } {
  return { slip: readEnvelope(line).slip.token };
}
