import { entriesOfReference } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError, type MessageItem } from '#libs/protocol';

/** What the broker knows of a message. */
export interface ShownMessage {
  readonly message: MessageRow;
  /** The *stored* statement that its sender got. */
  readonly receipt: string;
  /** Statements about it that still wait for its sender. */
  readonly statements: readonly string[];
  readonly entries: readonly { readonly leafHash: string; readonly leaf: object }[];
}

interface MessageRow {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly class: string;
  readonly priority: number;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly slipDigest: string;
  readonly contentDigest: string;
  /** Whether the ciphertext still waits. */
  readonly held: boolean;
  /** Of the envelope, while it waits. */
  readonly bytes: number | null;
}

/** For operators: everything about one message but its ciphertext. */
export class ShowMessage {
  constructor(private readonly database: Database) {}

  /**
   * @param reference its id, slipDigest or contentDigest
   * @throws mailbox.not-found
   */
  async run(reference: string): Promise<ShownMessage> {
    const sql = sqlOf(this.database.manager);
    const [row] = await sql.query<MessageRow & { receipt: string }>(
      `SELECT message_id AS id, sender, recipient, class, priority, exp, slip_digest AS "slipDigest",
         content_digest AS "contentDigest", line IS NOT NULL AS held, line_bytes AS bytes, r.token AS receipt
       FROM mailbox_message m JOIN mailbox_receipt r USING (receipt_id)
       WHERE $1 IN (message_id, slip_digest, content_digest)`,
      [reference],
    );
    if (row === undefined) throw new CrexError('mailbox.not-found', 'the broker never held such a message');
    const { receipt, ...message } = row;
    const waiting = await sql.query<{ token: string }>(
      'SELECT token FROM mailbox_statement WHERE member = $1 ORDER BY position',
      [message.sender],
    );
    const entries = await entriesOfReference(sql, message.id);
    return {
      ...{ message, receipt },
      statements: waiting.map(({ token }) => token).filter((token) => itemsOf(token).some(({ id }) => id === row.id)),
      entries: entries.map(({ leaf, leafHash }) => ({ leafHash, leaf })),
    };
  }
}

/** Of a statement that was verified when it came. */
function itemsOf(token: string): readonly MessageItem[] {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(payload) as { items: MessageItem[] }).items;
}
