import { sqlOf, type Database } from '#libs/platform';
import { CrexError, type CountryCode } from '#libs/protocol';
import type { InboxMessage } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { Receiver } from '../courier/work-inbox.js';
import { DAY_SECONDS, HOUR_SECONDS, isOver, type Budget } from './budget.js';

/** The windows move on in steps of this (seconds). */
const STEP_SECONDS = 300;

type Steps = Map<number, number>;

/**
 * What one country may ask of this one: so many questions an hour and a day, so that a country whose node was taken over
 * cannot ask for everybody. Counted in memory, by the one process that works the inbox; what came before its start is read
 * from the inbox.
 */
export class CountryBudget {
  private before: Promise<Map<CountryCode, Steps>> | undefined;

  constructor(
    private readonly database: Database,
    private readonly budget: Budget,
  ) {}

  /** Counts a question that has just come. @throws message.over-budget; that question does not count */
  async charge(sender: CountryCode, receivedAt: Date): Promise<void> {
    const now = Math.floor(receivedAt.getTime() / 1000);
    this.before ??= this.read(now).catch((error: unknown) => {
      this.before = undefined;
      throw error;
    });
    const counts = await this.before;
    const steps = counts.get(sender) ?? new Map<number, number>();
    counts.set(sender, steps);
    const step = Math.floor(now / STEP_SECONDS);
    const since = (seconds: number) => {
      let sum = 1;
      for (const [at, count] of steps) if (at > step - seconds / STEP_SECONDS) sum += count;
      return sum;
    };
    const used = { lastHour: since(HOUR_SECONDS), lastDay: since(DAY_SECONDS) };
    checkWithin(this.budget, used);
    steps.set(step, (steps.get(step) ?? 0) + 1);
    for (const at of steps.keys()) if (at <= step - DAY_SECONDS / STEP_SECONDS) steps.delete(at);
  }

  private async read(now: number): Promise<Map<CountryCode, Steps>> {
    const rows = await sqlOf(this.database.manager).query<{ sender: CountryCode; step: number; count: number }>(
      `SELECT sender, floor(extract(epoch FROM received_at) / $2)::integer AS step, count(*)::integer AS count
       FROM inbox WHERE class = 'request' AND (state = 'DONE' OR state <> 'REFUSED' AND attempts > 1) AND received_at > $1
       GROUP BY 1, 2`,
      [new Date((now - DAY_SECONDS) * 1000), STEP_SECONDS],
    );
    const counts = new Map<CountryCode, Steps>();
    for (const { sender, step, count } of rows) {
      const steps = counts.get(sender) ?? new Map<number, number>();
      counts.set(sender, steps.set(step, count));
    }
    return counts;
  }
}

/** A question is charged to the country that asks before anybody looks into it; looked at again, it is not charged again. */
export class WithinBudget implements Receiver {
  constructor(
    private readonly budget: CountryBudget,
    private readonly receiver: Receiver,
  ) {}

  /** @throws message.over-budget, and what the receiver throws */
  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    if (message.attempts === 1) await this.budget.charge(message.sender, message.receivedAt);
    await this.receiver.run(message, opened);
  }
}

function checkWithin(budget: Budget, used: Parameters<typeof isOver>[1]): void {
  if (isOver(budget, used)) {
    const { perHour, perDay } = budget;
    throw new CrexError(
      'message.over-budget',
      `this country takes ${perHour} questions in an hour and ${perDay} in a day`,
      {
        nextStep: 'wait; what is needed at once is agreed with the operator of this node',
      },
    );
  }
}
