import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { CrexError, isCrexError, type Subject } from '#libs/protocol';
import type { AskInput } from '../ask/ask-input.js';
import type { AskingRights } from '../ask/asking-rights.js';
import type { Official } from '../context.js';
import { officialReference, subjectReferences } from '../log/references.js';
import { notFound } from './not-found.js';
import { MAX_UNSENT } from './keep-draft.js';
import type { OpenUnsent, UnsentStore } from './unsent.store.js';

/**
 * Shows what is written in a request that is not sent: to its author, and to whom it waits for. Reading and the log entry
 * VIEW are one transaction, committed before the first byte leaves: without the entry nothing is shown.
 */
export class ViewUnsent {
  constructor(
    private readonly database: Database,
    private readonly unsent: UnsentStore,
    private readonly rights: AskingRights,
    private readonly log: AuditLog,
    private readonly logger: Logger,
  ) {}

  /** @throws ask.not-found, ask.not-a-draft, ask.unavailable */
  own(official: Official, requestId: string): Promise<OpenUnsent> {
    return this.show(official, async (tx) => {
      const found = await this.unsent.own(tx, requestId, official.id);
      return found?.state === 'DRAFT' || found?.state === 'AWAITING_APPROVAL' ? found : undefined;
    });
  }

  /** @throws ask.not-found, ask.unavailable */
  waiting(official: Official, requestId: string): Promise<OpenUnsent> {
    return this.show(official, async (tx) => {
      const found = await this.unsent.waiting(tx, requestId, official.authority);
      return found !== undefined && this.isFor(official, found) ? found : undefined;
    });
  }

  /** What waits for this official: asked by others of the same authority, and of a kind that their role may ask itself. */
  async list(official: Official): Promise<OpenUnsent[]> {
    const waiting = await inTransaction(this.database, (tx) =>
      this.unsent.ofAuthority(tx, official.authority, official.id, MAX_UNSENT),
    );
    return waiting.filter((each) => this.isFor(official, each));
  }

  /** Who may not ask it may not let others ask it; who has asked it looks at the draft. */
  private isFor({ id, role }: Official, { askedBy, body, kind }: OpenUnsent): boolean {
    return askedBy !== id && this.rights.refusalOf(role, body as AskInput, kind) === undefined;
  }

  private async show(official: Official, find: (tx: Transaction) => Promise<OpenUnsent | undefined>) {
    try {
      return await inTransaction(this.database, async (tx) => {
        const found = await find(tx);
        if (found === undefined) throw notFound();
        await this.logView(tx, official, found);
        return found;
      });
    } catch (error) {
      if (isCrexError(error, 'ask.not-found')) throw error;
      this.logger.error({ err: error }, 'a request that is not sent could not be shown');
      throw new CrexError('ask.unavailable', 'the request cannot be shown now: no access goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }

  private async logView(tx: Transaction, official: Official, { requestId: target, state, body }: OpenUnsent) {
    // of a draft nobody knows yet whether it describes a person
    const { subject } = state === 'DRAFT' ? { subject: undefined } : (body as { readonly subject?: Subject });
    await this.log.append(sqlOf(tx), [
      {
        eventId: randomUUID(),
        entry: { type: 'VIEW', object: 'QUESTION', count: 1, target },
        ...(subject === undefined ? {} : { subject: { subject } }),
        actor: { ...official },
        findBy: {
          actor: [officialReference(official.id)],
          ...(subject === undefined ? {} : { subject: subjectReferences(subject) }),
        },
      },
    ]);
  }
}
