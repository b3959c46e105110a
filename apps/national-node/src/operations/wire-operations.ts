import type { AuditLog } from '#libs/audit';
import { softwareVersion, type Database } from '#libs/platform';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { NodeKeys } from '../keys/open-keys.js';
import type { LogCheckStore } from '../log/log-check.store.js';
import type { OwnLog } from '../log/own-log.js';
import type { OwnWitnesses } from '../log/own-witnesses.js';
import { AnnounceOutage } from '../status/announce-outage.js';
import { PlannedOutageStore } from '../status/planned-outage.store.js';
import { LoopRounds } from './loop-rounds.js';
import { nodeChecks } from './node-checks.js';
import { OperationsStore } from './operations.store.js';
import { ViewKeys } from './view-keys.js';
import { ViewLogState } from './view-log-state.js';
import { ViewOperations } from './view-operations.js';

interface OperationsFoundation {
  readonly database: Database;
  readonly directory: CurrentDirectory;
  readonly keys: Pick<NodeKeys, 'certificates' | 'sealing'>;
  readonly log: AuditLog;
  readonly home: Home;
}

interface Running {
  readonly ownLog: OwnLog;
  readonly watching: { readonly ownWitnesses: OwnWitnesses; readonly checks: LogCheckStore };
  readonly checkNumbers: { readonly isPassed: boolean };
  readonly checkLog: { readonly isPassed: boolean };
  readonly holdCourier: { readonly isCourier: boolean };
}

/** What an operator sees of a running node, and announces. */
export function wireOperations({ database, directory, keys, log, home }: OperationsFoundation, running: Running) {
  const store = new OperationsStore();
  const rounds = new LoopRounds(home.clock);
  const checks = nodeChecks({ database, directory, ...running });
  const { watching, ownLog, holdCourier } = running;
  return {
    ...{ rounds, checks },
    viewOperations: new ViewOperations(database, store, rounds, checks, holdCourier, softwareVersion, home),
    viewKeys: new ViewKeys(directory, keys, home),
    viewLogState: new ViewLogState(
      ...([database, store, ownLog, watching.ownWitnesses, watching.checks, directory, home] as const),
    ),
    announceOutage: new AnnounceOutage(database, new PlannedOutageStore(database), log, home),
  };
}

/** As providers of the module. */
export function operationsProviders(operations: ReturnType<typeof wireOperations>) {
  return [
    { provide: ViewOperations, useValue: operations.viewOperations },
    { provide: ViewKeys, useValue: operations.viewKeys },
    { provide: ViewLogState, useValue: operations.viewLogState },
    { provide: AnnounceOutage, useValue: operations.announceOutage },
  ];
}
