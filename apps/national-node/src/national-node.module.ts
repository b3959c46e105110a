import { Module, type DynamicModule } from '@nestjs/common';
import { Doorbell, SessionLock, sqlOf } from '#libs/platform';
import { DecideAnswer } from './answer/decide-answer.js';
import { RecordRecipients } from './answer/record-recipients.store.js';
import { wireAnswer } from './answer/wire-answer.js';
import { AnswerBells } from './ask/answer-bells.js';
import { CloseOverdue } from './ask/close-overdue.js';
import { QuestionStore } from './ask/question.store.js';
import { RequestController } from './ask/request.controller.js';
import { RequestSearchController } from './searches/request-search.controller.js';
import { ReceiveReply } from './ask/receive-reply.js';
import { QuestionController } from './ask/question.controller.js';
import { QuestionLife } from './ask/question-life.store.js';
import { askProviders, wireAsk } from './ask/wire-ask.js';
import { SettleQuestion } from './ask/settle-question.js';
import { DisseminationController } from './ask/dissemination.controller.js';
import { ViewRequest } from './ask/view-request.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { ClerkController } from './clerk/clerk.controller.js';
import { clerkProviders, wireClerk } from './clerk/wire-clerk.js';
import { wireBudgets } from './budget/wire-budgets.js';
import { Home } from './context.js';
import type { Foundation } from './foundation-parts.js';
import { CheckNumbers } from './courier/check-numbers.js';
import { Collect } from './courier/collect.js';
import { CompareDirectories } from './courier/compare-directories.js';
import { Deliver } from './courier/deliver.js';
import { EndUndelivered } from './courier/end-undelivered.js';
import { HoldCourier } from './courier/hold-courier.js';
import { InboxStore } from './courier/inbox.store.js';
import { KeepStatement } from './courier/keep-statement.js';
import { KeptContent } from './courier/kept-content.js';
import { Oddities } from './courier/oddities.js';
import { OpenMessage } from './courier/open-message.js';
import { OutboxStore } from './courier/outbox.store.js';
import { QueueVoids } from './courier/queue-voids.js';
import { ReceiveControl } from './courier/receive-control.js';
import { ReceiveFault } from './courier/receive-fault.js';
import { RefuseMessage } from './courier/refuse-message.js';
import { SealOutgoing } from './courier/seal-outgoing.js';
import { WorkInbox, type Receivers } from './courier/work-inbox.js';
import { EraseByOrder } from './erasure/erase-by-order.js';
import { EraseDue, keptByRules } from './erasure/erase-due.js';
import { ErasureStore } from './erasure/erasure.store.js';
import { extractControllers, extractProviders, wireEnding, wireExtracts } from './extract/wire-extract.js';
import { auditorControllers, auditorProviders, wireAuditor } from './log/wire-auditor.js';
import { watchingProviders, wireLog } from './log/wire-log.js';
import { NotificationStore } from './notify/notification.store.js';
import { ReviewController } from './review/review.controller.js';
import { reviewProviders, wireReview } from './review/wire-review.js';
import { NotificationController } from './notify/notification.controller.js';
import { notifyProviders, wireNotify } from './notify/wire-notify.js';
import { wireRecall } from './recall/wire-recall.js';
import { QueryController } from './query/query.controller.js';
import { PublicTrustController } from './public/public-trust.controller.js';
import { ViewPublicTrust } from './public/view-public-trust.js';
import { queryProviders, wireQuery } from './query/wire-query.js';
import { CompareMessages } from './reconcile/compare-messages.js';
import { KeepComparison } from './reconcile/keep-comparison.js';
import { ReconciliationStore } from './reconcile/reconciliation.store.js';
import { StateMessages } from './reconcile/state-messages.js';
import { WatchReconciliation } from './reconcile/watch-reconciliation.js';
import { OnlinePart } from './keys/online-part.js';
import { watchOwnEntry } from './keys/own-entry-metrics.js';
import { PublishOnline } from './keys/publish-online.js';
import { RecordKeys } from './keys/record-keys.js';
import { RenewOnline } from './keys/renew-online.js';
import { RenewSealingKey } from './keys/renew-sealing-key.js';
import { RecordSettings } from './log/record-settings.js';
import { BrokerLogs } from './log/broker-logs.js';
import { CheckLog } from './log/check-log.js';
import { CollectCosignatures } from './log/collect-cosignatures.js';
import { LogController } from './log/log.controller.js';
import { LogFiles } from './log/log-files.js';
import { OwnLog } from './log/own-log.js';
import { PublishLog } from './log/publish-log.js';
import { ReadEntries } from './log/read-entries.js';
import { OperationsController } from './operations/operations.controller.js';
import { operationsProviders, wireOperations } from './operations/wire-operations.js';
import { FindPerson } from './register/find-person.js';
import { RegisterFigures } from './register/register-figures.js';
import { registerVerbs } from './register/register-verbs.js';
import { SearchController } from './register/search.controller.js';
import { SearchRegister } from './register/search-register.js';
import { SearchStore } from './register/search.store.js';
import { wireSource } from './source/wire-source.js';
import { AuthController } from './session/auth.controller.js';
import { staffProviders, wireStaff } from './session/wire-session.js';
import { statisticsProviders, wireStatistics } from './statistics/wire-statistics.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { MembersController } from './status/members.controller.js';
import { ViewMembers } from './status/view-members.js';
import { wireStatus } from './status/wire-status.js';
import { Trust } from './trust.js';
import { unsentControllers, unsentProviders, wireUnsent } from './unsent/wire-unsent.js';

