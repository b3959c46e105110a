import type { Database } from '#libs/platform';
import type { Signer } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { Oddities } from '../courier/oddities.js';
import type { Trust } from '../trust.js';
import { MemberStatistics } from './member-statistics.js';
import { PublishStatistics } from './publish-statistics.js';
import { StatisticsStore } from './statistics.store.js';
import { ViewPurposes } from './view-purposes.js';
import { ViewStatistics } from './view-statistics.js';

interface Base {
  readonly database: Database;
  readonly broker: BrokerConnection;
  readonly home: Home;
  readonly keys: { readonly signer: Signer };
}

/** What a node publishes of each month, and reads of the others. */
export function wireStatistics({ database, broker, keys, home }: Base, trust: Trust, oddities: Oddities) {
  const store = new StatisticsStore(database);
  const memberStatistics = new MemberStatistics(store, broker, trust, oddities, home);
  return {
    publishStatistics: new PublishStatistics(database, store, memberStatistics, broker, keys.signer, home),
    memberStatistics,
    viewStatistics: new ViewStatistics(store, home),
    viewPurposes: new ViewPurposes(database, store, home),
  };
}

/** As providers of the module. */
export function statisticsProviders({ viewStatistics, viewPurposes }: ReturnType<typeof wireStatistics>) {
  return [
    { provide: ViewStatistics, useValue: viewStatistics },
    { provide: ViewPurposes, useValue: viewPurposes },
  ];
}
