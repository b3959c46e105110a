import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { factsOf, mayAsk, type PolicySet } from '#libs/policy';
import {
  bodyDigest,
  canonicalJson,
  CrexError,
  DEFAULT_LIFE_SECONDS,
  digestOf,
  freshNonce,
  supportOf,
  type CountryCode,
  type Digest,
  type Purpose,
  type RequestBody,
  type Subject,
  type Support,
  type Urgency,
} from '#libs/protocol';
import type { Home, Official } from '../context.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { Asking, QuestionStore } from './question.store.js';

const NOT_ALLOWED = 'ask.not-allowed';

/** A question as an official puts it; its shape has been validated by the transport. */
export interface AskInput extends Support {
  readonly to: readonly CountryCode[];
  readonly purpose: Purpose;
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: Urgency;
  readonly subject: Subject;
}

/** In which way it is asked, and the digest by which a repetition is known. */
export interface AskedAs {
  readonly kind: Asking;
  readonly inputDigest: Digest;
}

/**
 * An official asks one or more countries about a person. Policy first; then request, questions, log entries and outbox
 * rows in one transaction. Nothing leaves here: the courier sends what was committed.
 */
export class AskCountry {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionStore,
    private readonly outbox: OutboxStore,
    private readonly policy: PolicySet,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
    private readonly lifeSeconds: number = DEFAULT_LIFE_SECONDS,
  ) {}

  /**
   * @returns the id of the request; the same id for the same official, key and input
   * @throws ask.own-country, ask.not-allowed, ask.key-reused
   */
  async run(
    official: Official,
    idempotencyKey: string,
    input: AskInput,
    { kind, inputDigest }: AskedAs = { kind: 'REQ', inputDigest: digestOf(canonicalJson(input)) },
  ): Promise<{ requestId: string; repeated: boolean }> {
    for (const country of input.to) await this.checkMayAsk(official, country, input);
    const requestId = randomUUID();
    const made = await inTransaction(this.database, async (tx) => {
      const createdAt = new Date(this.home.clock.nowMs());
      const questions = input.to.length;
      const request = { requestId, kind, questions, officialId: official.id, idempotencyKey, inputDigest, createdAt };
      const earlier = await this.questions.keepRequest(tx, request);
      if (earlier !== undefined) {
        checkSameInput(earlier.inputDigest, inputDigest);
        return { requestId: earlier.requestId, repeated: true };
      }
      for (const country of input.to) await this.ask(tx, { requestId, kind }, official, country, input);
      return { requestId, repeated: false };
    });
    this.courier.ring();
    return made;
  }

  /** What the policy refuses is an attempt: an entry first, then the answer. */
  private async checkMayAsk(official: Official, to: CountryCode, input: AskInput): Promise<void> {
    checkOtherCountry(this.home, to);
    const question = { role: official.role, country: this.home.country, to, ...factsOf(input) };
    const verdict = mayAsk(this.policy, question);
    if (verdict.allowed) return;
    await this.logRefusal(official, to, input);
    throw new CrexError(NOT_ALLOWED, 'the policy of this country does not allow this role this question', {
      nextStep: 'see which purposes your role may use, what they must bring, and the legal bases with that country',
      pointers: verdict.reasons.map(({ code, policyId }) => ({ pointer: '/purpose', rule: `${code} (${policyId})` })),
    });
  }

  private async logRefusal(official: Official, to: CountryCode, input: AskInput): Promise<void> {
    const { purpose, legalBasis, caseReference, urgency, subject } = input;
    const refusal = {
      eventId: randomUUID(),
      entry: { type: 'REFUSAL', from: this.home.country, to, code: NOT_ALLOWED } as const,
      ...{ subject: { subject }, actor: { ...official } },
      detail: { purpose, legalBasis, caseReference, urgency, ...supportOf(input) },
      findBy: foundBy(official, input),
    };
    await inTransaction(this.database, (tx) => this.log.append(sqlOf(tx), [refusal]));
  }

  private async ask(
    tx: Transaction,
    { requestId, kind }: { readonly requestId: string; readonly kind: Asking },
    official: Official,
    to: CountryCode,
    input: AskInput,
  ): Promise<void> {
    const { purpose, legalBasis, caseReference, urgency, subject } = input;
    const body: RequestBody = {
      salt: freshNonce((bytes) => randomFillSync(bytes)),
      ...{ purpose, legalBasis, caseReference, urgency, subject, ...supportOf(input) },
      authority: official.authority,
      official: { role: official.role, id: official.id },
    };
    const eventId = randomUUID();
    const entry = {
      type: 'ASK',
      from: this.home.country,
      to,
      purpose,
      legalBasis,
      bodyDigest: bodyDigest(body),
    } as const;
    await this.log.append(sqlOf(tx), [
      {
        ...{ eventId, entry, subject: { subject }, actor: { ...official } },
        detail: { caseReference, urgency, requestId, ...supportOf(input), ...(kind === 'REQ' ? {} : { asked: kind }) },
        findBy: foundBy(official, input),
      },
    ]);
    const notAfter = this.home.nowSeconds() + this.lifeSeconds;
    const priority = urgency === 'ROUTINE' ? 0 : 1;
    await this.outbox.enqueue(tx, { eventId, entryType: 'ASK', recipient: to, kind, priority, body, notAfter });
    await this.questions.keepQuestion(tx, eventId, requestId, to, notAfter);
  }
}

function foundBy(official: Official, { subject, caseReference }: AskInput) {
  return {
    subject: subjectReferences(subject),
    actor: [officialReference(official.id)],
    case: caseReferences(caseReference),
  };
}

function checkOtherCountry({ country }: Home, to: CountryCode): void {
  if (to === country) {
    throw new CrexError('ask.own-country', 'the exchange asks other countries; search the own register instead', {
      pointers: [{ pointer: '/to', rule: 'names another country than this one' }],
    });
  }
}

function checkSameInput(earlier: string, now: string): void {
  if (earlier !== now) {
    throw new CrexError('ask.key-reused', 'this Idempotency-Key was used for another question', {
      nextStep: 'use a new key for a new question',
    });
  }
}
