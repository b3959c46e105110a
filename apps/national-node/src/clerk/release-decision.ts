import { inTransaction, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { CrexError, type RequestBody } from '#libs/protocol';
import type { Answered, Choice, DecideAnswer } from '../answer/decide-answer.js';
import type { ReadQuestion } from '../answer/read-question.js';
import type { ReceivedQuestions } from '../answer/received-questions.store.js';
import type { DecidedBy } from '../answer/answer-entry.js';
import type { SendAnswer } from '../answer/send-answer.js';
import type { Home, Official } from '../context.js';
import type { ClerkDecision, ClerkStore } from './clerk.store.js';
import { waitingQuestion, type WaitingQuestion } from './queued-question.js';

/** Release, or return to be decided anew. */
export type Verdict = 'RELEASE' | 'RETURN';

/**
 * The second pair of eyes: a clerk releases what another one, or the machine, has decided. It is made anew from policy and
 * register as they are now, and leaves in the same transaction. Or the clerk returns it, and it is decided anew.
 */
export class ReleaseDecision {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedQuestions,
    private readonly clerks: ClerkStore,
    private readonly read: ReadQuestion,
    private readonly decide: DecideAnswer,
    private readonly send: SendAnswer,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @throws clerk.not-found, clerk.nothing-to-release, clerk.same-official, answer.* */
  async run(official: Official, questionId: string, verdict: Verdict): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const question = await waitingQuestion(tx, this.received, questionId);
      checkWaits(question);
      const decision = await this.clerks.open(tx, questionId);
      if (verdict === 'RELEASE') await this.release(tx, official, question, decision);
      else await this.giveBack(tx, official, question, decision);
    });
    this.courier.ring();
  }

  private async release(
    tx: Transaction,
    official: Official,
    question: WaitingQuestion,
    decision: ClerkDecision | undefined,
  ): Promise<void> {
    checkOtherOfficial(decision, official);
    const request = await this.read.run(tx, question);
    const answered = await this.remake(tx, question, request, decision);
    const decider: DecidedBy = decision?.decidedBy == null ? [] : [{ id: decision.decidedBy, role: 'clerk' }];
    await this.send.run(tx, question, request, answered, [...decider, official]);
    if (decision === undefined) return;
    await this.clerks.settle(tx, decision.decisionId, 'RELEASED', official.id, this.home.nowSeconds());
  }

  /** @throws clerk.nothing-to-release when the machine would not decide so any more */
  private async remake(
    tx: Transaction,
    { asker }: WaitingQuestion,
    request: RequestBody,
    decision: ClerkDecision | undefined,
  ): Promise<Answered> {
    if (decision !== undefined) return this.decide.choose(tx, asker, request, choiceOf(decision));
    const machine = await this.decide.run(tx, asker, request);
    if ('answer' in machine) return machine;
    // what the asker was not asked for in time is said at last
    if ('doubt' in machine && machine.doubt === 'INSUFFICIENT_DATA') return machine.atLast;
    throw new CrexError('clerk.nothing-to-release', 'the machine would not decide this any more', {
      nextStep: 'return it, and decide it',
    });
  }

  private async giveBack(
    tx: Transaction,
    official: Official,
    { questionId }: WaitingQuestion,
    decision: ClerkDecision | undefined,
  ): Promise<void> {
    const queue = decision?.fromQueue ?? 'AMBIGUOUS';
    await this.received.change(tx, questionId, { queue, assignee: null });
    if (decision === undefined) return;
    await this.clerks.settle(tx, decision.decisionId, 'RETURNED', official.id, this.home.nowSeconds());
  }
}

function choiceOf({ choice: kind, personId, reason, archives }: ClerkDecision): Choice {
  if (kind === 'REFUSED') return { kind, reason: reason ?? 'PURPOSE' };
  if (kind === 'NOBODY' || kind === 'CANNOT_TELL' || kind === 'NOT_COMPETENT') return { kind };
  if (kind === 'PARTIAL') return { kind, personId: personId ?? '', archives: archives ?? [] };
  return { kind, personId: personId ?? '' };
}

function checkWaits({ queue }: WaitingQuestion): void {
  if (queue !== 'RELEASE') {
    throw new CrexError('clerk.nothing-to-release', 'nobody has decided this question', { nextStep: 'decide it' });
  }
}

function checkOtherOfficial(decision: ClerkDecision | undefined, { id }: Official): void {
  if (decision?.decidedBy === id) {
    throw new CrexError('clerk.same-official', 'whoever has decided a question does not release it', {
      nextStep: 'another clerk releases it',
    });
  }
}
