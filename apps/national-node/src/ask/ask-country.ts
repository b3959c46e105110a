import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { factsOf, mayAsk, taskForceRuns, type PolicySet } from '#libs/policy';
import {
  bodyDigest,
  canonicalJson,
  CrexError,
  DEFAULT_LIFE_SECONDS,
  digestOf,
  freshNonce,
  isCrexError,
  supportOf,
  type CountryCode,
  type Digest,
  type Purpose,
  type RequestBody,
  type Subject,
  type Support,
  type Urgency,
} from '#libs/protocol';
import { OVER_BUDGET, type OfficialBudget } from '../budget/official-budget.js';
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
    private readonly budget: OfficialBudget,
    private readonly lifeSeconds: number = DEFAULT_LIFE_SECONDS,
  ) {}

  /**
   * @returns the id of the request; the same id for the same official, key and input
   * @throws ask.own-country, ask.not-allowed, ask.over-budget, ask.key-reused
   */
  async run(
    official: Official,
    idempotencyKey: string,
    input: AskInput,
    { kind, inputDigest }: AskedAs = { kind: 'REQ', inputDigest: digestOf(canonicalJson(input)) },
  ): Promise<{ requestId: string; repeated: boolean }> {
    for (const country of input.to) await this.checkMayAsk(official, country, input, kind);
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
      await this.budget.checkWithin(tx, official.id);
      await this.askAll(tx, { requestId, kind }, official, input);
      return { requestId, repeated: false };
    }).catch(async (error: unknown) => {
      if (isCrexError(error, OVER_BUDGET)) await this.logRefusal(official, input, OVER_BUDGET);
      throw error;
    });
    this.courier.ring();
    return made;
  }

  /** What the policy refuses is an attempt: an entry first, then the answer. */
  private async checkMayAsk(official: Official, to: CountryCode, input: AskInput, kind: Asking): Promise<void> {
    checkOtherCountry(this.home, to);
    const asked = { ...input, countries: [this.home.country, to] };
    const runs = taskForceRuns(this.policy, asked, this.home.nowSeconds());
    const known = { taskForceRuns: runs, hitOnly: kind === 'QUERY' };
    const question = { role: official.role, country: this.home.country, to, ...factsOf(input, known) };
    const verdict = mayAsk(this.policy, question);
    if (verdict.allowed) return;
    await this.logRefusal(official, input, NOT_ALLOWED, to);
    throw new CrexError(NOT_ALLOWED, 'the policy of this country does not allow this role this question', {
      nextStep: 'see which purposes your role may use, what they must bring, and the legal bases with that country',
      pointers: verdict.reasons.map(({ code, policyId }) => ({ pointer: '/purpose', rule: `${code} (${policyId})` })),
    });
  }

  /** @param to the country that may not be asked; none: nobody may be asked now */
  private async logRefusal(official: Official, input: AskInput, code: string, to?: CountryCode): Promise<void> {
    const { purpose, legalBasis, caseReference, urgency, subject } = input;
    const refusal = {
      eventId: randomUUID(),
      entry: { type: 'REFUSAL', from: this.home.country, ...(to === undefined ? {} : { to }), code } as const,
      ...{ subject: { subject }, actor: { ...official } },
      detail: { purpose, legalBasis, caseReference, urgency, ...supportOf(input) },
      findBy: foundBy(official, input),
    };
    await inTransaction(this.database, (tx) => this.log.append(sqlOf(tx), [refusal]));
  }

  /** One statement for all countries of each kind of row: whoever asks many waits no longer than who asks one. */
  private async askAll(
    tx: Transaction,
    { requestId, kind }: { readonly requestId: string; readonly kind: Asking },
    official: Official,
    input: AskInput,
  ): Promise<void> {
    const notAfter = this.home.nowSeconds() + this.lifeSeconds;
    const asked = input.to.map((to) => {
      const { entry, message } = this.question(official, to, input, kind, notAfter);
      return { entry: { ...entry, detail: { ...entry.detail, requestId } }, message };
    });
    await this.log.append(
      sqlOf(tx),
      asked.map(({ entry }) => entry),
    );
    const messages = asked.map(({ message }) => message);
    await this.outbox.enqueue(tx, ...messages);
    await this.questions.keepQuestions(tx, requestId, messages);
  }

  /** What is asked of one country, and the entry that says so. */
  private question(official: Official, to: CountryCode, input: AskInput, kind: Asking, notAfter: number) {
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
        ...{ eventId, entry, subject: { subject }, actor: { ...official } },
        detail: { caseReference, urgency, ...supportOf(input), ...(kind === 'REQ' ? {} : { asked: kind }) },
        findBy: foundBy(official, input),
      },
      message: { eventId, entryType: 'ASK', recipient: to, kind, priority, body, notAfter } as const,
    };
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
