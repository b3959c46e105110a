import { randomUUID } from 'node:crypto';
import { inTransaction, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { CrexError, MAX_INFORMATION_ROUNDS, type RequestBody } from '#libs/protocol';
import type { AskForInformation, Asking } from '../answer/ask-for-information.js';
import type { Choice, DecideAnswer, Decision, Doubt } from '../answer/decide-answer.js';
import type { ReadQuestion } from '../answer/read-question.js';
import type { ReceivedQuestions } from '../answer/received-questions.store.js';
import type { SendAnswer } from '../answer/send-answer.js';
import type { Home, Official } from '../context.js';
import type { ClerkStore } from './clerk.store.js';
import { checkAssigned, waitingQuestion, type WaitingQuestion } from './queued-question.js';

/** What a clerk orders: one of the choices, or to ask the asker for more. */
export type Order = Choice | ({ readonly kind: 'ASK' } & Asking);

/** What became of it: it has left, or another clerk has to release it. */
export type Ordered = 'SENT' | 'WAITS_FOR_RELEASE';

/**
 * A clerk decides about a question that is theirs. What follows is made by the same steps as the machine's answers: the
 * policy is asked, only a candidate of the search may be chosen, and only what may go goes. Where the policy wants a second
 * pair of eyes, nothing leaves before another clerk has released it.
 */
export class DecideQuestion {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedQuestions,
    private readonly clerks: ClerkStore,
    private readonly read: ReadQuestion,
    private readonly decide: DecideAnswer,
    private readonly send: SendAnswer,
    private readonly ask: AskForInformation,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  /** @throws clerk.not-found, clerk.not-assigned, clerk.waits-for-release, clerk.nothing-to-ask, answer.* */
  async run(official: Official, questionId: string, order: Order): Promise<Ordered> {
    const done = await inTransaction(this.database, async (tx) => {
      const question = await waitingQuestion(tx, this.received, questionId);
      checkAssigned(question, official);
      checkUndecided(question);
      const request = await this.read.run(tx, question);
      if (order.kind !== 'ASK') return this.choose(tx, official, question, request, order);
      await this.askBack(tx, official, question, request, order);
      return 'SENT' as const;
    });
    this.courier.ring();
    return done;
  }

  private async choose(
    tx: Transaction,
    official: Official,
    question: WaitingQuestion,
    request: RequestBody,
    choice: Choice,
  ): Promise<Ordered> {
    const { asker, questionId, queue } = question;
    const answered = await this.decide.choose(tx, asker, request, choice);
    // the machine has refused it already: the clerk is the second
    const isConfirmed = queue === 'CONFIRM_REFUSAL' && choice.kind === 'REFUSED';
    if (isConfirmed || this.decide.mayLeaveAlone(asker, request, answered)) {
      await this.send.run(tx, question, request, answered, [official]);
      return 'SENT';
    }
    await this.clerks.decide(tx, {
      ...{ decisionId: randomUUID(), questionId, choice: choice.kind, fromQueue: queue },
      personId: 'personId' in choice ? choice.personId : null,
      reason: 'reason' in choice ? choice.reason : null,
      archives: 'archives' in choice ? choice.archives : null,
      ...{ decidedBy: official.id, decidedAt: this.home.nowSeconds() },
    });
    await this.received.change(tx, questionId, { queue: 'RELEASE', assignee: null });
    return 'WAITS_FOR_RELEASE';
  }

  /** Only where the machine would ask, too: a question back tells that there is somebody to ask about. */
  private async askBack(
    tx: Transaction,
    official: Official,
    question: WaitingQuestion,
    request: RequestBody,
    asking: Asking,
  ): Promise<void> {
    const decision = await this.decide.run(tx, question.asker, request);
    checkMayAsk(question, decision);
    await this.ask.run(tx, question, request, decision, asking, [official]);
  }
}

function checkUndecided({ queue }: WaitingQuestion): void {
  if (queue === 'RELEASE') {
    throw new CrexError('clerk.waits-for-release', 'the question has been decided and waits for another clerk', {
      nextStep: 'release it, or return it to decide it anew',
    });
  }
}

function checkMayAsk({ rounds, mayAsk }: WaitingQuestion, decision: Decision): asserts decision is Doubt {
  if (!('doubt' in decision) || !mayAsk || rounds >= MAX_INFORMATION_ROUNDS) {
    throw new CrexError('clerk.nothing-to-ask', 'the asker cannot be asked for more about this question', {
      nextStep: 'decide it: there is nobody in doubt, or the asker has been asked three times or has no more to tell',
    });
  }
}
