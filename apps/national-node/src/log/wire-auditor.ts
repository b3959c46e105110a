import type { AuditLog } from '#libs/audit';
import type { Database, Logger } from '#libs/platform';
import type { Home } from '../context.js';
import { ReconciliationStore } from '../reconcile/reconciliation.store.js';
import { AlarmStore } from './alarm.store.js';
import { AuditedRead } from './audited-read.js';
import { AuditorController } from './auditor.controller.js';
import { MakeDisclosureReport } from './disclosure-report.js';
import { EvidenceController } from './evidence.controller.js';
import { ExportLog } from './export-log.js';
import { LogCheckStore } from './log-check.store.js';
import { LogStatistics } from './log-statistics.js';
import { OversightController } from './oversight.controller.js';
import { ProofFromTree } from './proof-of-entry.js';
import { ReadEntry } from './read-entry.js';
import { ReportPrinter } from './report-printer.js';
import { SearchLog } from './search-log.js';
import { ViewAlarms } from './view-alarms.js';
import { ViewReconciliations } from './view-reconciliations.js';
import { ViewUnusual } from './view-unusual.js';
import { WitnessesController } from './witnesses.controller.js';

export const auditorControllers = [AuditorController, OversightController, WitnessesController, EvidenceController];

interface AuditorFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly home: Home;
  readonly logger: Logger;
}

/** What an auditor may do with the log. */
export function wireAuditor({ database, log, home, logger }: AuditorFoundation) {
  const reads = new AuditedRead(database, log, logger);
  const proofs = new ProofFromTree();
  return {
    searchLog: new SearchLog(reads, log, home),
    readEntry: new ReadEntry(reads, log, proofs),
    disclosureReport: new MakeDisclosureReport(reads, log, home),
    logStatistics: new LogStatistics(reads, home),
    exportLog: new ExportLog(reads, log, proofs, database, home),
    reportPrinter: new ReportPrinter(),
    viewUnusual: new ViewUnusual(reads, log, home),
    viewAlarms: new ViewAlarms(reads, new AlarmStore(), new LogCheckStore()),
    viewReconciliations: new ViewReconciliations(reads, new ReconciliationStore(), home),
  };
}

/** What the auditor's controllers are given, but for what belongs to those who watch the logs (wire-log.ts). */
export function auditorProviders(auditor: ReturnType<typeof wireAuditor>) {
  return [
    { provide: SearchLog, useValue: auditor.searchLog },
    { provide: ReadEntry, useValue: auditor.readEntry },
    { provide: MakeDisclosureReport, useValue: auditor.disclosureReport },
    { provide: LogStatistics, useValue: auditor.logStatistics },
    { provide: ExportLog, useValue: auditor.exportLog },
    { provide: ReportPrinter, useValue: auditor.reportPrinter },
    { provide: ViewUnusual, useValue: auditor.viewUnusual },
    { provide: ViewAlarms, useValue: auditor.viewAlarms },
    { provide: ViewReconciliations, useValue: auditor.viewReconciliations },
  ];
}
