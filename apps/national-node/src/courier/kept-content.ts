import type { AuditLog, SealedBeside } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { readContent, type Content, type MessageId } from '#libs/protocol';

/** What its sender has signed of a message (compact JWS). */
export interface SignedForms {
  readonly slip: string;
  /** Not of a message that was refused before its content could be believed. */
  readonly content?: string | undefined;
}

/**
 * How the signed slips and contents of messages are kept as evidence: together, encrypted under this month's period key of
 * the log's subject parts. Whoever destroys that key ends every copy, those in backups too.
 */
export class KeptContent {
  constructor(private readonly log: AuditLog) {}

  /** @throws audit.no-period-key, audit.other-kek */
  seal(tx: Transaction, messageId: MessageId, { slip, content = '' }: SignedForms): Promise<SealedBeside> {
    return this.log.sealBeside(sqlOf(tx), 'subject', placeOf(messageId), Buffer.from(`${slip}\n${content}`, 'ascii'));
  }

  /**
   * What the content said; undefined once it is erased. It was verified when it came.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async open(tx: Transaction, messageId: MessageId, kept: KeptColumns): Promise<Content | undefined> {
    const signed = await this.openSigned(tx, messageId, kept);
    return signed?.content === undefined ? undefined : readContent(signed.content).payload;
  }

  /**
   * Slip and content as they were signed, to be shown to others; undefined once they are erased.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async openSigned(tx: Transaction, messageId: MessageId, kept: KeptColumns): Promise<SignedForms | undefined> {
    const { content: ciphertext, content_key: periodKey } = kept;
    if (ciphertext === null || periodKey === null) return undefined;
    const plain = await this.log.openBeside(sqlOf(tx), { ciphertext, periodKey }, placeOf(messageId));
    const [slip, content] = plain?.toString('ascii').split('\n') ?? [];
    if (slip === undefined) return undefined;
    return content === undefined || content === '' ? { slip } : { slip, content };
  }
}

/** The columns of outbox and inbox that hold slip and content; both are null before there is one, and after its erasure. */
export interface KeptColumns {
  readonly content: Uint8Array | null;
  readonly content_key: number | null;
}

function placeOf(messageId: MessageId): string {
  return `content\0${messageId}`;
}
