import { randomUUID } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import type { DirectoryView, MemberView } from '#libs/directory';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import {
  checkEnvironment,
  checkSealedDigest,
  checkSuite,
  checkTimes,
  CrexError,
  digestOf,
  isCrexError,
  readEnvelope,
  signStatement,
  wireCode,
  type Envelope,
  type RefusedItem,
  type Slip,
} from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import { checkActive, type Trust } from '../directory/trust.js';
import type { Doorbells } from './doorbells.js';
import type { HeldMessage, Mailbox, PutResult } from './mailbox.js';

/** Two calls with the same new message may meet; one of them then begins again. */
const PUT_RETRIES = 3;

/** Signed statements: receipts for what is held (now or since an earlier call), a refusal of the rest. */
export interface PutAnswer {
  readonly stored: readonly string[];
  readonly refused: readonly string[];
}

/** A message that passed every check, or the refusal of one that did not. */
type Checked =
  | { readonly message: HeldMessage; readonly sealedDigest: string }
  | { readonly refused: RefusedItem; readonly entry?: NewEntry };

/**
 * Takes sealed messages in. What is held is answered with a signed receipt; message, receipt and log entry are one
 * transaction. What is refused is answered with a signed refusal and leaves nothing but, once the sender is certain,
 * a log entry.
 */
export class PutMessages {
  constructor(
    private readonly database: Database,
    private readonly mailbox: Mailbox<Transaction>,
    private readonly trust: Trust,
    private readonly log: AuditLog,
    private readonly broker: BrokerIdentity,
    private readonly doorbells: Doorbells,
  ) {}

  async run(peer: MemberView, lines: readonly Uint8Array[]): Promise<PutAnswer> {
    const view = this.trust.view();
    const checked = await Promise.all(lines.map((line) => this.check(view, peer, line)));
    const good = withoutRepeats(checked);
    const answer = await inTransaction(this.database, (tx) => this.hold(tx, peer, good), { retries: PUT_RETRIES });
    for (const { to } of good.messages) this.doorbells.ring(to);
    return answer;
  }

  /** Every check of a message, in order: what is cheap first, nothing is stored before the last. */
  private async check(view: DirectoryView, peer: MemberView, line: Uint8Array): Promise<Checked> {
    let envelope: Envelope | undefined;
    let certain = false;
    try {
      envelope = readEnvelope(line);
      const slip = envelope.slip.payload;
      checkEnvironment(slip, this.broker.env);
      checkSenderIsPeer(slip, peer);
      checkActive(peer, 'sender');
      await this.trust.checkSigned(envelope.slip, peer);
      certain = true;
      checkSealedDigest(envelope);
      checkTimes(slip, this.broker.nowSeconds());
      checkRecipient(view, slip);
      return { message: heldMessage(envelope), sealedDigest: slip.sealedDigest };
    } catch (error) {
      if (!isCrexError(error)) throw error;
      const code = wireCode('broker', error.code);
      const slip = envelope?.slip.payload;
      const refused = { lineDigest: digestOf(line), ...(slip === undefined ? {} : { id: slip.id }), code };
      return certain && envelope !== undefined ? { refused, entry: refusalEntry(envelope, code) } : { refused };
    }
  }

  private async hold(tx: Transaction, peer: MemberView, batch: Batch): Promise<PutAnswer> {
    const receiptId = randomUUID();
    const results = batch.messages.length === 0 ? [] : await this.mailbox.put(tx, batch.messages, receiptId);
    const held = batch.messages.filter((_, index) => results[index]?.result === 'held');
    const refused = [...batch.refused, ...results.flatMap(refusalOfResult)];
    const entries = [
      ...held.map((message) => relayedEntry(message, batch.sealedDigests.get(message.id) ?? '')),
      ...batch.entries,
    ];
    if (entries.length > 0) await this.log.append(sqlOf(tx), entries);

    const stored = new Set(results.flatMap((result) => (result.result === 'repeated' ? [result.receipt] : [])));
    if (held.length > 0) {
      const items = held.map(({ id, slipDigest, contentDigest }) => ({ id, slipDigest, contentDigest }));
      const receipt = await signStatement('stored', { ...this.broker.statementTo(peer.id), items }, this.broker.signer);
      await this.mailbox.keepReceipt(tx, receiptId, receipt);
      stored.add(receipt);
    }
    if (refused.length === 0) return { stored: [...stored], refused: [] };
    const refusal = { ...this.broker.statementTo(peer.id), items: refused };
    return { stored: [...stored], refused: [await signStatement('refused', refusal, this.broker.signer)] };
  }
}