/** Names the lock of the one courier among the locks of this database. */
const COURIER_LOCK = 4_739_203;

/** The wiring list: what each verb may do stands in its constructor, and is given to it here. */
export function wire({ home, database, log, policy, ...base }: Foundation) {
  const bells = { courier: new Doorbell(), inbox: new Doorbell() };
  const answerBells = new AnswerBells();
  const trust = new Trust(base.directory, home);
  const { signer } = base.keys;

  const kept = new KeptContent(log);
  const outbox = new OutboxStore(kept);
  const inbox = new InboxStore(kept);
  const questions = new QuestionStore(kept);
  const life = new QuestionLife(kept);
  const recipients = new RecordRecipients(log);
  const registering = registerVerbs({ database, log, home });
  const { register, pullSource, compareTold } = wireSource(
    { ...base, database, log, home },
    registering.takeStatistics,
  );
  const search = new SearchStore();
  const figures = new RegisterFigures(search);
  const find = new FindPerson(search, figures, base.matching);
  const erasure = new ErasureStore();

  const settle = new SettleQuestion(questions, log, answerBells, home);
  const asking = wireAsk({
    ...{ database, inbox, outbox, kept, log, questions, life, settle, answerBells, courier: bells.courier, home },
    registry: base.registry,
  });
  const compareDirectories = new CompareDirectories(base.directory, base.logger, base.registry);
  const oddities = new Oddities(base.logger, base.registry);
  const logs = new BrokerLogs(base.broker);
  const ownLog = new OwnLog(database, base.directory, home, base.config.logOrigin);
  const watching = wireLog({ ...base, logs, ownLog, database, log, home, trust, oddities });
  const { alarm } = watching;
  const recall = wireRecall({ database, inbox, outbox, kept, log, alarm, courier: bells.courier, home });
  const { promises } = watching;
  const notify = wireNotify({
    ...{ database, inbox, outbox, register, find, search, policy, trust, log, promises, alarm, home },
    courier: bells.courier,
  });
  const endUndelivered = new EndUndelivered(outbox, {
    ...{ REQ: settle, QUERY: settle, CAN: asking.receiveCancelled, RAR: asking.informCountry },
    ...{ RECALL: recall.resendRecalls, NOT: notify.sendNotifications },
  });
  const open = new OpenMessage(trust, compareDirectories, () => base.keys.sealing.openers, watching.compareHeads);

  const { heads } = watching;
  const checkNumbers = new CheckNumbers(database, base.broker, base.highWater, home);
  const lock = new SessionLock(database, COURIER_LOCK);
  const seal = new SealOutgoing(database, outbox, trust, log, signer, endUndelivered, heads, home);
  const deliver = new Deliver(database, outbox, seal, base.highWater, base.broker, trust, endUndelivered, home);
  const keepStatement = new KeepStatement(outbox, trust, endUndelivered, home);
  const collect = new Collect(
    database,
    inbox,
    base.broker,
    trust,
    signer,
    keepStatement,
    base.highWater,
    oddities,
    home,
  );

  const status = wireStatus({ ...base, database, home }, trust, oddities);
  const statistics = wireStatistics({ ...base, database, home }, trust, oddities);

  watchOwnEntry(base.directory, home, base.registry);
  const onlinePart = new OnlinePart(database, base.directory, base.keys, home);

  const decide = new DecideAnswer(policy, find, search, register, home);
  const reconciliations = new ReconciliationStore();
  const compare = new CompareMessages(reconciliations, outbox, log, watching.alarm, home);
  const keepComparison = new KeepComparison(reconciliations, log, watching.alarm, home);
  const rooms = { database, log, home, logger: base.logger, registry: base.registry, decide, courier: bells.courier };
  const { issuing, extractsOfOthers } = wireExtracts({ ...base, ...rooms, kept, promises, trust, alarm });
  const { issue: extracts } = issuing;
  const answering = wireAnswer({ ...rooms, inbox, outbox, kept, recipients, extracts, config: base.config });
  const reply = new ReceiveReply(
    ...([database, inbox, questions, life, asking.move, settle, log, watching.promises] as const),
    ...([extractsOfOthers.receiveExtract, home] as const),
  );
  const control = new ReceiveControl(database, inbox, log, compare, keepComparison, bells.courier);
  const { ofOfficial, withinBudget } = wireBudgets(database, home, base.config);
  const sending = wireUnsent({
    ...{ ...rooms, policy, questions, outbox, answerBells, budget: ofOfficial, config: base.config },
  });
  const { ask } = sending;
  const querying = wireQuery({
    ...{ database, inbox, outbox, log, decide, ask, questions, bells, answerBells, trust, home },
  });
  const acknowledgement = recall.receiveAcknowledgement;
  const response = notify.receiveResponse;
  const concerned = { REQ: reply, QUERY: reply, CAN: asking.receiveCancelled, RECALL: acknowledgement, NOT: response };
  const receivers = {
    REQ: withinBudget(answering.answerRequest),
    ...{ RCPT: reply, RRS: reply, FEM: new ReceiveFault(database, outbox, concerned) },
    ...{ RECALL: recall.receiveRecall, RECALLR: acknowledgement },
    ...{ NOT: notify.receiveNotification, NRS: response },
    ...{ QUERY: withinBudget(querying.answerQuery), HITS: reply },
    ...{ RAI: reply, RDL: reply, CANR: asking.receiveCancelled },
    ...{ RAR: answering.receiveInformation, CAN: answering.receiveCancellation },
    ...{ VOID: control, TIMEOUT: control, RECON: control, RECR: control },
  } satisfies Receivers;
  const refuse = new RefuseMessage(database, inbox, outbox, open, log, bells.courier, home);
  const holdCourier = new HoldCourier(lock, base.highWater, checkNumbers, base.logger);
  const checkLog = new CheckLog(ownLog, logs);
  const running = { ownLog, watching, checkNumbers, checkLog, holdCourier };
  return {
    ...{ bells, home, receivers, asking, watching, status, statistics, holdCourier, checkNumbers, checkLog },
    operations: wireOperations({ ...base, database, log, home }, running),
    publishLog: new PublishLog(ownLog, logs),
    collectCosignatures: new CollectCosignatures(ownLog, logs, base.directory),
    logFiles: new LogFiles(sqlOf(database.manager)),
    readEntries: new ReadEntries(database, log, base.logger),
    deliver,
    collect,
    workInbox: new WorkInbox(database, inbox, open, receivers, refuse, base.logger),
    recordSettings: new RecordSettings(database, log),
    renewSealingKey: new RenewSealingKey(database, base.keys.sealing, inbox, log, base.logger, home),
    recordKeys: new RecordKeys(database, base.directory, base.keys, log, home),
    renewOnline: new RenewOnline(onlinePart, base.directory, base.broker, home),
    publishOnline: new PublishOnline(onlinePart, base.keys, base.directory, base.broker, home),
    queueVoids: new QueueVoids(database, outbox, trust, log, home),
    stateMessages: new StateMessages(
      ...([database, reconciliations, outbox, trust, log, bells.courier, watching.alarm, home] as const),
    ),
    watchReconciliation: new WatchReconciliation(database, reconciliations, watching.alarm, home),
    resendRecalls: recall.resendRecalls,
    notify,
    closeOverdue: new CloseOverdue(database, questions, life, asking.move, outbox, settle, log, home),
    ask,
    sending,
    querying,
    eraseDue: new EraseDue(database, erasure, log, keptByRules(recipients, log), home, base.config.retentionMonths),
    eraseByOrder: new EraseByOrder(database, erasure, new NotificationStore(), log, home),
    removePerson: registering.removePerson,
    takeStatistics: registering.takeStatistics,
    pullSource,
    compareTold,
    figures,
    searchRegister: new SearchRegister(database, find, search, log, base.logger),
    viewRequest: new ViewRequest(database, questions, sending.unsent, recall.recalled, life, log, base.logger, home),
    reconciliations,
    watchQuestions: answering.watchQuestions,
    issuing,
    endingExtracts: wireEnding({ ...rooms, outbox, answering, extracts: issuing.extracts }),
    extractsOfOthers,
    viewPublicTrust: new ViewPublicTrust(base.directory, base.timeStampAuthorities, home),
    clerk: wireClerk({ ...rooms, answering }),
    review: wireReview({ ...rooms, alarm }),
    auditor: wireAuditor({ database, log, home, logger: base.logger }),
    ...wireStaff({ ...base, database, log, home }),
  };
}

