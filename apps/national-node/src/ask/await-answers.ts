import type { Database } from '#libs/platform';
import type { Official } from '../context.js';
import type { AnswerBells } from './answer-bells.js';
import type { QuestionStore } from './question.store.js';

const FIRST_LOOK_MS = 50;
const SLOWEST_LOOK_MS = 2_000;

/**
 * Waits until every question of a request has its outcome, or the time is over. Holds no connection while it waits. The
 * bell makes it quick; looking again, ever more slowly, makes it certain (an outcome may come from another process).
 */
export class AwaitAnswers {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionStore,
    private readonly bells: AnswerBells,
  ) {}

  /**
   * @param signal ends the waiting early, because nobody listens any more
   * @returns whether every question has its outcome; at once, false, for a request that is not this official's
   */
  async run(official: Official, requestId: string, waitMs: number, signal: AbortSignal): Promise<boolean> {
    using hung = this.bells.hang(requestId);
    const endMs = performance.now() + waitMs;
    let pauseMs = FIRST_LOOK_MS;
    for (;;) {
      const settled = await this.questions.isSettled(this.database, requestId, official.id);
      const leftMs = endMs - performance.now();
      if (settled !== false || leftMs <= 0 || signal.aborted) return settled === true;
      await hung.bell.wait(Math.min(pauseMs, leftMs), signal);
      pauseMs = Math.min(pauseMs * 2, SLOWEST_LOOK_MS);
    }
  }
}
