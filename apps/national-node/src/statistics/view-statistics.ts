import { monthIn, monthsAfter, readStatistics, type CountryCode, type Statistics } from '#libs/protocol';
import type { Home } from '../context.js';
import type { StatisticsStore } from './statistics.store.js';

/** A country's figures of a month, with what it has signed. */
export interface PublishedStatistics extends Pick<Statistics, 'by' | 'month' | 'time' | 'pairs'> {
  /** Compact JWS: verifies without us. */
  readonly signed: string;
}

/** What the members have published of a month: those that came and verified. */
export class ViewStatistics {
  constructor(
    private readonly store: StatisticsStore,
    private readonly home: Home,
  ) {}

  /** Of the month before this one unless it is named. */
  async run({ month, country }: { month?: string; country?: CountryCode }): Promise<readonly PublishedStatistics[]> {
    const last = monthsAfter(monthIn(this.home.zone, this.home.nowSeconds()), -1);
    const tokens = await this.store.ofMonth(month ?? last, country);
    return tokens.map((signed) => ({ ...readStatistics(signed).payload, signed }));
  }
}
