import { advance, askedQuestion, isIllegal, move, type AskedEffect, type AskedEvent } from '#libs/lifecycle';
import { afterCommit, type Transaction } from '#libs/platform';
import type { AnswerBells } from './answer-bells.js';
import type { LockedQuestion, QuestionLife } from './question-life.store.js';

/**
 * What happens to a question moves it as the table says. A state that is an outcome is set with the outcome, in
 * SettleQuestion, by compare-and-set.
 */
export class MoveQuestion {
  constructor(
    private readonly life: QuestionLife,
    private readonly bells: AnswerBells,
  ) {}

  /** @returns what has to be done now; undefined when the event is illegal in the question's state */
  async run(tx: Transaction, question: LockedQuestion, event: AskedEvent): Promise<readonly AskedEffect[] | undefined> {
    return isIllegal(advance(askedQuestion, question.state, event)) ? undefined : this.heed(tx, question, event);
  }

  /** The same of what another country says, whose message is refused then. @throws lifecycle.illegal-transition */
  async heed(tx: Transaction, question: LockedQuestion, event: AskedEvent): Promise<readonly AskedEffect[]> {
    const step = move(askedQuestion, question.state, event);
    if (step.to !== question.state && !step.effects.includes('SETTLE')) {
      await this.life.setState(tx, question.questionId, step.to);
      afterCommit(tx, () => this.bells.ring(question.requestId));
    }
    return step.effects;
  }
}
