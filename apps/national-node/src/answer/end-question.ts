import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import type { Home } from '../context.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

interface Powers {
  readonly received: ReceivedQuestions;
  readonly log: AuditLog;
  readonly home: Home;
}

/** Taken back by the asker, or for want of information. */
export type EndWithoutAnswer = 'CANCELLED' | 'LAPSED';

/** A question ends without an answer. The log says so, as its one outcome. */
export async function endQuestion(
  tx: Transaction,
  { received, log, home }: Powers,
  question: ReceivedQuestion,
  outcome: EndWithoutAnswer,
): Promise<void> {
  const { questionId, asker, contentDigest: requestDigest } = question;
  const change = { endedAt: home.nowSeconds(), queue: null, clockStoppedAt: null };
  await received.advance(tx, question, outcome === 'LAPSED' ? 'LAPSE' : 'CAN', change);
  const entry = { type: 'OUTCOME', from: asker, to: home.country, outcome, requestDigest } as const;
  await log.append(sqlOf(tx), [{ eventId: questionId, entry }]);
}
