import type { AuditLog, SealedBeside } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { readContent, type Content, type MessageId } from '#libs/protocol';

/**
 * How the signed contents of messages are kept as evidence: encrypted under this month's period key of the log's
 * subject parts. Whoever destroys that key ends every copy, those in backups too.
 */
export class KeptContent {
  constructor(private readonly log: AuditLog) {}

  /** @throws audit.no-period-key, audit.other-kek */
  seal(tx: Transaction, messageId: MessageId, contentJws: string): Promise<SealedBeside> {
    return this.log.sealBeside(sqlOf(tx), 'subject', placeOf(messageId), Buffer.from(contentJws, 'ascii'));
  }

  /**
   * What the content said; undefined once it is erased. It was verified when it came.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async open(tx: Transaction, messageId: MessageId, kept: KeptColumns): Promise<Content | undefined> {
    const jws = await this.openJws(tx, messageId, kept);
    return jws === undefined ? undefined : readContent(jws).payload;
  }

  /**
   * The content as it was signed, to be shown to others; undefined once it is erased.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async openJws(tx: Transaction, messageId: MessageId, kept: KeptColumns): Promise<string | undefined> {
    const { content: ciphertext, content_key: periodKey } = kept;
    if (ciphertext === null || periodKey === null) return undefined;
    const plain = await this.log.openBeside(sqlOf(tx), { ciphertext, periodKey }, placeOf(messageId));
    return plain?.toString('ascii');
  }
}

/** The columns of outbox and inbox that hold a content; both are null before there is one, and after its erasure. */
export interface KeptColumns {
  readonly content: Uint8Array | null;
  readonly content_key: number | null;
}

function placeOf(messageId: MessageId): string {
  return `content\0${messageId}`;
}
