import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import {
  bodyDigest,
  DEFAULT_LIFE_SECONDS,
  freshNonce,
  supportOf,
  type CountryCode,
  type RequestBody,
} from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { actorOf, foundBy, type AskingRights } from './asking-rights.js';
import type { AskInput } from './ask-input.js';
import type { Asking, QuestionStore } from './question.store.js';

/** The one way out: the questions of a request with their log entries and outbox rows, in the caller's transaction. */
export class SendQuestions {
  constructor(
    private readonly rights: AskingRights,
    private readonly questions: QuestionStore,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly home: Home,
    private readonly lifeSeconds: number = DEFAULT_LIFE_SECONDS,
  ) {}

  /**
   * One statement for all countries of each kind of row: whoever asks many waits no longer than who asks one.
   *
   * @param approver the second person, another one than the official; stands in the entries beside them
   * @returns false when the policy, as it is now, wants a second person and there is none: nothing was done
   */
  async run(
    tx: Transaction,
    { requestId, kind }: { readonly requestId: string; readonly kind: Asking },
    official: Official,
    input: AskInput,
    approver?: Official,
  ): Promise<boolean> {
    if (approver === undefined && !this.rights.mayAskAlone(official.role, input, kind)) return false;
    const notAfter = this.home.nowSeconds() + this.lifeSeconds;
    const asked = input.to.map((to) => {
      const { entry, message } = this.question(official, to, input, { kind, notAfter, approver });
      return { entry: { ...entry, detail: { ...entry.detail, requestId } }, message };
    });
    await this.log.append(
      sqlOf(tx),
      asked.map(({ entry }) => entry),
    );
    const messages = asked.map(({ message }) => message);
    await this.outbox.enqueue(tx, ...messages);
    await this.questions.keepQuestions(tx, requestId, messages);
    return true;
  }

  /** What is asked of one country, and the entry that says so. */
  private question(official: Official, to: CountryCode, input: AskInput, { kind, notAfter, approver }: AskedHow) {
    const { purpose, legalBasis, caseReference, urgency, subject } = input;
    const body: RequestBody = {
      salt: freshNonce((bytes) => randomFillSync(bytes)),
      ...{ purpose, legalBasis, caseReference, urgency, subject, ...supportOf(input) },
      authority: official.authority,
      official: { role: official.role, id: official.id },
    };
    const eventId = randomUUID();
    const parties = { from: this.home.country, to };
    const entry = { type: 'ASK', ...parties, purpose, legalBasis, bodyDigest: bodyDigest(body) } as const;
    const priority = urgency === 'ROUTINE' && input.taskForce === undefined ? 0 : 1;
    return {
      entry: {
        ...{ eventId, entry, subject: { subject }, actor: actorOf(official, approver) },
        detail: { caseReference, urgency, ...supportOf(input), ...(kind === 'REQ' ? {} : { asked: kind }) },
        findBy: foundBy(official, input, approver),
      },
      message: { eventId, entryType: 'ASK', recipient: to, kind, priority, body, notAfter } as const,
    };
  }
}

interface AskedHow {
  readonly kind: Asking;
  /** Seconds since 1970. */
  readonly notAfter: number;
  readonly approver: Official | undefined;
}
