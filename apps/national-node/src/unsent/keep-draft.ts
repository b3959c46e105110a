import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Asking } from '../ask/question.store.js';
import type { Home, Official } from '../context.js';
import { logDraft, type DraftAction } from './log-draft.js';
import { notFound } from './not-found.js';
import { countriesIn } from './unsent-input.js';
import { checkDraft, stepTo } from './unsent-state.js';
import type { OpenUnsent, UnsentRequest, UnsentStore } from './unsent.store.js';

/** What an official may have lying there unsent. */
export const MAX_UNSENT = 100;

/** An official keeps what is not finished, changes it, and throws it away. Nobody else sees it, and nothing of it is executed. */
export class KeepDraft {
  constructor(
    private readonly database: Database,
    private readonly unsent: UnsentStore,
    private readonly log: AuditLog,
    private readonly home: Home,
    /** How long a draft is kept after its last change. */
    private readonly lifeMs: number,
  ) {}

  /** @returns the id of the draft, which will be that of the request @throws ask.too-many-drafts */
  async keep(official: Official, kind: Asking, request: object): Promise<string> {
    const requestId = randomUUID();
    const { id: askedBy, role, authority } = official;
    await inTransaction(this.database, async (tx) => {
      checkRoom((await this.unsent.ofOfficial(tx, askedBy, MAX_UNSENT)).length);
      const createdAt = this.home.nowSeconds();
      await this.unsent.keepRequest(tx, requestId, kind, askedBy, new Date(this.home.clock.nowMs()));
      const row = { requestId, state: 'DRAFT', countries: countriesIn(request), askedBy, role, authority } as const;
      await this.unsent.keep(tx, { ...row, createdAt, lapsesAt: this.lapsesAt() }, { body: request });
      await this.logAction(tx, official, requestId, 'KEPT');
    });
    return requestId;
  }

  /** Takes the place of what was written. @throws ask.not-found, ask.not-a-draft */
  async change(official: Official, requestId: string, request: object): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const draft = await this.own(tx, official, requestId);
      checkDraft(draft.state);
      await this.unsent.change(tx, requestId, {
        ...{ state: draft.state, countries: countriesIn(request), lapsesAt: this.lapsesAt() },
        content: { body: request, ...(draft.returned === undefined ? {} : { returned: draft.returned }) },
        changedAt: this.home.nowSeconds(),
      });
    });
  }

  /** One that waits for approval is taken back so, too. @throws ask.not-found, ask.not-a-draft */
  async discard(official: Official, requestId: string): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const { state } = await this.own(tx, official, requestId);
      const changedAt = this.home.nowSeconds();
      await this.unsent.change(tx, requestId, { state: stepTo(state, 'DISCARD'), content: null, changedAt });
      await this.logAction(tx, official, requestId, 'DISCARDED');
    });
  }

  /** What this official has not sent, the newest first; without a word of what is written in it. */
  list({ id }: Official): Promise<UnsentRequest[]> {
    return inTransaction(this.database, (tx) => this.unsent.ofOfficial(tx, id, MAX_UNSENT));
  }

  private async own(tx: Transaction, { id }: Official, requestId: string): Promise<OpenUnsent> {
    const draft = await this.unsent.own(tx, requestId, id);
    if (draft === undefined) throw notFound();
    return draft;
  }

  private logAction(tx: Transaction, official: Official, target: string, action: DraftAction) {
    return this.log.append(sqlOf(tx), [logDraft(official, target, action)]);
  }

  private lapsesAt(): number {
    return this.home.nowSeconds() + Math.floor(this.lifeMs / 1000);
  }
}

function checkRoom(held: number): void {
  if (held >= MAX_UNSENT) {
    throw new CrexError('ask.too-many-drafts', `an official may have ${MAX_UNSENT} requests that are not sent`, {
      nextStep: 'submit or discard some',
    });
  }
}
