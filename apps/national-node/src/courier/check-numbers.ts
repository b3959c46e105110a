import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from './broker-connection.js';
import type { HighWaterFile } from './high-water.js';

/**
 * Finds a database that is behind what this node has already said: restored from an older backup, it would give numbers
 * out twice and take old messages for new. Then the courier stays closed until an operator opens a new epoch.
 */
export class CheckNumbers {
  constructor(
    private readonly database: Database,
    private readonly broker: BrokerConnection,
    private readonly highWater: HighWaterFile,
    private readonly home: Home,
  ) {}

  private passed = false;

  /** True once the numbers have been found in order; the courier works from then on. */
  get isPassed(): boolean {
    return this.passed;
  }

  /** What was found in order may not be so any more: another process has been at work. */
  lookAgain(): void {
    this.passed = false;
  }

  /** Looks until it has passed once. @throws courier.behind, courier.broker-* when the broker cannot be asked */
  async run(): Promise<void> {
    if (this.passed) return;
    const { sent, seen } = await this.inDatabase();
    checkNotBehind(sent, this.highWater.current.sent, 'the numbers sent');
    checkNotBehind(seen, this.highWater.current.seen, 'the numbers seen');
    checkNotBehind(sent, (await this.broker.numbers()).sent, 'the numbers the broker has from us');
    this.passed = true;
  }

  private async inDatabase() {
    const sql = sqlOf(this.database.manager);
    const sent = await sql.query<{ pair: string; number: number }>(
      `SELECT $1 || '-' || recipient || '-' || epoch AS pair, last_number AS number FROM pair_counter`,
      [this.home.country],
    );
    const seen = await sql.query<{ pair: string; number: number }>(
      'SELECT pair, max(number) AS number FROM inbox GROUP BY pair',
    );
    return { sent: byPair(sent), seen: byPair(seen) };
  }
}

function byPair(rows: readonly { pair: string; number: number }[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ pair, number }) => [pair, number]));
}

function checkNotBehind(ours: Record<string, number>, theirs: Readonly<Record<string, number>>, what: string): void {
  const behind = Object.entries(theirs).filter(([pair, number]) => (ours[pair] ?? 0) < number);
  if (behind.length > 0) {
    throw new CrexError(
      'courier.behind',
      `the database is behind ${what} (${behind.map(([pair]) => pair).join(', ')})`,
      {
        nextStep: 'restore the newest database, or open a new epoch with `crex epoch open --reason <code>`',
      },
    );
  }
}
