import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import type { Actor, Home } from '../context.js';
import type { ExtractStatus, ExtractStore, IssuedExtract } from './extract.store.js';

/** Why an extract holds no more, and by whom. */
export interface ExtractEnd {
  readonly status: Exclude<ExtractStatus, 'VALID'>;
  /** A code. */
  readonly reason: string;
  readonly actor: Actor;
}

/** An extract holds no more: register and log, in the transaction of what ends it. */
export class EndExtract {
  constructor(
    private readonly extracts: ExtractStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @returns the extract; undefined for none, and for one that had ended before */
  async run(
    tx: Transaction,
    by: { readonly number: string } | { readonly eventId: string },
    { status, reason, actor }: ExtractEnd,
  ): Promise<IssuedExtract | undefined> {
    const ended = await this.extracts.end(tx, by, status, this.home.nowSeconds());
    if (ended === undefined) return undefined;
    const entry = { type: 'EXTRACT_ENDED', number: ended.number, status, reason } as const;
    await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor: { ...actor } }]);
    return ended;
  }
}
