import {
  checkEnvironment,
  checkShape,
  CrexError,
  isCrexError,
  MAX_SKEW_SECONDS,
  MAX_STATISTICS_BYTES,
  monthIn,
  monthsAfter,
  parseJson,
  readStatistics,
  type Statistics,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { Oddities } from '../courier/oddities.js';
import type { Trust } from '../trust.js';
import type { StatisticsStore } from './statistics.store.js';

const LIST_LIMITS = { maxBytes: 1_310_720, maxDepth: 2, maxValues: 64, integersAndStringsOnly: true } as const;
const listSchema = {
  type: 'object',
  properties: {
    statistics: { type: 'array', items: { type: 'string', maxLength: MAX_STATISTICS_BYTES }, maxItems: 32 },
  },
  required: ['statistics'],
  additionalProperties: false,
} as const;
/** A month is looked for as long as members may still bring it (CREX-STATISTICS §5); so a country that joins sees the year before, too. */
const MONTHS_LOOKED_AT = 13;

/**
 * What the members have published. The broker only carries it: each month is verified here with its member's own
 * certificate and kept, and another one never takes its place.
 */
export class MemberStatistics {
  constructor(
    private readonly store: StatisticsStore,
    private readonly broker: Pick<BrokerConnection, 'statistics'>,
    private readonly trust: Trust,
    private readonly oddities: Oddities,
    private readonly home: Home,
  ) {}

  /** Fetches the months of the last year. @throws courier.*, message.malformed when the broker's list is none */
  async refresh(): Promise<void> {
    const present = monthIn(this.home.zone, this.home.nowSeconds());
    for (let back = 1; back <= MONTHS_LOOKED_AT; back += 1) await this.fetch(monthsAfter(present, -back));
  }

  /** What this country itself has published of a month, as the broker shows it. @throws as refresh */
  async published(month: string): Promise<string | undefined> {
    await this.fetch(month);
    return (await this.store.ofMonth(month, this.home.country))[0];
  }

  private async fetch(month: string): Promise<void> {
    const list = parseJson(await this.broker.statistics(month), LIST_LIMITS);
    checkShape(listSchema, list, 'message.malformed', 'the list of statistics');
    const tokens = (list as { statistics: readonly string[] }).statistics;
    const kept = new Set(await this.store.ofMonth(month));
    for (const token of tokens.filter((each) => !kept.has(each))) await this.take(token, month);
  }

  private async take(token: string, month: string): Promise<void> {
    try {
      const jws = readStatistics(token);
      const statistics = jws.payload;
      checkMonth(statistics, month);
      checkEnvironment(statistics, this.home.env);
      checkTime(statistics, this.home.nowSeconds());
      await this.trust.checkSigned(jws, statistics.by, statistics.time);
      checkSame(await this.store.keep(statistics.by, month, token), token);
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.oddities.note(error.code);
    }
  }
}

function checkMonth(statistics: Statistics, month: string): void {
  if (statistics.month !== month) throw new CrexError('message.malformed', 'these are statistics of another month');
}

function checkTime({ time }: Statistics, now: number): void {
  if (time > now + MAX_SKEW_SECONDS) throw new CrexError('message.from-future', 'statistics are signed in the future');
}

function checkSame(kept: string, shown: string): void {
  if (kept !== shown) throw new CrexError('message.published-otherwise', 'this month was shown in other words before');
}
