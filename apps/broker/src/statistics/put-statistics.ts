import type { MemberView } from '#libs/directory';
import {
  checkEnvironment,
  CrexError,
  MAX_SKEW_SECONDS,
  monthIn,
  monthsAfter,
  readStatistics,
  type Statistics,
} from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import { checkActive, type Trust } from '../directory/trust.js';
import type { StatisticsStore } from './statistics.store.js';

/** How many months after its end a month may still be brought. */
const MOST_MONTHS_LATE = 13;

/**
 * A member publishes the figures of a month: its own, once, when the month is over. The broker reads the month and who
 * speaks; from what it relays it knows more of traffic than the figures say.
 */
export class PutStatistics {
  constructor(
    private readonly store: StatisticsStore,
    private readonly trust: Trust,
    private readonly broker: BrokerIdentity,
  ) {}

  /**
   * @throws message.malformed, message.wrong-sender, message.wrong-environment, message.sender-suspended,
   *   message.not-over, message.expired, message.from-future, message.wrong-signature, message.published-otherwise, pki.*
   */
  async run(peer: MemberView, token: string): Promise<void> {
    const jws = readStatistics(token);
    const statistics = jws.payload;
    checkOwn(statistics, peer);
    checkEnvironment(statistics, this.broker.env);
    checkActive(peer, 'sender');
    const now = this.broker.nowSeconds();
    const present = monthIn(peer.calendar.zone, now);
    checkOver(statistics, present);
    checkRecent(statistics, present);
    checkTime(statistics, now);
    await this.trust.checkSigned(jws, peer);
    checkFirst(await this.store.keep(statistics.by, statistics.month, token));
  }
}

function checkOwn({ by }: Statistics, { id }: MemberView): void {
  if (by !== id) throw new CrexError('message.wrong-sender', 'a member publishes its own figures, and no others');
}

/** In the time zone that the directory names for the member. */
function checkOver({ month }: Statistics, present: string): void {
  if (month >= present) throw new CrexError('message.not-over', 'the month is not over in the member’s time zone');
}

function checkRecent({ month }: Statistics, present: string): void {
  if (month < monthsAfter(present, -MOST_MONTHS_LATE)) {
    throw new CrexError('message.expired', 'the month ended more than a year ago');
  }
}

function checkTime({ time }: Statistics, now: number): void {
  if (time > now + MAX_SKEW_SECONDS) {
    throw new CrexError('message.from-future', 'the time of the statistics is ahead of this clock', {
      nextStep: 'synchronise both clocks (NTP)',
    });
  }
}

/** From two publications of one month hidden numbers could follow. */
function checkFirst(isKept: boolean): void {
  if (!isKept) throw new CrexError('message.published-otherwise', 'other figures of this month are here');
}
