import { softwareVersion } from '#libs/platform';
import type { Oddities } from '../courier/oddities.js';
import type { Foundation } from '../national-node.module.js';
import type { Trust } from '../trust.js';
import { MemberStatuses } from './member-statuses.js';
import { PlannedOutageStore } from './planned-outage.store.js';
import { PublishStatus } from './publish-status.js';
import { ViewMembers } from './view-members.js';

type Base = Pick<Foundation, 'database' | 'broker' | 'home' | 'keys'>;

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
