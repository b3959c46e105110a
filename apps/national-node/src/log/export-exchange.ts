import { randomUUID } from 'node:crypto';
import { entriesOfReference, entryOf, type AuditLog, type JsonObject, type LogEntry, type NewEntry } from '#libs/audit';
import { directoryFilesAt, loadDirectory, type FilesAt } from '#libs/directory';
import {
  partsNeeded,
  PENDING,
  verifyExchange,
  type ExchangeEvidence,
  type ExchangeVerdict,
  type ProvenEntry,
} from '#libs/evidence';
import { inTransaction, sqlOf, type Database, type Sql, type Transaction } from '#libs/platform';
import { CrexError, readContent, type Content, type CountryCode } from '#libs/protocol';
import type { Actor, Home, Official } from '../context.js';
import type { SignedForms } from '../courier/kept-content.js';
import type { ExchangeStore, FoundExchange, HeldExchange, HeldMessage } from './exchange.store.js';
import type { ProofOfEntry } from './proof-of-entry.js';
import { caseReferences, officialReference } from './references.js';
import type { SignedContents } from './signed-contents.store.js';

/** What is ordered: by which legal ground the evidence is handed out, and to be content with less than all of it. */
export interface EvidenceOrder {
  /** Code of the legal ground; it stands in the log. */
  readonly ground: string;
  /** Of a request to several countries, the one that is meant. */
  readonly country?: CountryCode;
  /** Hand out what there is, though a proof is not there yet. */
  readonly incomplete?: boolean;
}

/** Who orders it: an operator by command, an auditor under a mandate, or an official for a request of their own. */
export type EvidenceOrderer =
  | Extract<Actor, { kind: 'operator' }>
  | { readonly official: Official; readonly mandate: string }
  | { readonly asker: Official };

/**
 * The evidence of one exchange, for somebody who was no part of it. It holds personal data: the VIEW entry, with the legal
 * ground, is committed before the first byte is handed out. What does not verify by the rules for third parties is not
 * handed out either.
 *
 * @see docs/protocol/evidence.md
 */
export class ExportExchange {
  constructor(
    private readonly database: Database,
    private readonly exchanges: ExchangeStore,
    private readonly received: SignedContents,
    private readonly sent: SignedContents,
    private readonly proofs: ProofOfEntry,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /**
   * @param id of a request, a question, or a message of the exchange
   * @throws log.unknown-exchange, log.several-exchanges, log.exchange-open, log.content-erased, log.directory-not-held,
   *   log.evidence-incomplete
   */
  async run(orderer: EvidenceOrderer, id: string, order: EvidenceOrder) {
    return inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      const exchange = theOne(await this.find(sql, orderer, id, order));
      const access = randomUUID();
      const evidence = await this.assemble(tx, exchange, access);
      const verdict = await verifyExchange(evidence, { root: anchorIn(evidence) });
      if (order.incomplete !== true) checkComplete(verdict);
      const object = exchange.side === 'asker' ? 'ANSWER' : 'QUESTION';
      const { contentDigest } = exchange.side === 'asker' ? exchange.reply : exchange.request;
      const entry = { type: 'VIEW', object, count: 1, target: exchange.eventId, contentDigest } as const;
      await this.log.append(sql, [
        { eventId: access, entry, ...loggedAs(orderer, { ground: order.ground, use: 'EVIDENCE' }) },
      ]);
      return { evidence, verdict };
    });
  }

  /** Who asked sees what they have asked and nothing else: the exchange of a colleague is none. */
  private async find(sql: Sql, orderer: EvidenceOrderer, id: string, { country }: EvidenceOrder) {
    const found = await this.exchanges.find(sql, id, country);
    if (!('asker' in orderer)) return found;
    const own = await this.exchanges.askedBy(sql, orderer.asker.id, found);
    return found.filter(({ eventId }) => own.has(eventId));
  }

  private async assemble(tx: Transaction, exchange: HeldExchange, access: string): Promise<ExchangeEvidence> {
    const sql = sqlOf(tx);
    const isAsker = exchange.side === 'asker';
    const [own, theirs] = [this.sent, this.received];
    const request = await (isAsker ? own : theirs).ofMessage(tx, exchange.request.messageId);
    const reply = await (isAsker ? theirs : own).ofMessage(tx, exchange.reply.messageId);
    checkKept(request);
    checkKept(reply);
    const { slip, content } = reply;
    checkKept(content);
    const answer = readContent(content).payload;
    const asked = request.content === undefined ? [] : [readContent(request.content).payload];
    const directories = await this.directories(sql, [...asked, answer]);
    const promised = isAsker && answer.promise !== undefined;
    const found = promised ? await this.exchanges.promisedProof(sql, exchange.reply.contentDigest) : undefined;
    return {
      ...{ v: 1, evidence: 'exchange', madeBy: this.home.country, madeAt: this.home.nowSeconds(), access },
      request: { ...signedOf(request), ...receiptsOf(exchange.request) },
      reply: { slip, content, ...receiptsOf(exchange.reply) },
      directories: directories.map(placeOf),
      files: Object.fromEntries(directories.flatMap(({ files }) => [...files]).map(([path, bytes]) => [path, base64(bytes)])), // prettier-ignore
      entries: await this.entries(sql, exchange),
      ...(promised ? { promised: found ?? PENDING } : {}),
    };
  }

  /** The directories that the messages name, as far as they can be read, and today's, by whose keys the proofs are verified. */
  private async directories(sql: Sql, contents: readonly [...Content[], Content]): Promise<FilesAt[]> {
    const only = partsNeeded(contents[0].from, contents[0].to);
    const nowMs = this.home.clock.nowMs();
    const today = await loadDirectory(sql, nowMs);
    const named = contents.map(({ dir, iat }) => ({ version: dir.version, byMs: iat * 1000 }));
    const wanted = [...named, ...(today === undefined ? [] : [{ version: today.version, byMs: nowMs }])];
    const held = new Map<number, FilesAt>();
    for (const { version, byMs } of wanted) {
      if (held.has(version)) continue;
      const files = await directoryFilesAt(sql, version, byMs, only);
      checkHeld(files);
      held.set(version, files);
    }
    return [...held.values()];
  }

  /** This country's own entries of the exchange, in the order in which they were written. */
  private async entries(sql: Sql, exchange: HeldExchange): Promise<ProvenEntry[]> {
    const own: LogEntry[] = []; // one query after the other: a transaction has one connection
    for (const type of exchange.entryTypes) own.push(...ofOne(await entryOf(sql, exchange.eventId, type)));
    const { messageId, contentDigest } = exchange.side === 'asker' ? exchange.reply : exchange.request;
    const received = (await entriesOfReference(sql, messageId)).filter(({ leaf }) => leaf.type === 'RECEIVED');
    const entries = [...own, ...received]
      // a question that had ended before its answer came has an outcome without it
      .filter(({ leaf }) => leaf.type !== 'OUTCOME' || leaf.contentDigest === contentDigest)
      .toSorted((left, right) => left.leaf.at - right.leaf.at);
    const proven: ProvenEntry[] = [];
    for (const entry of entries) proven.push({ leaf: base64(entry.bytes), proof: await this.proofOf(sql, entry) });
    return proven;
  }

  private async proofOf(sql: Sql, { leaf }: LogEntry): Promise<string> {
    const proof = await this.proofs.of(sql, leaf.eventId, leaf.type);
    return proof === 'PENDING' ? PENDING : proof.proof;
  }
}

