import type { Transaction } from '#libs/platform';
import { MAX_INFORMATION_ROUNDS, type RequestBody } from '#libs/protocol';
import type { Answered, DecideAnswer, Doubt } from './decide-answer.js';
import type { AskForInformation } from './ask-for-information.js';
import type { QueueQuestion } from './queue-question.js';
import type { ReceivedQuestion } from './received-questions.store.js';
import type { SendAnswer } from './send-answer.js';

/** What becomes of a doubt: the asker is asked for more at once, or a clerk looks first. */
export type WhenAmbiguous = 'ask' | 'clerk';

/**
 * What follows from the machine's decision: a certain one is the answer; in doubt the asker is asked for more, as long as
 * that can help; then a clerk decides. Where there is nobody to choose from, no clerk could say more either.
 */
export class ConcludeQuestion {
  constructor(
    private readonly decide: Pick<DecideAnswer, 'mayLeaveAlone'>,
    private readonly answer: SendAnswer,
    private readonly ask: AskForInformation,
    private readonly queue: QueueQuestion,
    private readonly whenAmbiguous: WhenAmbiguous,
  ) {}

  async run(
    tx: Transaction,
    question: ReceivedQuestion,
    request: RequestBody,
    decision: Answered | Doubt,
  ): Promise<void> {
    if (!('doubt' in decision)) return this.certain(tx, question, request, decision);
    const mayAsk = question.mayAsk && question.rounds < MAX_INFORMATION_ROUNDS;
    if (mayAsk && this.whenAmbiguous === 'ask') return this.ask.run(tx, question, request, decision);
    if (decision.doubt === 'SEVERAL') return this.queue.run(tx, question, 'AMBIGUOUS');
    if (mayAsk) return this.queue.run(tx, question, 'INFORMATION');
    await this.certain(tx, question, request, decision.atLast);
  }

  /** Where the policy wants a person of ours to agree, nothing leaves before that; whatever would leave. */
  private async certain(tx: Transaction, question: ReceivedQuestion, request: RequestBody, answered: Answered) {
    if (this.decide.mayLeaveAlone(question.asker, request, answered)) {
      return this.answer.run(tx, question, request, answered);
    }
    const isRefusal = answered.answer.outcome === 'REFUSED';
    await this.queue.run(tx, question, isRefusal ? 'CONFIRM_REFUSAL' : 'RELEASE');
  }
}
