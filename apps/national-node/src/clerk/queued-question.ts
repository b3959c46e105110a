import type { Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Queue, ReceivedQuestion, ReceivedQuestions } from '../answer/received-questions.store.js';
import type { Official } from '../context.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a question as a path gives it. @throws clerk.not-found */
export function questionIdOf(text: string): string {
  if (!UUID.test(text)) throw notFound();
  return text;
}

/** A question that waits for a human. */
export type WaitingQuestion = ReceivedQuestion & { readonly queue: Queue };

/**
 * The question, locked. Clerks see those that wait for them and no other: one that the machine answers, or that has come
 * to its end, is told apart from none by nobody.
 *
 * @throws clerk.not-found
 */
export async function waitingQuestion(
  tx: Transaction,
  received: ReceivedQuestions,
  questionId: string,
): Promise<WaitingQuestion> {
  const question = await received.byId(tx, questionId);
  checkWaiting(question);
  return question;
}

function checkWaiting(question: ReceivedQuestion | undefined): asserts question is WaitingQuestion {
  if (question?.queue == null) throw notFound();
}

/** Two who decide about one question do not know of each other: whoever works on it has it. @throws clerk.not-assigned */
export function checkAssigned({ assignee }: ReceivedQuestion, official: Official): void {
  if (assignee !== official.id) {
    throw new CrexError('clerk.not-assigned', 'the question is not assigned to you', {
      nextStep: 'take it first (assignment)',
    });
  }
}

function notFound(): CrexError {
  return new CrexError('clerk.not-found', 'no such question waits for a clerk');
}
