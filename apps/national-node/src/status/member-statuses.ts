import {
  checkEnvironment,
  checkShape,
  isCrexError,
  MAX_SKEW_SECONDS,
  parseJson,
  readStatus,
  type CountryCode,
  type Status,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { Oddities } from '../courier/oddities.js';
import type { Trust } from '../trust.js';

const LIST_LIMITS = { maxBytes: 524_288, maxDepth: 2, maxValues: 64, integersAndStringsOnly: true } as const;
const listSchema = {
  type: 'object',
  properties: { statuses: { type: 'array', items: { type: 'string', maxLength: 8192 }, maxItems: 32 } },
  required: ['statuses'],
  additionalProperties: false,
} as const;

/**
 * What the members have last said of their nodes. The broker only carries it: each status is verified here with its
 * member's own certificate, and an older one never takes the place of a later one.
 */
export class MemberStatuses {
  private readonly latest = new Map<CountryCode, Status>();

  constructor(
    private readonly broker: Pick<BrokerConnection, 'statuses'>,
    private readonly trust: Trust,
    private readonly oddities: Oddities,
    private readonly home: Home,
  ) {}

  /** Fetches them anew. @throws courier.*, message.malformed when the broker's list is none */
  async refresh(): Promise<void> {
    const list = parseJson(await this.broker.statuses(), LIST_LIMITS);
    checkShape(listSchema, list, 'message.malformed', 'the list of statuses');
    for (const token of (list as { statuses: readonly string[] }).statuses) await this.take(token);
  }

  /** Undefined for a member that has not been heard. */
  of(country: CountryCode): Status | undefined {
    return this.latest.get(country);
  }

  private async take(token: string): Promise<void> {
    try {
      const jws = readStatus(token);
      const status = jws.payload;
      if (status.time <= (this.latest.get(status.by)?.time ?? -1)) return;
      checkEnvironment(status, this.home.env);
      await this.trust.checkSigned(jws, status.by, status.time);
      if (status.time <= this.home.nowSeconds() + MAX_SKEW_SECONDS) this.latest.set(status.by, status);
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.oddities.note(error.code);
    }
  }
}
