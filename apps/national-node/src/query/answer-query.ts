import { randomFillSync } from 'node:crypto';
import { promiseOf, type AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type HitsBody, type QueryBody } from '#libs/protocol';
import { answerEntry } from '../answer/answer-entry.js';
import { NOTHING_ELSE, type Decided, type DecideAnswer } from '../answer/decide-answer.js';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { Receiver } from '../courier/work-inbox.js';

/** How long a query that cannot be answered yet waits before it is looked at again (ms). */
const HOLD_RETRY_MS = 15_000;

/**
 * Another country asks whether there is something about a person: the same decision as for a question, and of it only
 * whether there is something that may be told. No person works on a query; it is answered at once or waits for the
 * register. From first sight to the queue it is one transaction.
 */
export class AnswerQuery implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly decide: DecideAnswer,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, { content, slip, signed }: OpenedMessage): Promise<void> {
    const query = content.body as QueryBody;
    const { messageId, sender, contentDigest } = message;
    await inTransaction(this.database, async (tx) => {
      const decision = await this.decide.run(tx, sender, query, { hitOnly: true });
      if ('holdBecause' in decision) return this.inbox.postpone(tx, messageId, HOLD_RETRY_MS);
      if (!(await this.inbox.finish(tx, messageId, 'QUERY', signed))) return;
      // nobody is asked back about a query
      const said = 'doubt' in decision ? decision.atLast : decision;
      const body: HitsBody = {
        ...hitsOf(said.answer),
        receivedAt: Math.floor(message.receivedAt.getTime() / 1000),
        salt: freshNonce((bytes) => randomFillSync(bytes)),
      };
      const { about } = said;
      const forAuditor = { asked: 'QUERY', ...said.forAuditor };
      const answered = { message, asked: query, body, outcome: body.result, reason: body.reason, forAuditor, about };
      const [logged] = await this.log.append(sqlOf(tx), [answerEntry(this.home, this.decide.rules, answered)]);
      if (logged === undefined) return;
      await this.outbox.enqueue(tx, {
        ...{ eventId: logged.leaf.eventId, entryType: logged.leaf.type, recipient: sender, kind: 'HITS' },
        ...{ priority: slip.priority, inReplyTo: messageId, requestDigest: contentDigest },
        ...{ promise: promiseOf(logged), body, notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS },
      });
    });
    this.courier.ring();
  }
}

/** Of an answer only whether there is something to tell: no count, no data. */
export function hitsOf({ outcome, reason, missing }: Decided): Pick<HitsBody, 'result' | 'reason' | 'missing'> {
  switch (outcome) {
    case 'RECORDS':
    case 'PARTIAL':
      return { result: 'HIT' };
    case 'REFUSED':
      return { result: 'REFUSED', reason: reason ?? 'PURPOSE' };
    case 'MULTIPLE_CANDIDATES':
    case 'NOT_IDENTIFIED':
      return { result: 'MORE_INFORMATION', missing: missing ?? NOTHING_ELSE };
    default:
      return { result: 'NO_HIT' };
  }
}
