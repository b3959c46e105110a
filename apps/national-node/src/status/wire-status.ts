import { softwareVersion, type Database } from '#libs/platform';
import type { Signer } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { Oddities } from '../courier/oddities.js';
import type { Trust } from '../trust.js';
import { MemberStatuses } from './member-statuses.js';
import { PlannedOutageStore } from './planned-outage.store.js';
import { PublishStatus } from './publish-status.js';
import { ViewMembers } from './view-members.js';

interface Base {
  readonly database: Database;
  readonly broker: BrokerConnection;
  readonly home: Home;
  readonly keys: { readonly signer: Signer };
}

/** What a node says of itself and hears of others. */
export function wireStatus({ database, broker, keys, home }: Base, trust: Trust, oddities: Oddities) {
  const outages = new PlannedOutageStore(database);
  const memberStatuses = new MemberStatuses(broker, trust, oddities, home);
  return {
    publishStatus: new PublishStatus(database, outages, broker, keys.signer, softwareVersion, home),
    memberStatuses,
    viewMembers: new ViewMembers(memberStatuses, trust, home),
  };
}
