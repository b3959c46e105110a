import type { DynamicModule } from '@nestjs/common';
import { localKek, openLog } from '#libs/audit';
import type { DirectoryView } from '#libs/directory';
import type { Database } from '#libs/platform';
import { fromBase64url, type Clock } from '#libs/protocol';
import { BrokerIdentity } from './broker-identity.js';
import type { BrokerConfiguration } from './config.js';
import { AcceptOnline } from './directory/accept-online.js';
import { CurrentDirectory } from './directory/current-directory.js';
import { DirectoryController } from './directory/directory.controller.js';
import { PublishDirectory } from './directory/publish-directory.js';
import { Publisher } from './directory/publisher.js';
import { RenewOwnPart } from './directory/renew-own-part.js';
import { RenewTimestamp } from './directory/renew-timestamp.js';
import { Trust } from './directory/trust.js';
import { EraseDue } from './erasure/erase-due.js';
import type { BrokerKeys } from './keys.js';
import { CheckTables } from './log/check-tables.js';
import { LogCheckStore } from './log/log-check.store.js';
import { RecordKeys } from './log/record-keys.js';
import { RecordSettings } from './log/record-settings.js';
import { LogsController } from './logs/logs.controller.js';
import { PublishOwnLog } from './logs/publish-own-log.js';
import { PutCheckpoint } from './logs/put-checkpoint.js';
import { PutCosignature } from './logs/put-cosignature.js';
import { PutTile } from './logs/put-tile.js';
import type { Alarmed } from './logs/shelf.js';
import { WitnessLogs } from './logs/witness-logs.js';
import { ShelfStore } from './logs/shelf.store.js';
import { Doorbells } from './mailbox/doorbells.js';
import { ExpireMessages } from './mailbox/expire-messages.js';
import { FetchMailbox } from './mailbox/fetch-mailbox.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { PostgresMailbox } from './mailbox/mailbox.store.js';
import { MemberLimits } from './mailbox/member-limits.js';
import { PutMessages } from './mailbox/put-messages.js';
import { TakeMessages } from './mailbox/take-messages.js';
import { PutStatistics } from './statistics/put-statistics.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsStore } from './statistics/statistics.store.js';
import { PutStatus } from './status/put-status.js';
import { StatusController } from './status/status.controller.js';
import { StatusStore } from './status/status.store.js';

/** What the parts are made of. */
export interface BrokerPowers {
  readonly config: WiringSettings;
  readonly clock: Clock;
  readonly database: Database;
  readonly keys: BrokerKeys;
  readonly directoryChanged: (view: DirectoryView) => void;
  /** Hears of each result: `stored`, `repeated`, or the code of a refusal. */
  readonly counted: (code: string) => void;
  /** Hears of logs that contradict themselves. */
  readonly alarmed: Alarmed;
}

type WiringSettings = Omit<BrokerConfiguration, 'keysFolder' | 'passphrase' | 'databaseUrl'>;

export type Broker = ReturnType<typeof wireBroker>;

/** The wiring list: every part of the broker with all that it can reach. */
export function wireBroker({ config, clock, database, keys, directoryChanged, counted, alarmed }: BrokerPowers) {
  const identity = new BrokerIdentity(config.env, clock, keys.signer);
  const log = openLog({
    ...{ origin: config.logOrigin, clock },
    kek: localKek(fromBase64url(config.auditKek)),
    pseudonymKey: fromBase64url(config.auditPseudonymKey),
  });
  const directory = new CurrentDirectory(database, identity, directoryChanged);
  const trust = new Trust(directory, identity);
  const publisher = new Publisher(log, identity, keys.publisher);
  const limits = new MemberLimits(clock, config);
  const mailbox = new PostgresMailbox(database, config);
  const doorbells = new Doorbells();
  const shelf = new ShelfStore(database);
  const statuses = new StatusStore(database);
  const statistics = new StatisticsStore(database);
  const putTile = new PutTile(database, shelf, trust, config, alarmed);
  const putCosignature = new PutCosignature(shelf, trust, identity);
  const putCheckpoint = new PutCheckpoint(database, shelf, trust, alarmed);
  return {
    ...{ identity, log, directory, trust, publisher, limits, mailbox, shelf, statuses, statistics },
    putStatus: new PutStatus(statuses, trust, identity),
    putStatistics: new PutStatistics(statistics, trust, identity),
    putMessages: new PutMessages(database, mailbox, trust, log, identity, doorbells, counted),
    fetchMailbox: new FetchMailbox(mailbox, trust, identity, doorbells),
    takeMessages: new TakeMessages(database, mailbox, trust, log, identity, doorbells),
    expireMessages: new ExpireMessages(database, mailbox, log, identity, doorbells),
    eraseDue: new EraseDue(database, log, config.retentionMonths),
    ...{ putTile, putCheckpoint },
    publishOwnLog: new PublishOwnLog(database, shelf, putTile, putCheckpoint, trust, config.logOrigin),
    putCosignature,
    witnessLogs: new WitnessLogs(shelf, trust, putCosignature, keys.witness, alarmed, identity),
    acceptOnline: new AcceptOnline(database, publisher, directory, identity),
    publishDirectory: new PublishDirectory(database, publisher, identity),
    renewOwnPart: new RenewOwnPart(database, publisher, directory, keys, identity),
    renewTimestamp: new RenewTimestamp(database, publisher, directory, identity, config.timestampPeriodMs),
    recordKeys: new RecordKeys(database, directory, keys, log, identity),
    checkTables: new CheckTables(database, trust, new LogCheckStore(), config.logOrigin, identity),
    recordSettings: new RecordSettings(database, log),
  };
}

/** The controllers, given the parts that they call. */
export class BrokerModule {
  static of(broker: Broker): DynamicModule {
    const { mailbox, putMessages, fetchMailbox, takeMessages, limits, directory, acceptOnline } = broker;
    const { shelf, putTile, putCheckpoint, putCosignature, putStatus, statuses, putStatistics, statistics } = broker;
    const parts = [
      ...[mailbox, putMessages, fetchMailbox, takeMessages, limits, directory, acceptOnline],
      ...[shelf, putTile, putCheckpoint, putCosignature, putStatus, statuses, putStatistics, statistics],
    ];
    return {
      module: BrokerModule,
      controllers: [MailboxController, DirectoryController, LogsController, StatusController, StatisticsController],
      providers: parts.map((part) => ({ provide: part.constructor, useValue: part })),
    };
  }
}
