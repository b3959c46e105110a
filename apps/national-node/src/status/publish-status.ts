import { sqlOf, type Database } from '#libs/platform';
import { signStatus, type Signer } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { PlannedOutageStore } from './planned-outage.store.js';

/** Says to the others how this node is: software, outages to come, and how far it is behind with its answers. */
export class PublishStatus {
  constructor(
    private readonly database: Database,
    private readonly outages: PlannedOutageStore,
    private readonly broker: Pick<BrokerConnection, 'putStatus'>,
    private readonly signer: Signer,
    private readonly software: () => Promise<string>,
    private readonly home: Home,
  ) {}

  /** @throws courier.*; a status that did not arrive is followed by the next one */
  async run(): Promise<void> {
    const time = this.home.nowSeconds();
    const outages = await this.outages.coming(time);
    const { waiting, since } = await this.unanswered();
    const oldest = since === null ? 0 : Math.max(0, time - since);
    const { env, country: by } = this.home;
    const status = { env, by, time, software: await this.software(), outages, waiting, oldest };
    await this.broker.putStatus(await signStatus(status, this.signer));
  }

  private async unanswered(): Promise<{ waiting: number; since: number | null }> {
    const [row] = await sqlOf(this.database.manager).query<{ waiting: number; since: number | null }>(
      `SELECT count(*)::integer AS waiting, floor(extract(epoch FROM min(received_at)))::bigint AS since
       FROM inbox WHERE class = 'request' AND state IN ('NEW', 'HELD')`,
    );
    return row ?? { waiting: 0, since: null };
  }
}
