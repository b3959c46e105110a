import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { CrexError, isCrexError, type MessageId } from '#libs/protocol';
import type { Home, Official } from '../context.js';
import { officialReference } from '../log/references.js';
import type { RecalledStore, RecallOfAnswer } from '../recall/recalled.store.js';
import type { UnsentRequest, UnsentStore } from '../unsent/unsent.store.js';
import type { QuestionLife } from './question-life.store.js';
import type { Answer, Asking, QuestionStore, QuestionView, RequestView } from './question.store.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a request as a path gives it. @throws ask.not-found */
export function requestIdOf(text: string): string {
  if (!UUID.test(text)) throw notFound();
  return text;
}

/** A request with what its countries have recalled since. */
export interface ShownRequest extends RequestView {
  readonly recalls: readonly RecallOfAnswer[];
  /** There while nothing has been sent, and when nothing will be. */
  readonly unsent?: UnsentRequest;
}

/**
 * Shows an official a request of theirs. If records are in it, reading them and the log entries VIEW are one transaction,
 * committed before the first byte leaves: without the entries nothing is shown.
 */
export class ViewRequest {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionStore,
    private readonly unsent: UnsentStore,
    private readonly recalled: RecalledStore,
    private readonly life: QuestionLife,
    private readonly log: AuditLog,
    private readonly logger: Logger,
    private readonly home: Home,
  ) {}

  /** @throws ask.not-found, ask.unavailable */
  async run(official: Official, requestId: string, kind: Asking = 'REQ'): Promise<ShownRequest> {
    try {
      return await inTransaction(this.database, async (tx) => {
        const request =
          (await this.questions.view(tx, requestId, official.id, kind)) ??
          unsentRequest(await this.unsent.view(tx, requestId, official.id, kind));
        checkFound(request);
        const recalls = await this.recalled.of(tx, answersIn(request));
        await this.logView(tx, official, request);
        if (kind === 'REQ') await this.life.read(tx, requestId, new Date(this.home.clock.nowMs()));
        return { ...request, recalls };
      });
    } catch (error) {
      if (isCrexError(error, 'ask.not-found')) throw error;
      this.logger.error({ err: error }, 'a request could not be shown');
      throw new CrexError('ask.unavailable', 'the request cannot be shown now: no access goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }

  private async logView(tx: Transaction, official: Official, { requestId, questions }: RequestView): Promise<void> {
    const disclosing = questions
      .map((question) => ({ question, count: recordsIn(question) }))
      .filter(({ count }) => count > 0);
    await this.log.append(
      sqlOf(tx),
      // one for each question: an entry has one target, and is found by it
      disclosing.map(({ question, count }) => ({
        eventId: randomUUID(),
        entry: { type: 'VIEW', object: 'ANSWER', count, target: question.questionId } as const,
        actor: { ...official },
        detail: { requestId },
        findBy: { actor: [officialReference(official.id)] },
      })),
    );
  }
}

/** Nobody has been asked: it has no questions yet. */
function unsentRequest(unsent: UnsentRequest | undefined) {
  if (unsent === undefined) return undefined;
  const { requestId, createdAt } = unsent;
  return { requestId, createdAt: new Date(createdAt * 1000), questions: [], unsent };
}

/** Messages that hold an answer, late ones too. */
function answersIn({ questions }: RequestView): MessageId[] {
  const ids = questions.flatMap(({ answerMessageId, late }) => [
    answerMessageId,
    ...late.map((each) => each.messageId),
  ]);
  return ids.filter((id) => id !== null);
}

/** How many persons' records stand in a question's answers, or are said to exist; late answers too. */
function recordsIn({ answer, late }: QuestionView): number {
  const answers: (Answer | null)[] = [answer, ...late.map((each) => each.answer)];
  return answers.filter((each) => each !== null && tellsOfRecord(each)).length;
}

function tellsOfRecord(answer: Answer): boolean {
  return 'record' in answer || ('result' in answer && answer.result === 'HIT');
}

function checkFound(request: RequestView | undefined): asserts request is RequestView {
  if (request === undefined) throw notFound();
}

/** Somebody else's request and none at all are told apart by nobody. */
export function notFound(): CrexError {
  return new CrexError('ask.not-found', 'you have made no such request');
}
