import type { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import { Doorbell, type Database, type Logger } from '#libs/platform';
import type { DecideAnswer } from '../answer/decide-answer.js';
import type { Home } from '../context.js';
import type { wireAnswer } from '../answer/wire-answer.js';
import type { KeptContent } from '../courier/kept-content.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { RecallStore } from '../recall/recall.store.js';
import { SendRecall } from '../recall/send-recall.js';
import type { PromiseStore } from '../log/promise.store.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import type { Trust } from '../trust.js';
import type { ExtractMaking } from './extract-making.js';
import { EndExtract } from './end-extract.js';
import { ExtractController } from './extract.controller.js';
import { ExtractStatusController } from './extract-status.controller.js';
import { TellExtractStatus } from './tell-extract-status.js';
import { ExtractStore } from './extract.store.js';
import { IssueExtract } from './issue-extract.js';
import { LookupLimit } from './lookup-limit.js';
import { JudgeExtract } from './judge-extract.js';
import { ReceiveExtract } from './receive-extract.js';
import { ReceivedExtracts } from './received-extract.store.js';
import { ReissueExtract } from './reissue-extract.js';
import { RecallExtract, RevokeExtract } from './revoke-extract.js';
import { SealExtracts } from './seal-extracts.js';
import { ViewExtract } from './view-extract.js';

/** What the room of extracts stands on. */
export interface ExtractFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly home: Home;
  readonly trust: Trust;
  readonly decide: DecideAnswer;
  readonly alarm: RaiseAlarm;
  readonly courier: Doorbell;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly making: ExtractMaking | undefined;
}

/** The wiring list of the side that issues. */
function wireIssuing({ database, log, home, trust, decide, making, ...base }: ExtractFoundation) {
  const { alarm, courier, registry, logger } = base;
  const extracts = new ExtractStore(log);
  const bell = new Doorbell();
  return {
    ...{ bell, extracts },
    tellStatus: new TellExtractStatus(database, extracts),
    lookupLimit: new LookupLimit(home.clock),
    issue: new IssueExtract(making, decide, extracts, log, trust, bell, home),
    sealExtracts: new SealExtracts(
      ...([database, making, extracts, trust] as const),
      ...([alarm, courier, registry, logger, home] as const),
    ),
  };
}

/** What ends and replaces extracts stands on. */
export interface EndingFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly home: Home;
  readonly outbox: OutboxStore;
  readonly decide: DecideAnswer;
  readonly extracts: ExtractStore;
  readonly answering: Pick<ReturnType<typeof wireAnswer>, 'received' | 'read' | 'send'>;
  readonly courier: Doorbell;
}

/** The wiring list of what the operator does with extracts. */
export function wireEnding({ database, log, home, outbox, decide, extracts, answering, courier }: EndingFoundation) {
  const { received, read, send } = answering;
  const recalls = new RecallStore();
  const sendRecall = new SendRecall(recalls, outbox, log, home);
  const recall = new RecallExtract(new EndExtract(extracts, log, home), received, recalls, sendRecall, home);
  return {
    revoke: new RevokeExtract(database, extracts, recall, courier),
    reissue: new ReissueExtract(database, extracts, received, read, decide, send, recall, courier),
  };
}

/** What the side stands on that receives extracts. */
export interface ReceivingFoundation {
  readonly database: Database;
  readonly kept: KeptContent;
  readonly log: AuditLog;
  readonly promises: PromiseStore;
  readonly alarm: RaiseAlarm;
  readonly trust: Trust;
  readonly logger: Logger;
  readonly home: Home;
  /** DER of the CA certificates of time-stamp authorities that are believed. */
  readonly timeStampAuthorities: readonly Uint8Array[];
}

/** The wiring list of the side that receives. */
export function wireReceiving({
  database,
  kept,
  log,
  promises,
  alarm,
  trust,
  logger,
  home,
  ...base
}: ReceivingFoundation) {
  const received = new ReceivedExtracts();
  const judge = new JudgeExtract(base.timeStampAuthorities, home);
  return {
    receiveExtract: new ReceiveExtract(judge, received, promises, trust, alarm),
    viewExtract: new ViewExtract(database, received, kept, judge, log, logger, home),
  };
}

export const extractControllers = [ExtractController, ExtractStatusController];

/** Both sides of extracts. */
export function wireExtracts(base: Omit<ExtractFoundation, 'making'> & ReceivingFoundation & ExtractMakingOf) {
  return {
    issuing: wireIssuing({ ...base, making: base.extractMaking }),
    extractsOfOthers: wireReceiving(base),
  };
}

interface ExtractMakingOf {
  readonly extractMaking?: ExtractMaking | undefined;
}

/** What the controllers of this room are given. */
export function extractProviders(issuing: ReturnType<typeof wireIssuing>, receiving: ReturnType<typeof wireReceiving>) {
  return [
    { provide: ViewExtract, useValue: receiving.viewExtract },
    { provide: TellExtractStatus, useValue: issuing.tellStatus },
    { provide: LookupLimit, useValue: issuing.lookupLimit },
  ];
}
