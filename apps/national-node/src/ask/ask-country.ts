import { randomUUID } from 'node:crypto';
import { inTransaction, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { canonicalJson, CrexError, digestOf, isCrexError, type Digest } from '#libs/protocol';
import { OVER_BUDGET, type OfficialBudget } from '../budget/official-budget.js';
import type { Home, Official } from '../context.js';
import type { DraftToSubmit, HandOver } from '../unsent/hand-over.js';
import type { AskInput } from './ask-input.js';
import type { AskingRights } from './asking-rights.js';
import type { Asking, QuestionStore } from './question.store.js';
import type { SendQuestions } from './send-questions.js';

/** In which way it is asked, and the digest by which a repetition is known. */
export interface AskedAs {
  readonly kind: Asking;
  readonly inputDigest: Digest;
}

interface Asked {
  readonly requestId: string;
  readonly repeated: boolean;
}

/**
 * An official asks one or more countries about a person. Policy first; then request, questions, log entries and outbox
 * rows in one transaction, or, where the policy wants a second person, the request that waits for one. Nothing leaves here:
 * the courier sends what was committed.
 */
export class AskCountry {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionStore,
    private readonly rights: AskingRights,
    private readonly send: SendQuestions,
    private readonly handOver: HandOver,
    private readonly courier: Doorbell,
    private readonly home: Home,
    private readonly budget: OfficialBudget,
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
  ): Promise<Asked> {
    await this.rights.checkMayAsk(official, input, kind);
    const requestId = randomUUID();
    return this.place(official, input, { requestId, kind }, async (tx) => {
      const createdAt = new Date(this.home.clock.nowMs());
      const questions = input.to.length;
      const request = { requestId, kind, questions, officialId: official.id, idempotencyKey, inputDigest, createdAt };
      const earlier = await this.questions.keepRequest(tx, request);
      if (earlier === undefined) return { requestId, repeated: false };
      checkSameInput(earlier.inputDigest, inputDigest);
      return { requestId: earlier.requestId, repeated: true };
    });
  }

  /**
   * What was kept as a draft, asked by the same steps.
   *
   * @throws as run does, and ask.not-a-draft, ask.draft-changed
   */
  async submit(official: Official, draft: DraftToSubmit, input: AskInput): Promise<Asked> {
    const { requestId } = draft;
    await this.rights.checkMayAsk(official, input, draft.kind);
    return this.place(official, input, draft, async (tx) => {
      await this.handOver.take(tx, official, draft, input.to.length);
      return { requestId, repeated: false };
    });
  }

  private async place(
    official: Official,
    input: AskInput,
    request: { readonly requestId: string; readonly kind: Asking; readonly version?: number },
    keep: (tx: Transaction) => Promise<Asked>,
  ): Promise<Asked> {
    const made = await inTransaction(this.database, async (tx) => {
      const kept = await keep(tx);
      if (kept.repeated) return kept;
      await this.budget.checkWithin(tx, official.id);
      const isSent = await this.send.run(tx, request, official, input);
      if (!isSent) await this.handOver.run(tx, official, request, input);
      else if (request.version !== undefined) await this.handOver.end(tx, request.requestId);
      return kept;
    }).catch(async (error: unknown) => {
      if (isCrexError(error, OVER_BUDGET)) await this.rights.logRefusal(official, input, OVER_BUDGET);
      throw error;
    });
    this.courier.ring();
    return made;
  }
}

function checkSameInput(earlier: string, now: string): void {
  if (earlier !== now) {
    throw new CrexError('ask.key-reused', 'this Idempotency-Key was used for another question', {
      nextStep: 'use a new key for a new question',
    });
  }
}
