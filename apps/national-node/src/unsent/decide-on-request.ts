import type { AuditLog } from '#libs/audit';
import { afterCommit, inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { AnswerBells } from '../ask/answer-bells.js';
import type { AskInput } from '../ask/ask-input.js';
import type { AskingRights, NotAllowed } from '../ask/asking-rights.js';
import type { SendQuestions } from '../ask/send-questions.js';
import type { Home, Official } from '../context.js';
import { logDraft } from './log-draft.js';
import { notFound } from './not-found.js';
import type { ApprovalInput } from './unsent-input.js';
import { stepTo, type UnsentState } from './unsent-state.js';
import type { OpenUnsent, UnsentStore } from './unsent.store.js';

/**
 * The second person: another official of the same authority, in a role that may ask the same, sends what waits or gives it
 * back. The policy is asked again, as it is now, for both of them; what was checked when it was submitted is frozen.
 */
export class DecideOnRequest {
  constructor(
    private readonly database: Database,
    private readonly unsent: UnsentStore,
    private readonly rights: AskingRights,
    private readonly send: SendQuestions,
    private readonly log: AuditLog,
    private readonly bells: AnswerBells,
    private readonly courier: Doorbell,
    private readonly home: Home,
    /** How long a draft is kept that was given back. */
    private readonly draftLifeMs: number,
  ) {}

  /** @throws ask.not-found, ask.same-official, ask.not-allowed */
  async run(approver: Official, requestId: string, { decision, reason }: ApprovalInput): Promise<UnsentState> {
    const done = await inTransaction(this.database, async (tx) => {
      const waiting = await this.unsent.waiting(tx, requestId, approver.authority);
      if (waiting?.askedBy == null || !this.mayAskToo(approver, waiting)) throw notFound();
      const asker = askerOf(waiting, waiting.askedBy, approver);
      checkSecondPerson(asker, approver);
      if (decision === 'REJECT') return this.giveBack(tx, approver, waiting, reason);
      const input = waiting.body as AskInput;
      const refusal = this.rights.refusalOf(asker.role, input, waiting.kind);
      return refusal === undefined ? this.approve(tx, asker, approver, waiting) : { asker, input, refusal };
    });
    if (typeof done !== 'string') return this.refuse(done, approver);
    this.courier.ring();
    return done;
  }

  /** What a role may not ask, it is not told of. */
  private mayAskToo({ id, role }: Official, { askedBy, body, kind }: OpenUnsent): boolean {
    return id === askedBy || this.rights.refusalOf(role, body as AskInput, kind) === undefined;
  }

  private async approve(tx: Transaction, asker: Official, approver: Official, waiting: OpenUnsent) {
    const { requestId } = waiting;
    await this.send.run(tx, waiting, asker, waiting.body as AskInput, approver);
    const state = stepTo(waiting.state, 'APPROVE');
    const changedAt = this.home.nowSeconds();
    await this.unsent.change(tx, requestId, { state, content: null, changedAt, approvedBy: approver.id });
    await this.log.append(sqlOf(tx), [logDraft(approver, requestId, 'APPROVED')]);
    afterCommit(tx, () => this.bells.ring(requestId));
    return state;
  }

  private async giveBack(tx: Transaction, by: Official, { requestId, state: from, body }: OpenUnsent, reason?: string) {
    const why = reason === undefined ? {} : { reason };
    const state = stepTo(from, 'RETURN');
    const changedAt = this.home.nowSeconds();
    const lapsesAt = changedAt + Math.floor(this.draftLifeMs / 1000);
    await this.unsent.change(tx, requestId, { state, content: { body, returned: why }, changedAt, lapsesAt });
    await this.log.append(sqlOf(tx), [logDraft(by, requestId, 'RETURNED', why)]);
    afterCommit(tx, () => this.bells.ring(requestId));
    return state;
  }

  /** The policy has changed since: the request waits on, until it is given back or its time is over. */
  private async refuse({ asker, input, refusal }: Refused, approver: Official): Promise<never> {
    return this.rights.refuse(asker, input, refusal, approver);
  }
}

interface Refused {
  readonly asker: Official;
  readonly input: AskInput;
  readonly refusal: NotAllowed;
}

/** Of the approver's authority: nobody else's was looked for. */
function askerOf({ role }: OpenUnsent, id: string, { authority }: Official): Official {
  return { kind: 'official', id, role, authority };
}

/** Two roles of one person are one person. */
function checkSecondPerson(asker: Official, approver: Official): void {
  if (approver.id === asker.id) {
    throw new CrexError('ask.same-official', 'whoever asks does not decide on it', {
      nextStep: 'another official of your authority decides; you can take it back (discard the draft)',
    });
  }
}
