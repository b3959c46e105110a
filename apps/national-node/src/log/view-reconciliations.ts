import type { ReconciliationState, ReconciliationStore } from '../reconcile/reconciliation.store.js';
import type { Home } from '../context.js';
import type { AuditedRead, Auditor } from './audited-read.js';

/** What was stated of the messages from one country to another, and what was found. */
export interface ReconciledPair extends Omit<ReconciliationState, 'direction' | 'other'> {
  readonly from: string;
  readonly to: string;
}

/** Shows an auditor how far the messages with each country are reconciled, and what differed. */
export class ViewReconciliations {
  constructor(
    private readonly reads: AuditedRead,
    private readonly reconciliations: ReconciliationStore,
    private readonly home: Home,
  ) {}

  /** @throws log.unavailable */
  run(auditor: Auditor): Promise<ReconciledPair[]> {
    return this.reads.run(auditor, async (sql) => {
      const result = (await this.reconciliations.lastOfPairs(sql)).map((state) => pairOf(this.home, state));
      return { result, scope: 'METADATA', count: 0, query: { asked: 'RECONCILIATIONS' } };
    });
  }
}

export function pairOf({ country }: Home, { direction, other, ...state }: ReconciliationState): ReconciledPair {
  const [from, to] = direction === 'SENT' ? [country, other] : [other, country];
  return { from, to, ...state };
}
