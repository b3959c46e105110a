import { sqlOf, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import { DAY_SECONDS, HOUR_SECONDS, isOver, type Budget, type Used } from './budget.js';

export const OVER_BUDGET = 'ask.over-budget';

/**
 * What one official of this country may ask of others: so many questions an hour and a day, so that nobody asks around for
 * whole lists of people. Counted from the requests themselves; calls at the same moment do not see each other and may
 * go beyond it by as many as the node has database connections.
 */
export class OfficialBudget {
  constructor(
    private readonly budget: Budget,
    private readonly home: Home,
  ) {}

  /**
   * Within the transaction that has kept the new request: undone if it is beyond the budget.
   *
   * @throws ask.over-budget
   */
  async checkWithin(tx: Transaction, officialId: string): Promise<void> {
    const before = (seconds: number) => new Date(this.home.clock.nowMs() - seconds * 1000);
    const [used] = await sqlOf(tx).query<Used>(
      `SELECT coalesce(sum(questions) FILTER (WHERE created_at > $2), 0)::integer AS "lastHour",
         coalesce(sum(questions), 0)::integer AS "lastDay"
       FROM request WHERE official_id = $1 AND created_at > $3`,
      [officialId, before(HOUR_SECONDS), before(DAY_SECONDS)],
    );
    if (used !== undefined && isOver(this.budget, used)) {
      const { perHour, perDay } = this.budget;
      throw new CrexError(OVER_BUDGET, `an official may ask ${perHour} questions in an hour and ${perDay} in a day`, {
        nextStep: 'ask fewer countries, or wait; the operator can change what an official may ask',
      });
    }
  }
}
