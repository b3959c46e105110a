import type { AuditLog } from '#libs/audit';
import { afterCommit, inTransaction, sqlOf, type Database } from '#libs/platform';
import { MAX_BATCH } from '#libs/protocol';
import type { AnswerBells } from '../ask/answer-bells.js';
import type { Home } from '../context.js';
import { logDraft } from './log-draft.js';
import { stepTo } from './unsent-state.js';
import type { UnsentStore } from './unsent.store.js';

/** Ends what nobody has submitted or approved in time, and what was written of it. */
export class LapseUnsent {
  constructor(
    private readonly database: Database,
    private readonly unsent: UnsentStore,
    private readonly log: AuditLog,
    private readonly bells: AnswerBells,
    private readonly home: Home,
  ) {}

  /** @returns how many requests ended */
  async run(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const now = this.home.nowSeconds();
      const over = await this.unsent.lapsing(tx, now, MAX_BATCH);
      for (const { requestId, state } of over) {
        await this.unsent.change(tx, requestId, { state: stepTo(state, 'DISCARD'), content: null, changedAt: now });
        afterCommit(tx, () => this.bells.ring(requestId));
      }
      await this.log.append(
        sqlOf(tx),
        over.map(({ requestId }) => logDraft({ kind: 'node' }, requestId, 'LAPSED')),
      );
      return over.length;
    });
  }
}
