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
  type Digest,
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

/** A message that passed every check. */
interface GoodMessage extends HeldMessage {
  readonly sealedDigest: Digest;
}

/** The refusal of a message, with a log entry once its sender is certain. */
interface Refusal {
  readonly item: RefusedItem;
  readonly entry?: NewEntry;
  /** Of a message that is whole and its sender's, and comes too late or to the wrong place. */
  readonly slipDigest?: Digest;
}

/** What one call brings, after every check that needs no database. */
interface Batch {
  readonly messages: readonly GoodMessage[];
  readonly refusals: readonly Refusal[];
}

/** What became of a batch, in the transaction that made it so. */
interface Held {
  readonly answer: PutAnswer;
  /** One for each message: `stored`, `repeated`, or the code of its refusal. */
  readonly results: readonly string[];
}

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
    /** Hears of the result of each message. */
    private readonly counted: (result: string) => void,
  ) {}

  async run(peer: MemberView, lines: readonly Uint8Array[]): Promise<PutAnswer> {
    const view = this.trust.view();
    const batch = withoutRepeats(await Promise.all(lines.map((line) => this.check(view, peer, line))));
    const { answer, results } = await inTransaction(this.database, (tx) => this.hold(tx, peer, batch), {
      retries: PUT_RETRIES,
    });
    for (const to of new Set(batch.messages.map((message) => message.to))) this.doorbells.ring(to);
    for (const result of results) this.counted(result);
    return answer;
  }

  /** Every check of a message, in order: what is cheap first, nothing is stored before the last. */
  private async check(view: DirectoryView, peer: MemberView, line: Uint8Array): Promise<GoodMessage | Refusal> {
    let envelope: Envelope | undefined;
    let known: 'nothing' | 'sender' | 'all' = 'nothing';
    try {
      envelope = readEnvelope(line);
      const slip = envelope.slip.payload;
      checkEnvironment(slip, this.broker.env);
      checkSenderIsPeer(slip, peer);
      checkActive(peer, 'sender');
      await this.trust.checkSigned(envelope.slip, peer);
      known = 'sender';
      checkSealedDigest(envelope);
      known = 'all';
      checkTimes(slip, this.broker.nowSeconds());
      checkRecipient(view, slip);
      return goodMessage(envelope);
    } catch (error) {
      if (!isCrexError(error)) throw error;
      const code = wireCode('broker', error.code);
      const item = { lineDigest: digestOf(line), code };
      if (envelope === undefined) return { item };
      const { payload, digest } = envelope.slip;
      const named = { item: { ...item, id: payload.id } };
      if (known === 'nothing') return named;
      const entry = refusalEntry({ ...payload, slipDigest: digest }, code);
      return { ...named, entry, ...(known === 'all' ? { slipDigest: digest } : {}) };
    }
  }

  private async hold(tx: Transaction, peer: MemberView, batch: Batch): Promise<Held> {
    const receiptId = randomUUID();
    const put = batch.messages.length === 0 ? [] : await this.mailbox.put(tx, batch.messages, receiptId);
    const resultOf = new Map(put.map((result) => [result.id, result]));
    const held = batch.messages.filter(({ id }) => resultOf.get(id)?.result === 'held');
    const { refusals, receipts } = await this.withoutHeld(tx, [
      ...batch.refusals,
      ...batch.messages.flatMap((message) => refusalOf(message, resultOf.get(message.id))),
    ]);
    await this.log.append(sqlOf(tx), [
      ...held.map(relayedEntry),
      ...refusals.flatMap(({ entry }) => (entry === undefined ? [] : [entry])),
    ]);
    const repeated = [...put.flatMap((result) => (result.result === 'repeated' ? [result.receipt] : [])), ...receipts];
    const answer = {
      stored: [...new Set([...repeated, ...(await this.receiptFor(tx, peer, held, receiptId))])],
      refused: await this.refusalTo(peer, refusals),
    };
    const results = [...held.map(() => 'stored'), ...repeated.map(() => 'repeated')];
    return { answer, results: [...results, ...refusals.map(({ item }) => item.code)] };
  }

  /**
   * A message that has expired, or whose key has been replaced, since the broker took it is no refusal when it is
   * offered again: the broker has said that it holds it, and says so again.
   */
  private async withoutHeld(tx: Transaction, refusals: readonly Refusal[]) {
    const late = refusals.flatMap(({ item, slipDigest }) =>
      slipDigest === undefined || item.id === undefined ? [] : [item.id],
    );
    const known = late.length === 0 ? undefined : await this.mailbox.receiptsOf(tx, late);
    const receiptOf = ({ item, slipDigest }: Refusal) => {
      const earlier = known?.get(item.id ?? '');
      return slipDigest !== undefined && earlier?.slipDigest === slipDigest ? earlier.receipt : undefined;
    };
    return {
      refusals: refusals.filter((refusal) => receiptOf(refusal) === undefined),
      receipts: refusals.map(receiptOf).filter((receipt) => receipt !== undefined),
    };
  }

  private async receiptFor(tx: Transaction, { id: to }: MemberView, held: readonly HeldMessage[], receiptId: string) {
    if (held.length === 0) return [];
    const items = held.map(({ id, slipDigest, contentDigest }) => ({ id, slipDigest, contentDigest }));
    const receipt = await signStatement('stored', { ...this.broker.statementTo(to), items }, this.broker.signer);
    await this.mailbox.keepReceipt(tx, receiptId, receipt);
    return [receipt];
  }

  private async refusalTo({ id: to }: MemberView, refusals: readonly Refusal[]): Promise<string[]> {
    if (refusals.length === 0) return [];
    const items = refusals.map(({ item }) => item);
    return [await signStatement('refused', { ...this.broker.statementTo(to), items }, this.broker.signer)];
  }
}

