import { inTransaction, type Database, type Doorbell } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Answered, DecideAnswer, Decision } from '../answer/decide-answer.js';
import type { ReadQuestion } from '../answer/read-question.js';
import type { ReceivedQuestion, ReceivedQuestions } from '../answer/received-questions.store.js';
import type { SendAnswer } from '../answer/send-answer.js';
import type { Actor } from '../context.js';
import type { ExtractStore, IssuedExtract } from './extract.store.js';
import { checkHolds, checkReason, type RecallExtract } from './revoke-extract.js';

/**
 * A new extract takes the place of one: the same question is decided anew, by policy and register as they are now, and
 * answered once more, with a new number that names the old one. The old one ends, and its holder is told, in the same
 * transaction.
 */
export class ReissueExtract {
  constructor(
    private readonly database: Database,
    private readonly extracts: ExtractStore,
    private readonly received: ReceivedQuestions,
    private readonly read: ReadQuestion,
    private readonly decide: Pick<DecideAnswer, 'run' | 'mayLeaveAlone'>,
    private readonly answer: SendAnswer,
    private readonly recall: RecallExtract,
    private readonly courier: Doorbell,
  ) {}

  /**
   * @returns the event of the new answer
   * @throws extract.unknown-number, extract.has-ended, extract.unknown-reason, extract.not-certain,
   * extract.needs-release, answer.question-erased
   */
  async run(actor: Actor, number: string, reason: string): Promise<string> {
    checkReason(reason);
    const eventId = await inTransaction(this.database, async (tx) => {
      const old = await this.extracts.byNumber(tx, number);
      checkReplaceable(old);
      const question = await this.received.answeredBy(tx, old.eventId);
      checkFound(question);
      const request = await this.read.run(tx, question);
      const decision = await this.decide.run(tx, question.asker, request);
      checkCertain(decision);
      checkAlone(this.decide.mayLeaveAlone(question.asker, request, decision));
      const event = await this.answer.reply(tx, question, request, decision, [], { supersedes: number });
      if (old.status === 'VALID') await this.recall.run(tx, old, { status: 'SUPERSEDED', reason, actor });
      return event;
    });
    this.courier.ring();
    return eventId;
  }
}

/** One that was revoked because the record was corrected may get a successor; one that has a successor gets no second one. */
function checkReplaceable(extract: IssuedExtract | undefined): asserts extract is IssuedExtract {
  const isOpen = extract?.status === 'REVOKED' && extract.supersededBy === null;
  checkHolds(isOpen ? { ...extract, status: 'VALID' } : extract);
}

function checkFound(question: ReceivedQuestion | undefined): asserts question is ReceivedQuestion {
  if (question === undefined) throw new CrexError('extract.unknown-number', 'no question is known for this extract');
}

/** A doubt, a refusal or a register that is away gives no extract in the place of another. */
function checkCertain(decision: Decision): asserts decision is Answered {
  const outcome = 'answer' in decision ? decision.answer.outcome : undefined;
  if (outcome !== 'RECORDS' && outcome !== 'PARTIAL' && outcome !== 'NO_RECORD') {
    throw new CrexError('extract.not-certain', 'as policy and register are now, the question has no certain answer', {
      nextStep: 'revoke the extract; the asking country asks again',
    });
  }
}

/** What a clerk has to release does not leave by command. */
function checkAlone(mayLeaveAlone: boolean): void {
  if (!mayLeaveAlone) {
    throw new CrexError('extract.needs-release', 'the policy wants a clerk to release this answer', {
      nextStep: 'revoke the extract; the asking country asks again, and clerks decide',
    });
  }
}
