import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import type { CandidateScore } from '#libs/matching';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { CrexError, isCrexError, MAX_INFORMATION_ROUNDS, type RequestBody } from '#libs/protocol';
import {
  doubtIn,
  type Answered,
  type DecideAnswer,
  type KnownPerson,
  type Looked,
  type OnHold,
} from '../answer/decide-answer.js';
import type { ReadQuestion } from '../answer/read-question.js';
import type { ReceivedQuestions } from '../answer/received-questions.store.js';
import type { Official } from '../context.js';
import { officialReference, subjectReferences } from '../log/references.js';
import type { ClerkDecision, ClerkStore, QuestionComment } from './clerk.store.js';
import { waitingQuestion, type WaitingQuestion } from './queued-question.js';

/** Somebody whom the subject may be, field by field, with how much of their record may go. */
export interface Candidate extends CandidateScore {
  readonly person: KnownPerson;
}

/** A question as a clerk sees it. */
export interface QuestionView {
  readonly question: WaitingQuestion;
  readonly request: RequestBody;
  /** Undefined while the register or the policy cannot be asked, and where the policy refuses the question. */
  readonly found: Looked['found'] | undefined;
  readonly candidates: readonly Candidate[];
  /** What the policy says where it refuses. */
  readonly refusal: Answered['answer'] | undefined;
  /** Whether the asker may still be asked for more. */
  readonly mayAsk: boolean;
  /** What may leave without another clerk. */
  readonly alone: { readonly answer: boolean; readonly refusal: boolean };
  readonly decisions: readonly ClerkDecision[];
  readonly comments: readonly QuestionComment[];
}

/**
 * Shows a clerk a question that waits, with the candidates of the register as it is now. Reading and the log entry VIEW
 * are one transaction, committed before the first byte leaves: without the entry nothing is shown. Whoever is shown is
 * found by it.
 */
export class ViewQuestion {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedQuestions,
    private readonly clerks: ClerkStore,
    private readonly read: ReadQuestion,
    private readonly decide: DecideAnswer,
    private readonly log: AuditLog,
    private readonly logger: Logger,
  ) {}

  /** @throws clerk.not-found, clerk.unavailable */
  async run(official: Official, questionId: string): Promise<QuestionView> {
    try {
      return await inTransaction(this.database, async (tx) => {
        const question = await waitingQuestion(tx, this.received, questionId);
        const request = await this.read.run(tx, question);
        const looked = await this.decide.look(tx, question.asker, request);
        const view = {
          ...{ question, request, ...shown(looked) },
          ...{ mayAsk: mayAsk(question, looked), alone: this.alone(question, request) },
          decisions: await this.clerks.decisionsOf(tx, questionId),
          comments: await this.clerks.commentsOf(tx, questionId),
        };
        await this.logView(tx, official, view);
        return view;
      });
    } catch (error) {
      if (isCrexError(error, 'clerk.not-found')) throw error;
      this.logger.error({ err: error }, 'a question could not be shown');
      throw new CrexError('clerk.unavailable', 'the question cannot be shown now: no look goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }

  private alone({ asker, queue }: WaitingQuestion, request: RequestBody): QuestionView['alone'] {
    const [answer, refusal] = (['NO_RECORD', 'REFUSED'] as const).map((outcome) =>
      this.decide.mayLeaveAlone(asker, request, { answer: { outcome }, forAuditor: {} }),
    );
    // the machine has refused it already: whoever agrees is the second
    return { answer: answer === true, refusal: refusal === true || queue === 'CONFIRM_REFUSAL' };
  }

  private async logView(tx: Transaction, official: Official, { question, request, candidates }: QuestionView) {
    const { questionId: target, contentDigest } = question;
    const { subject } = request;
    const seen = candidates.map(({ person }) => person.identity);
    await this.log.append(sqlOf(tx), [
      {
        eventId: randomUUID(),
        entry: { type: 'VIEW', object: 'QUESTION', count: 1 + candidates.length, target, contentDigest },
        ...{ subject: { subject }, actor: { ...official } },
        detail: { listed: candidates.map(({ personId }) => personId) },
        findBy: { subject: subjectReferences(subject, ...seen), actor: [officialReference(official.id)] },
      },
    ]);
  }
}

/** Where a machine would be in doubt, too; deciding checks it again. */
function mayAsk({ mayAsk: may, rounds }: WaitingQuestion, looked: Looked | Answered | OnHold): boolean {
  return 'found' in looked && may && rounds < MAX_INFORMATION_ROUNDS && doubtIn(looked) !== undefined;
}

function shown(looked: Looked | Answered | OnHold): Pick<QuestionView, 'found' | 'candidates' | 'refusal'> {
  if ('answer' in looked) return { found: undefined, candidates: [], refusal: looked.answer };
  if ('holdBecause' in looked) return { found: undefined, candidates: [], refusal: undefined };
  const { found, people } = looked;
  const candidates = found.candidates.flatMap((score) => {
    const person = people.get(score.personId);
    return person === undefined ? [] : [{ ...score, person }];
  });
  return { found, candidates, refusal: undefined };
}