/** One batch may name an id once: a second message under it is refused without looking which came first. */
function withoutRepeats(checked: readonly (GoodMessage | Refusal)[]): Batch {
  const messages = new Map<string, GoodMessage>();
  const refusals: Refusal[] = [];
  for (const each of checked) {
    if ('item' in each) refusals.push(each);
    else if (!messages.has(each.id)) messages.set(each.id, each);
    else if (messages.get(each.id)?.slipDigest !== each.slipDigest) refusals.push(refusal(each, 'message.id-reused'));
  }
  return { messages: [...messages.values()], refusals };
}

function refusalOf(message: GoodMessage, result: PutResult | undefined): Refusal[] {
  if (result?.result === 'reused') return [refusal(message, 'message.id-reused')];
  if (result?.result === 'full') return [refusal(message, 'message.mailbox-full')];
  return [];
}

function refusal(message: GoodMessage, fault: string): Refusal {
  const code = wireCode('broker', fault);
  const item = { lineDigest: digestOf(message.line), id: message.id, code };
  return { item, entry: refusalEntry(message, code) };
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

function goodMessage({ slip, line }: Envelope): GoodMessage {
  const { id, from, to, class: messageClass, priority, exp, contentDigest, sealedDigest } = slip.payload;
  return {
    ...{ eventId: randomUUID(), id, from, to, class: messageClass, priority, exp },
    ...{ slipDigest: slip.digest, contentDigest, sealedDigest, line },
  };
}

function relayedEntry({ eventId, id: messageId, line: _, priority: __, exp: ___, ...slip }: GoodMessage): NewEntry {
  return { eventId, entry: { type: 'RELAYED', messageId, ...slip } };
}

type Named = Pick<GoodMessage, 'id' | 'from' | 'to' | 'slipDigest' | 'contentDigest'>;

function refusalEntry({ id: messageId, from, to, slipDigest, contentDigest }: Named, code: string): NewEntry {
  return { eventId: randomUUID(), entry: { type: 'REFUSAL', from, to, code, messageId, slipDigest, contentDigest } };
}
