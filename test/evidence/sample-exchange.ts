import { randomBytes, randomUUID } from 'node:crypto';
import {
  emptyRightEdge,
  encodeLeaf,
  encodeNote,
  formatCheckpoint,
  formatLogProof,
  frontierOfEdge,
  frontierRoot,
  growTiles,
  inclusionProof,
  leafHashOf,
  logSigner,
  cosignatureSigner,
  readNote,
  signatureOf,
  signNote,
  type Leaf,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import type { ExchangeEvidence } from '#libs/evidence';
import {
  bodyDigest,
  BROKER,
  digestOf,
  readJws,
  signJws,
  signStatement,
  SUITE,
  TYP,
  type CountryCode,
  type MemberId,
} from '#libs/protocol';
import { sampleBodies } from '../vectors/sample-bodies.js';

/** A question that brings nothing beside the case. */
const { evidence: _evidence, ...plain } = sampleBodies.REQ;

type Loose = Readonly<Record<string, unknown>>;

/** What is done otherwise than by honest parties. Everything is signed all the same, with the keys that are named. */
export interface Twist {
  readonly madeBy?: CountryCode;
  readonly request?: (content: Loose) => Loose;
  readonly reply?: (content: Loose) => Loose;
  readonly requestSlip?: (slip: Loose) => Loose;
  readonly replySlip?: (slip: Loose) => Loose;
  readonly requestBy?: MemberId;
  readonly replyBy?: MemberId;
  readonly requestSlipBy?: MemberId;
  readonly replySlipBy?: MemberId;
  /** BR refuses the question: it answers with a fault. */
  readonly isFault?: boolean;
  /** It could not even read it. */
  readonly isUnread?: true;
  readonly storedBy?: MemberId;
  readonly takenBy?: MemberId;
  readonly stored?: (statement: Loose) => Loose;
  readonly taken?: (statement: Loose) => Loose;
  readonly leaf?: (leaf: Loose) => Loose;
  /** Who cosigns; AR and JM, or BR and JM, unless given. */
  readonly cosigners?: readonly MemberId[];
  /** The key with which the logs sign: that of their owner unless given. */
  readonly logBy?: MemberId;
}

const LIMITS = { maxBytes: 4_194_304, maxDepth: 16, maxValues: 100_000, integersAndStringsOnly: true };
/** The exchange is between these. */
const [ASKER, ANSWERER] = ['AR', 'BR'] as const;

/**
 * The evidence of an exchange between AR and BR in a test Alliance with JM, with real keys throughout.
 *
 * @param at seconds since 1970; the directory is the Alliance's newest
 */
export async function sampleExchange(alliance: Alliance, at: number, twist: Twist = {}): Promise<ExchangeEvidence> {
  const { madeBy = ASKER, isUnread = false, isFault = isUnread } = twist;
  const { snapshot, timestamp } = newest(alliance);
  const dir = { version: snapshot, hash: digestOf(alliance.files.get(`${snapshot}.snapshot.json`) as Uint8Array) };
  const common = { v: 1, env: 'test', dir, exp: at + 86_400 };
  const nonce = () => randomBytes(32).toString('base64url');
  const [id, replyId] = ['AR-BR-1-000000000123', 'BR-AR-1-000000000045'];

  const asked = {
    ...common,
    id,
    from: ASKER,
    to: ANSWERER,
    kind: 'REQ',
    iat: at,
    nonce: nonce(),
    body: plain,
  };
  const question = twist.request?.(asked) ?? asked;
  const request = await sign(alliance, TYP.content, question, twist.requestBy ?? ASKER);
  const slip = await slipOf(alliance, question, 'request', request.digest, twist.requestSlip, twist.requestSlipBy);

  const event = randomUUID();
  const { purpose, legalBasis } = plain;
  const disclosure = leafOf(ANSWERER, 'DISCLOSURE', event, at + 5, alliance, twist, {
    ...{ from: ANSWERER, to: ASKER, purpose, legalBasis, requestDigest: request.digest },
    ...{ bodyDigest: bodyDigest(sampleBodies.RRS), policyDigest: digestOf('policy'), outcome: 'RECORDS' },
  });
  const promise = {
    ...{ eventId: event, origin: alliance.entry(ANSWERER).log.origin, time: at + 5 },
    leafHash: leafHashOf(disclosure).toString('base64url'),
  };
  const answered = {
    ...{
      ...common,
      id: replyId,
      from: ANSWERER,
      to: ASKER,
      iat: at + 6,
      nonce: nonce(),
      requestDigest: request.digest,
    },
    ...(isFault ? { kind: 'FEM', body: sampleBodies.FEM } : { kind: 'RRS', promise, body: sampleBodies.RRS }),
  };
  const answer = twist.reply?.(answered) ?? answered;
  const reply = await sign(alliance, TYP.content, answer, twist.replyBy ?? ANSWERER);
  const routed = { ...answer, inReplyTo: id };
  const replySlip = await slipOf(alliance, routed, 'reply', reply.digest, twist.replySlip, twist.replySlipBy);
  const refusal = leafOf(ANSWERER, 'REFUSAL', event, at + 5, alliance, twist, {
    ...{ from: ASKER, to: ANSWERER, code: sampleBodies.FEM.code, messageId: id },
    ...{ slipDigest: slip.digest, contentDigest: request.digest },
  });

  const own = madeBy === ASKER ? request : reply;
  const ownId = madeBy === ASKER ? id : replyId;
  const peer = madeBy === ASKER ? ANSWERER : ASKER;
  const items = [{ id: ownId, slipDigest: (madeBy === ASKER ? slip : replySlip).digest, contentDigest: own.digest }];
  const stored = { env: 'test', by: BROKER, to: madeBy, time: at + 7, items };
  const taken = { env: 'test', by: peer, to: madeBy, time: at + 8, items };
  const receipts = {
    stored: await state('stored', alliance, twist.stored?.(stored) ?? stored, twist.storedBy ?? BROKER),
    taken: await state('taken', alliance, twist.taken?.(taken) ?? taken, twist.takenBy ?? peer),
  };

  const message = (from: string, to: string, messageId: string, contentDigest: string, type: string) => ({
    ...{ messageId, from, to, contentDigest, class: type },
  });
  const ownLeaves =
    madeBy === ASKER
      ? [
          leafOf(ASKER, 'ASK', randomUUID(), at, alliance, twist, {
            ...{ from: ASKER, to: ANSWERER, purpose, legalBasis, bodyDigest: bodyDigest(plain) },
          }),
          leafOf(ASKER, 'SENT', randomUUID(), at, alliance, twist, {
            ...{ ...message(ASKER, ANSWERER, id, request.digest, 'request'), slipDigest: slip.digest },
          }),
          leafOf(ASKER, 'RECEIVED', randomUUID(), at + 9, alliance, twist, {
            ...message(ANSWERER, ASKER, replyId, reply.digest, 'reply'),
            ...{ requestDigest: request.digest, ...(isFault ? {} : { peerLeaf: promise.leafHash }) },
          }),
        ]
      : [
          ...(isFault
            ? [refusal]
            : [
                leafOf(ANSWERER, 'RECEIVED', randomUUID(), at + 4, alliance, twist, message(ASKER, ANSWERER, id, request.digest, 'request')), // prettier-ignore
                disclosure,
              ]),
          leafOf(ANSWERER, 'SENT', event, at + 6, alliance, twist, {
            ...{ ...message(ANSWERER, ASKER, replyId, reply.digest, 'reply'), slipDigest: replySlip.digest },
          }),
        ];
  const proofs = await proven(alliance, madeBy, ownLeaves, at + 60, twist);
  const [promised] = await proven(alliance, ANSWERER, [disclosure], at + 60, twist);
  return {
    ...{ v: 1, evidence: 'exchange', madeBy, madeAt: at + 100, access: randomUUID() },
    request: {
      slip: slip.token,
      ...(isUnread ? {} : { content: request.token }),
      ...(madeBy === ASKER ? receipts : {}),
    },
    reply: { slip: replySlip.token, content: reply.token, ...(madeBy === ANSWERER ? receipts : {}) },
    directories: [{ root: 1, timestamp, validAt: at }],
    files: filesOf(alliance, timestamp),
    entries: ownLeaves.map((leaf, index) => ({ leaf: leaf.toString('base64'), proof: proofs[index] ?? '' })),
    ...(madeBy === ASKER && !isFault ? { promised: promised ?? '' } : {}),
  };
}

/** The slip of a content, signed by the content's sender unless said otherwise. */
function slipOf(
  alliance: Alliance,
  content: Loose,
  messageClass: string,
  contentDigest: string,
  bend: ((slip: Loose) => Loose) | undefined,
  by = content['from'] as MemberId,
) {
  const shared = ['v', 'env', 'id', 'from', 'to', 'iat', 'exp', 'inReplyTo'].filter((name) => name in content);
  const slip = {
    ...Object.fromEntries(shared.map((name) => [name, content[name]])),
    ...{ class: messageClass, priority: 0 },
    ...{ contentDigest, sealedDigest: digestOf('sealed bytes'), suite: SUITE, kid: digestOf('a sealing key') },
  };
  return sign(alliance, TYP.slip, bend?.(slip) ?? slip, by);
}

async function sign(alliance: Alliance, typ: (typeof TYP)[keyof typeof TYP], payload: object, by: MemberId) {
  const { token, digest } = await signJws(typ, payload, alliance.member(by).signer);
  return { ...readJws(token, typ, LIMITS), digest };
}

function state(kind: 'stored' | 'taken', alliance: Alliance, statement: Loose, by: MemberId): Promise<string> {
  return signStatement(kind, statement as never, alliance.member(by).signer);
}

function leafOf(
  owner: MemberId,
  type: string,
  eventId: string,
  at: number,
  alliance: Alliance,
  twist: Twist,
  fields: Loose,
): Buffer {
  const parts = { ASK: ['subject', 'actor', 'detail'], DISCLOSURE: ['subject', 'actor', 'detail'] }[type] ?? [];
  const c = Object.fromEntries(parts.map((part) => [part, randomBytes(32).toString('base64url')]));
  const leaf = { v: 1, type, eventId, origin: alliance.entry(owner).log.origin, at, c, ...fields };
  return encodeLeaf((twist.leaf?.(leaf) ?? leaf) as unknown as Leaf);
}

/** A log of some leaves and these, cosigned; the proof of each of these. */
async function proven(
  alliance: Alliance,
  owner: MemberId,
  leaves: readonly Buffer[],
  time: number,
  { cosigners, logBy }: Twist,
): Promise<string[]> {
  const { origin } = alliance.entry(owner).log;
  const others = Array.from({ length: 300 }, (_, index) => Buffer.from(`other leaf ${index}`));
  const { edge, tiles } = growTiles(emptyRightEdge, [...others, ...leaves].map(leafHashOf));
  const size = BigInt(others.length + leaves.length);
  const text = formatCheckpoint({ origin, size, root: frontierRoot(frontierOfEdge(edge)) });
  const note = readNote(await signNote(text, [logSigner(origin, alliance.member(logBy ?? owner).logSigner)]));
  const witnesses = (cosigners ?? ['AR', 'BR', 'JM']).filter((id) => id !== owner);
  const lines = witnesses.map((id) =>
    signatureOf(text, cosignatureSigner(alliance.entry(id).witness.name, alliance.member(id).witnessSigner, time)),
  );
  const checkpoint = encodeNote({ text, signatures: [...note.signatures, ...(await Promise.all(lines))] });
  const files = new Map(tiles.map(({ level, index, hashes }) => [`${level}/${index}`, hashes]));
  const reader = {
    tile: (level: number, index: bigint, width: number) =>
      Promise.resolve((files.get(`${level}/${index}`) ?? new Uint8Array()).slice(0, width * 32)),
  };
  return Promise.all(
    leaves.map(async (_, at) => {
      const index = BigInt(others.length + at);
      return formatLogProof({ index, proof: await inclusionProof(reader, index, size), checkpoint });
    }),
  );
}

function newest({ files }: Alliance) {
  const timestamp = JSON.parse(Buffer.from(files.get('timestamp.json') as Uint8Array).toString('utf8')) as {
    signed: { version: number; meta: Record<string, { version: number }> };
  };
  return { snapshot: timestamp.signed.meta['snapshot.json']?.version ?? 0, timestamp: timestamp.signed.version };
}

/** All that was published; a node would leave out what its reader does not ask for. */
function filesOf({ files }: Alliance, timestamp: number): Record<string, string> {
  const named = [...files].map(([path, bytes]) => [path === 'timestamp.json' ? `${timestamp}.timestamp.json` : path, Buffer.from(bytes).toString('base64')] as const); // prettier-ignore
  return Object.fromEntries(named);
}
