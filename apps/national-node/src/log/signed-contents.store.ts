import { sqlOf, type Transaction } from '#libs/platform';
import type { Digest, MessageId } from '#libs/protocol';
import type { KeptColumns, KeptContent, SignedForms } from '../courier/kept-content.js';

/** What was signed of the messages that this node keeps as evidence, until it is erased: those received, or those sent. */
export class SignedContents {
  constructor(
    private readonly table: 'inbox' | 'outbox',
    private readonly kept: KeptContent,
  ) {}

  /**
   * The content of this digest; undefined once it is erased. A message that was refused only claims its digest.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async ofDigest(tx: Transaction, contentDigest: Digest): Promise<string | undefined> {
    return (await this.find(tx, 'content_digest = $1 AND kind IS NOT NULL', contentDigest))?.content;
  }

  /**
   * Slip and content of a message; undefined once they are erased.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  ofMessage(tx: Transaction, messageId: MessageId): Promise<SignedForms | undefined> {
    return this.find(tx, 'message_id = $1', messageId);
  }

  private async find(tx: Transaction, which: string, value: string): Promise<SignedForms | undefined> {
    const [row] = await sqlOf(tx).query<KeptColumns & { readonly id: MessageId }>(
      `SELECT message_id AS id, content, content_key FROM ${this.table} WHERE ${which} AND content IS NOT NULL`,
      [value],
    );
    return row === undefined ? undefined : this.kept.openSigned(tx, row.id, row);
  }
}
