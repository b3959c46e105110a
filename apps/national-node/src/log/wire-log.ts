import type { Registry } from 'prom-client';
import type { AuditLog, Ed25519Signer } from '#libs/audit';
import { Doorbell, type Database, type Logger } from '#libs/platform';
import type { Home } from '../context.js';
import { KeptContent } from '../courier/kept-content.js';
import type { Oddities } from '../courier/oddities.js';
import type { Trust } from '../trust.js';
import { AddCheckpoint } from './add-checkpoint.js';
import { AlarmStore } from './alarm.store.js';
import { AuditedRead } from './audited-read.js';
import { BreakPromise } from './break-promise.js';
import type { BrokerLogs } from './broker-logs.js';
import { CheckOwnLog } from './check-own-log.js';
import { CheckTables } from './check-tables.js';
import { ClearAlarm } from './clear-alarm.js';
import { LogCheckStore } from './log-check.store.js';
import { CompareHeads } from './compare-heads.js';
import { CosignedStore } from './cosigned.store.js';
import { ExchangeStore } from './exchange.store.js';
import { ExportEvidence } from './export-evidence.js';
import { ExportExchange } from './export-exchange.js';
import { FollowPromises } from './follow-promises.js';
import { Heads } from './heads.js';
import type { LogSettings } from './log-settings.js';
import type { OwnLog } from './own-log.js';
import { OwnPromiseStore } from './own-promise.store.js';
import { OwnWitness } from './own-witness.js';
import { OwnWitnesses } from './own-witnesses.js';
import { PromiseStore } from './promise.store.js';
import { ProofFromTree } from './proof-of-entry.js';
import { RaiseAlarm } from './raise-alarm.js';
import { SignedContents } from './signed-contents.store.js';
import { SignedSizesStore } from './signed-sizes.store.js';
import { ViewWitnesses } from './view-witnesses.js';
import { WitnessLogs } from './witness-logs.js';

/** What the room of the log stands on. */
export interface LogFoundation {
  readonly database: Database;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly home: Home;
  readonly log: AuditLog;
  readonly logs: BrokerLogs;
  readonly ownLog: OwnLog;
  readonly trust: Trust;
  readonly oddities: Oddities;
  readonly keys: { readonly witness: Ed25519Signer };
  /** Verifier keys of logs that are in no directory (CREX_WITNESSED_LOGS_FILE). */
  readonly furtherLogs: readonly string[];
  readonly config: LogSettings;
}

/** The wiring list of this room. */
export function wireLog(base: LogFoundation) {
  const { database, logger, registry, home, trust, logs, ownLog, config: settings } = base;
  const bell = new Doorbell();
  const alarms = new AlarmStore();
  const checks = new LogCheckStore();
  const alarm = new RaiseAlarm(database, alarms, logger, registry, home);
  const witness = new OwnWitness(database, trust, base.keys.witness, home);
  const cosigned = new CosignedStore();
  const promises = new PromiseStore();
  const kept = new KeptContent(base.log);
  const contents = new SignedContents('inbox', kept);
  const heads = new Heads();
  const sizes = new SignedSizesStore();
  const ownWitnesses = new OwnWitnesses(ownLog, sizes, trust, home);
  const breakPromise = new BreakPromise(database, promises, cosigned, contents, trust, alarm, settings, home);
  return {
    ...{ heads, promises, contents, alarms, alarm, checks, ownWitnesses, headsBell: bell },
    viewWitnesses: new ViewWitnesses(
      ...([new AuditedRead(database, base.log, logger), ownLog, ownWitnesses, sizes, cosigned, trust, home] as const),
    ),
    witnessLogs: new WitnessLogs(
      ...([database, logs, trust, witness, cosigned, heads, alarm, settings, logger, home] as const),
    ),
    addCheckpoint: new AddCheckpoint(database, trust, witness, base.furtherLogs, alarm, home),
    compareHeads: new CompareHeads(database, logs, ownLog, trust, alarm, base.oddities, bell, settings, home),
    followPromises: new FollowPromises(
      ...([database, promises, cosigned, logs, trust, breakPromise, alarm, settings, home] as const),
    ),
    checkOwnLog: new CheckOwnLog(ownLog, new OwnPromiseStore(), sizes, ownWitnesses, alarm, settings, home),
    checkTables: new CheckTables(database, ownLog, trust, checks, alarm, registry, home),
    clearAlarm: new ClearAlarm(database, alarms, base.log, home),
    exportEvidence: new ExportEvidence(database, alarms, contents, base.log),
    exportExchange: new ExportExchange(
      ...([
        database,
        new ExchangeStore(),
        contents,
        new SignedContents('outbox', kept),
        new ProofFromTree(),
        base.log,
        home,
      ] as const),
    ),
  };
}

/** What watching the logs has to show to auditors. */
export function watchingProviders({ exportExchange, viewWitnesses }: ReturnType<typeof wireLog>) {
  return [
    { provide: ExportExchange, useValue: exportExchange },
    { provide: ViewWitnesses, useValue: viewWitnesses },
  ];
}
