import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { dueAt } from '#libs/deadline';
import { sqlOf, type Transaction } from '#libs/platform';
import { CrexError, supportOf } from '#libs/protocol';
import type { AskInput } from '../ask/ask-input.js';
import { foundBy } from '../ask/asking-rights.js';
import type { Asking } from '../ask/question.store.js';
import type { Home, Official } from '../context.js';
import { notFound } from './not-found.js';
import { stepTo } from './unsent-state.js';
import type { UnsentStore } from './unsent.store.js';

/** A draft as it was read and checked. */
export interface DraftToSubmit {
  readonly requestId: string;
  readonly kind: Asking;
  readonly version: number;
}

/** A request goes from its author to a second person of the same authority; nothing leaves before that person has approved it. */
export class HandOver {
  constructor(
    private readonly unsent: UnsentStore,
    private readonly log: AuditLog,
    private readonly home: Home,
    /** Working days of this country in which somebody has to decide. */
    private readonly workingDays: number,
  ) {}

  /** The draft, held until the transaction ends, counts for the budget from here. @throws ask.not-found, ask.draft-changed */
  async take(tx: Transaction, official: Official, { requestId, version }: DraftToSubmit, questions: number) {
    const draft = await this.unsent.own(tx, requestId, official.id);
    if (draft === undefined) throw notFound();
    checkUnchanged(draft.version, version);
    await this.unsent.countRequest(tx, requestId, questions, new Date(this.home.clock.nowMs()));
  }

  /** It has been sent: what was written of it stands in its messages alone. */
  async end(tx: Transaction, requestId: string): Promise<void> {
    await this.unsent.change(tx, requestId, {
      ...{ state: stepTo('DRAFT', 'SUBMIT'), content: null, changedAt: this.home.nowSeconds() },
    });
  }

  /** The request waits, with its entry: who wants to ask about whom, for what. A draft has its row already. */
  async run(
    tx: Transaction,
    official: Official,
    { requestId, kind, version }: Omit<DraftToSubmit, 'version'> & { readonly version?: number },
    input: AskInput,
  ): Promise<void> {
    const now = this.home.nowSeconds();
    const { id: askedBy, role, authority } = official;
    await this.logRequested(tx, official, requestId, kind, input);
    const state = stepTo('DRAFT', 'ASK_APPROVAL');
    const lapsesAt = dueAt(this.home.workCalendar, now, { workingDays: this.workingDays });
    const row = { countries: input.to, role, authority, state, lapsesAt };
    const content = { body: { ...input } };
    if (version === undefined) {
      await this.unsent.keep(tx, { requestId, ...row, askedBy, createdAt: now }, content);
    } else await this.unsent.change(tx, requestId, { ...row, content, changedAt: now });
  }

  private async logRequested(tx: Transaction, official: Official, target: string, kind: Asking, input: AskInput) {
    const { to, purpose, legalBasis, caseReference, urgency, subject } = input;
    await this.log.append(sqlOf(tx), [
      {
        ...{ eventId: randomUUID(), entry: { type: 'DRAFT', target, action: 'REQUESTED' } as const },
        ...{ subject: { subject }, actor: { ...official } },
        detail: { asked: kind, to, purpose, legalBasis, caseReference, urgency, ...supportOf(input) },
        findBy: foundBy(official, input),
      },
    ]);
  }
}

function checkUnchanged(now: number, checked: number): void {
  if (now !== checked) {
    throw new CrexError('ask.draft-changed', 'the draft was changed while it was submitted', {
      nextStep: 'look at it, and submit it again',
    });
  }
}