export type Wiring = ReturnType<typeof wire>;

@Module({})
export class NationalNodeModule {
  static with(wiring: Wiring): DynamicModule {
    return {
      module: NationalNodeModule,
      controllers: [
        CatalogueController,
        RequestController,
        RequestSearchController,
        QuestionController,
        QueryController,
        ...unsentControllers,
        DisseminationController,
        ...extractControllers,
        PublicTrustController,
        SearchController,
        ClerkController,
        NotificationController,
        LogController,
        ...auditorControllers,
        ReviewController,
        MembersController,
        StatisticsController,
        OperationsController,
        AuthController,
      ],
      providers: [
        ...staffProviders(wiring),
        { provide: Home, useValue: wiring.home },
        ...unsentProviders(wiring.sending, wiring.querying.queryCountries),
        ...askProviders(wiring.asking),
        { provide: ViewRequest, useValue: wiring.viewRequest },
        ...extractProviders(wiring.issuing, wiring.extractsOfOthers),
        { provide: ViewPublicTrust, useValue: wiring.viewPublicTrust },
        ...queryProviders(wiring.querying),
        { provide: SearchRegister, useValue: wiring.searchRegister },
        { provide: LogFiles, useValue: wiring.logFiles },
        { provide: ReadEntries, useValue: wiring.readEntries },
        ...auditorProviders(wiring.auditor),
        ...watchingProviders(wiring.watching),
        ...reviewProviders(wiring.review),
        ...clerkProviders(wiring.clerk),
        ...notifyProviders(wiring.notify),
        { provide: ViewMembers, useValue: wiring.status.viewMembers },
        ...statisticsProviders(wiring.statistics),
        ...operationsProviders(wiring.operations),
      ],
    };
  }
}
