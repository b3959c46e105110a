import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Doorbell } from '#libs/platform';
import type { Official } from '../context.js';
import type { QuestionStore } from './question.store.js';

/** However often the bell rings (it rings for every question of the node), one looks no sooner again (ms). */
const SHORTEST_PAUSE_MS = 20;
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
    private readonly answered: Doorbell,
  ) {}

  /**
   * @param signal ends the waiting early, because nobody listens any more
   * @returns whether every question has its outcome; at once, false, for a request that is not this official's
   */
  async run(official: Official, requestId: string, waitMs: number, signal: AbortSignal): Promise<boolean> {
    const endMs = performance.now() + waitMs;
    let pauseMs = FIRST_LOOK_MS;
    for (;;) {
      const lookedMs = performance.now();
      const settled = await this.questions.isSettled(this.database, requestId, official.id);
      const leftMs = endMs - performance.now();
      if (settled !== false || leftMs <= 0 || signal.aborted) return settled === true;
      const startMs = performance.now();
      const longestMs = Math.min(pauseMs, leftMs);
      await this.answered.wait(longestMs, signal);
      const hasRung = performance.now() - startMs < longestMs - 1;
      const soonMs = lookedMs + SHORTEST_PAUSE_MS - performance.now();
      if (soonMs > 0) await sleep(soonMs, undefined, { signal }).catch(() => undefined);
      pauseMs = hasRung ? FIRST_LOOK_MS : Math.min(pauseMs * 2, SLOWEST_LOOK_MS);
    }
  }
}
