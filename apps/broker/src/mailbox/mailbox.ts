import type { Digest, MemberId, MessageClass, MessageId } from '#libs/protocol';

/** A message as the broker holds it: the sender's bytes, and what the slip says in the clear. */
export interface HeldMessage {
  /** The event that its log entries share: RELAYED, then TAKEN or EXPIRED. */
  readonly eventId: string;
  readonly id: MessageId;
  readonly from: MemberId;
  readonly to: MemberId;
  readonly class: MessageClass;
  readonly priority: 0 | 1;
  readonly exp: number;
  readonly slipDigest: Digest;
  readonly contentDigest: Digest;
  /** The envelope, to be handed over to the byte. */
  readonly line: Uint8Array;
}

/** What became of a message that was put: held now, or known already with the receipt it got then. */
export type PutResult =
  | { readonly id: MessageId; readonly result: 'held' }
  | { readonly id: MessageId; readonly result: 'repeated'; readonly receipt: string }
  | { readonly id: MessageId; readonly result: 'reused' | 'full' };

/** Under which slip an id was held, and the receipt it got. */
export interface EarlierReceipt {
  readonly slipDigest: Digest;
  readonly receipt: string;
}

/** A message named by its three digests-in-the-clear, as receipts do. */
export interface MessageReference {
  readonly id: MessageId;
  readonly slipDigest: Digest;
  readonly contentDigest: Digest;
}

/** A message that leaves the mailbox, with the event of its log entries. */
export interface ReleasedMessage extends MessageReference {
  readonly eventId: string;
}

/** What waits for a member: others' envelopes, and statements about its own messages. */
export interface MailboxBatch {
  readonly lines: readonly Uint8Array[];
  readonly statements: readonly string[];
}

export interface FetchLimits {
  readonly maxMessages: number;
  readonly maxBytes: number;
}

/** Highest numbers the broker has seen from and to a member, by `AR-BR-1` (pair and epoch). */
export interface SeenNumbers {
  readonly sent: Readonly<Record<string, number>>;
  readonly received: Readonly<Record<string, number>>;
}

/**
 * Where messages wait. Everything that changes it happens in the caller's transaction `Tx`, together with the log
 * entries: a mailbox of another make (a stream server) implements the same verbs.
 */
export interface Mailbox<Tx> {
  /** Holds new messages under one receipt; tells repeats (same id, same slip) from reuse (same id, other slip). */
  put(tx: Tx, messages: readonly HeldMessage[], receiptId: string): Promise<PutResult[]>;
  /** The receipts that these ids got in earlier calls. */
  receiptsOf(tx: Tx, ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, EarlierReceipt>>;
  /** Keeps the receipt that {@link put} promised. */
  keepReceipt(tx: Tx, receiptId: string, token: string): Promise<void>;
  /** The oldest messages and statements, priority first; they stay until they are taken. */
  fetch(member: MemberId, limits: FetchLimits, nowSeconds: number): Promise<MailboxBatch>;
  /** The recipient has these: ciphertext goes. Gives back those that were still held. */
  take(tx: Tx, by: MemberId, from: MemberId, messages: readonly MessageReference[]): Promise<ReleasedMessage[]>;
  /** Messages whose transport life is over are let go; gives them back by sender. */
  expire(tx: Tx, nowSeconds: number, max: number): Promise<(ReleasedMessage & { from: MemberId; to: MemberId })[]>;
  /** Leaves a statement for a member, until it says it has it. */
  leaveStatement(tx: Tx, member: MemberId, token: string): Promise<void>;
  /** The member has these statements. */
  dropStatements(tx: Tx, member: MemberId, digests: readonly Digest[]): Promise<void>;
  seenNumbers(member: MemberId): Promise<SeenNumbers>;
}