interface Batch {
  readonly messages: readonly HeldMessage[];
  readonly sealedDigests: ReadonlyMap<string, string>;
  readonly refused: readonly RefusedItem[];
  readonly entries: readonly NewEntry[];
}

/** One batch may name an id once: a second message under it is refused without looking which came first. */
function withoutRepeats(checked: readonly Checked[]): Batch {
  const messages = new Map<string, HeldMessage>();
  const sealedDigests = new Map<string, string>();
  const refused: RefusedItem[] = [];
  const entries: NewEntry[] = [];
  for (const item of checked) {
    if ('refused' in item) {
      refused.push(item.refused);
      if (item.entry !== undefined) entries.push(item.entry);
    } else if (messages.has(item.message.id)) {
      if (messages.get(item.message.id)?.slipDigest !== item.message.slipDigest) {
        refused.push({ lineDigest: digestOf(item.message.line), id: item.message.id, code: 'broker.id-reused' });
      }
    } else {
      messages.set(item.message.id, item.message);
      sealedDigests.set(item.message.id, item.sealedDigest);
    }
  }
  return { messages: [...messages.values()], sealedDigests, refused, entries };
}

function refusalOfResult(result: PutResult): RefusedItem[] {
  if (result.result === 'reused') return [{ id: result.id, code: 'broker.id-reused' }];
  if (result.result === 'full') return [{ id: result.id, code: 'broker.mailbox-full' }];
  return [];
}

function checkSenderIsPeer(slip: Slip, peer: MemberView): void {
  if (slip.from !== peer.id) {
    throw new CrexError('message.wrong-sender', 'the slip names another sender than the TLS certificate');
  }
}

/** The recipient takes part, and the message is sealed to a key that the directory gives for it. */
function checkRecipient(view: DirectoryView, slip: Slip): void {
  const recipient = view.member(slip.to);
  checkActive(recipient, 'recipient');
  checkSuite(slip.suite);
  checkSealingKey(recipient, slip);
}

function checkSealingKey(recipient: MemberView, slip: Slip): void {
  if (!recipient.sealingKeys.some(({ kid }) => kid === slip.kid)) {
    throw new CrexError('message.unknown-sealing-key', 'the directory gives no such sealing key for the recipient');
  }
}

function heldMessage({ slip, line }: Envelope): HeldMessage {
  const { id, from, to, class: messageClass, priority, exp, contentDigest } = slip.payload;
  return {
    ...{ eventId: randomUUID(), id, from, to, class: messageClass, priority, exp },
    ...{ slipDigest: slip.digest, contentDigest, line },
  };
}

function relayedEntry(message: HeldMessage, sealedDigest: string): NewEntry {
  const { id: messageId, from, to, class: messageClass, contentDigest, slipDigest } = message;
  const entry = {
    type: 'RELAYED',
    messageId,
    from,
    to,
    class: messageClass,
    contentDigest,
    slipDigest,
    sealedDigest,
  } as const;
  return { eventId: message.eventId, entry };
}

function refusalEntry({ slip }: Envelope, code: string): NewEntry {
  const { id: messageId, from, to, contentDigest } = slip.payload;
  return {
    eventId: randomUUID(),
    entry: { type: 'REFUSAL', from, to, code, messageId, slipDigest: slip.digest, contentDigest },
  };
}