/** An official is found by their number, and an auditor's look by the mandate. */
function loggedAs(orderer: EvidenceOrderer, detail: JsonObject): Pick<NewEntry, 'actor' | 'detail' | 'findBy'> {
  if ('kind' in orderer) return { actor: orderer, detail };
  const official = 'asker' in orderer ? orderer.asker : orderer.official;
  const findBy = { actor: [officialReference(official.id)] };
  if ('asker' in orderer) return { actor: { ...official }, detail, findBy };
  const { mandate } = orderer;
  return {
    actor: { ...official },
    detail: { ...detail, mandate },
    findBy: { ...findBy, case: caseReferences(mandate) },
  };
}

function theOne(found: readonly FoundExchange[]): HeldExchange {
  const [exchange, other] = found;
  if (exchange === undefined) throw new CrexError('log.unknown-exchange', 'this node knows no exchange of this id');
  if (other !== undefined) {
    throw new CrexError('log.several-exchanges', 'several countries were asked', {
      nextStep: 'name the country that is meant, or the message number of the question',
    });
  }
  const { reply } = exchange;
  if (reply === undefined) throw new CrexError('log.exchange-open', 'this question has no answer');
  return { ...exchange, reply };
}

function ofOne(entry: LogEntry | undefined): LogEntry[] {
  return entry === undefined ? [] : [entry];
}

function checkKept<Kept>(kept: Kept | undefined): asserts kept is Kept {
  if (kept === undefined)
    throw new CrexError(
      'log.content-erased',
      'a message of this exchange is erased: it can no longer be shown to anybody',
    );
}

function checkHeld(files: FilesAt | undefined): asserts files is FilesAt {
  if (files === undefined) {
    throw new CrexError('log.directory-not-held', 'this node never held the directory that a message names', {
      nextStep: 'let the other country make the evidence: it decided by that directory',
    });
  }
}

function checkComplete({ verdict, findings }: ExchangeVerdict): void {
  if (verdict === 'good') return;
  const open = findings.filter(({ result }) => result !== 'good').slice(0, 20);
  throw new CrexError('log.evidence-incomplete', 'the evidence would not convince a third party yet', {
    pointers: open.map(({ part, check, code, says }) => ({
      pointer: `${part}, ${check}`,
      rule: `${code ?? 'missing'}: ${says}`,
    })),
    nextStep: 'wait until the witnesses have seen the logs (a few minutes), or take what there is as incomplete',
  });
}

function signedOf({ slip, content }: SignedForms) {
  return content === undefined ? { slip } : { slip, content };
}

function receiptsOf({ stored, taken }: HeldMessage) {
  return { ...(stored === undefined ? {} : { stored }), ...(taken === undefined ? {} : { taken }) };
}

function placeOf({ rootVersion, timestampVersion, verifiedAtMs }: FilesAt) {
  return { root: rootVersion, timestamp: timestampVersion, validAt: Math.floor(verifiedAtMs / 1000) };
}

/** The oldest root: the one that this node was given by hand. */
function anchorIn({ files }: ExchangeEvidence): Uint8Array {
  const versions = Object.keys(files).flatMap((path) => /^(\d+)\.root\.json$/.exec(path)?.[1] ?? []);
  const first = Math.min(...versions.map(Number));
  return Buffer.from(files[`${first}.root.json`] ?? '', 'base64');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
