import { sqlOf, type Transaction } from '#libs/platform';
import type { MessageId } from '#libs/protocol';
import type { KeptColumns, KeptContent } from '../courier/kept-content.js';

/** The signed contents that this node keeps as evidence, until they are erased: those it has received, or those it has sent. */
export class SignedContents {
  constructor(
    private readonly table: 'inbox' | 'outbox',
    private readonly kept: KeptContent,
  ) {}

  /**
   * By the content's digest; undefined once it is erased.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async ofDigest(tx: Transaction, contentDigest: string): Promise<string | undefined> {
    const [row] = await sqlOf(tx).query<KeptColumns & { readonly id: MessageId }>(
      `SELECT message_id AS id, content, content_key FROM ${this.table} WHERE content_digest = $1`,
      [contentDigest],
    );
    return row === undefined ? undefined : this.kept.openJws(tx, row.id, row);
  }
}
