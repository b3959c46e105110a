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
  TYP,
  type CountryCode,
  type MemberId,
} from '#libs/protocol';
import { sampleBodies } from '../vectors/sample-bodies.js';

type Loose = Readonly<Record<string, unknown>>;

/** What is done otherwise than by honest parties. Everything is signed all the same, with the keys that are named. */
export interface Twist {
  readonly madeBy?: CountryCode;
  readonly request?: (content: Loose) => Loose;
  readonly reply?: (content: Loose) => Loose;
  readonly requestBy?: MemberId;
  readonly replyBy?: MemberId;
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
  const madeBy = twist.madeBy ?? ASKER;
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
    body: sampleBodies.REQ,
  };
  const request = await sign(alliance, TYP.content, twist.request?.(asked) ?? asked, twist.requestBy ?? ASKER);

  const event = randomUUID();
  const { purpose, legalBasis } = sampleBodies.REQ;
  const disclosure = leafOf(ANSWERER, 'DISCLOSURE', event, at + 5, alliance, twist, {
    ...{ from: ANSWERER, to: ASKER, purpose, legalBasis, requestDigest: request.digest },
    ...{ bodyDigest: bodyDigest(sampleBodies.RRS), policyDigest: digestOf('policy'), outcome: 'RECORDS' },
  });
  const promise = {
    ...{ eventId: event, origin: alliance.entry(ANSWERER).log.origin, time: at + 5 },
    leafHash: leafHashOf(disclosure).toString('base64url'),
  };
  const answered = {
    ...{ ...common, id: replyId, from: ANSWERER, to: ASKER, kind: 'RRS', iat: at + 6, nonce: nonce() },
    ...{ requestDigest: request.digest, promise, body: sampleBodies.RRS },
  };
  const reply = await sign(alliance, TYP.content, twist.reply?.(answered) ?? answered, twist.replyBy ?? ANSWERER);

  const own = madeBy === ASKER ? request : reply;
  const ownId = madeBy === ASKER ? id : replyId;
  const peer = madeBy === ASKER ? ANSWERER : ASKER;
  const items = [{ id: ownId, slipDigest: digestOf('the slip'), contentDigest: own.digest }];
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
            ...{ from: ASKER, to: ANSWERER, purpose, legalBasis, bodyDigest: bodyDigest(sampleBodies.REQ) },
          }),
          leafOf(ASKER, 'SENT', randomUUID(), at, alliance, twist, {
            ...{ ...message(ASKER, ANSWERER, id, request.digest, 'request'), slipDigest: digestOf('the slip') },
          }),
          leafOf(ASKER, 'RECEIVED', randomUUID(), at + 9, alliance, twist, {
            ...message(ANSWERER, ASKER, replyId, reply.digest, 'reply'),
            ...{ requestDigest: request.digest, peerLeaf: promise.leafHash },
          }),
        ]
      : [
          leafOf(ANSWERER, 'RECEIVED', randomUUID(), at + 4, alliance, twist, message(ASKER, ANSWERER, id, request.digest, 'request')), // prettier-ignore
          disclosure,
          leafOf(ANSWERER, 'SENT', event, at + 6, alliance, twist, {
            ...{ ...message(ANSWERER, ASKER, replyId, reply.digest, 'reply'), slipDigest: digestOf('the slip') },
          }),
        ];
  const proofs = await proven(alliance, madeBy, ownLeaves, at + 60, twist);
  const [promised] = await proven(alliance, ANSWERER, [disclosure], at + 60, twist);
  return {
    ...{ v: 1, evidence: 'exchange', madeBy, madeAt: at + 100, access: randomUUID() },
    request: { content: request.token, ...(madeBy === ASKER ? receipts : {}) },
    reply: { content: reply.token, ...(madeBy === ANSWERER ? receipts : {}) },
    directories: [{ root: 1, timestamp, validAt: at }],
    files: filesOf(alliance, timestamp),
    entries: ownLeaves.map((leaf, index) => ({ leaf: leaf.toString('base64'), proof: proofs[index] ?? '' })),
    ...(madeBy === ASKER ? { promised: promised ?? '' } : {}),
  };
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
