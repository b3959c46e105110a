import {
  canonicalJson,
  CLASS_OF_KIND,
  digestOf,
  PROMISING_KINDS,
  sealingSuite,
  SUITE,
  type Content,
  type Kind,
} from '#libs/protocol';
import { sampleBodies, samplePromise, sampleSalt } from './sample-bodies.js';
import { signingKey, type TestMember, type TestSealingKey } from './test-keys.js';

/**
 * Builds messages step by step from whatever it is given, so that a test or a vector can break exactly one rule.
 * Nothing here checks anything; the product composes with composeMessage.
 */
type Loose = Readonly<Record<string, unknown>>;

export const NOW = 1_790_000_060;
const ASKER_SAID = 'AR-BR-1-000000000123';
const ANSWERER_SAID = 'BR-AR-1-000000000007';

export interface RawJws {
  readonly token: string;
  readonly digest: string;
}

const base64url = (data: string | Uint8Array) => Buffer.from(data as string).toString('base64url');

export function rawHeader(typ: string, by: TestMember = 'AR', extra: Loose = {}): Loose {
  return { alg: 'ES256', typ, 'x5t#S256': signingKey(by).certificate, ...extra };
}

/** A compact JWS of any header and payload; a string is taken as it is, an object as its canonical JSON. */
export function rawJws(header: Loose | string, payload: Loose | string | Uint8Array, by: TestMember = 'AR'): RawJws {
  const head = typeof header === 'string' ? header : canonicalJson(header);
  const body = typeof payload === 'string' || payload instanceof Uint8Array ? payload : canonicalJson(payload);
  const input = `${base64url(head)}.${base64url(body)}`;
  return { token: `${input}.${base64url(signingKey(by).signNow(input))}`, digest: digestOf(input) };
}

/** A log-signed checkpoint: the note text and the log's one signature line (C2SP signed-note). */
export const sampleHead =
  'log.bg.crex.example/audit/2026\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n' +
  '— log.bg.crex.example/audit/2026 yqFpFgw97iwJoooQ8MdhHM3qhf2L1II3sm4bnuRD81/kMeDXA1kw47GKL6VXdHsFsleJudrZ/aUrwgplUBP6Kqn2uAc=\n';

/** A valid content of this kind: requests, control messages and the RAR from AR to BR, other replies from BR to AR. */
export function sampleContent<K extends Kind>(kind: K): Content<K> {
  const reply = CLASS_OF_KIND[kind] === 'reply';
  const fromAnswerer = reply && kind !== 'RAR';
  return {
    v: 1,
    env: 'test',
    id: fromAnswerer ? ANSWERER_SAID : ASKER_SAID,
    from: fromAnswerer ? 'BR' : 'AR',
    to: fromAnswerer ? 'AR' : 'BR',
    kind,
    iat: 1_790_000_000,
    exp: 1_790_086_400,
    nonce: sampleSalt(`nonce of ${kind}`),
    dir: { version: 3, hash: digestOf('snapshot metadata') },
    ...(reply ? { requestDigest: digestOf('the signing input of the request') } : {}),
    ...(PROMISING_KINDS.includes(kind) ? { promise: samplePromise, heads: [sampleHead] } : {}),
    body: sampleBodies[kind],
  };
}

/** The slip that goes with a content, as it stands before sealing. */
export function sampleBoundSlip(content: Content, contentDigest: string, kid: string): Loose {
  const { v, env, id, from, to, iat, exp, kind } = content;
  const slipClass = CLASS_OF_KIND[kind];
  return {
    ...{ v, env, id, from, to, class: slipClass, priority: 0, iat, exp },
    ...(slipClass === 'reply' ? { inReplyTo: kind === 'RAR' ? ANSWERER_SAID : ASKER_SAID } : {}),
    ...{ contentDigest, suite: SUITE, kid },
  };
}

/** u32 length, content, zeros; the length can be a lie. */
export function rawPadded(content: string | Uint8Array, size: number, length?: number): Buffer {
  const bytes = Buffer.from(content as string);
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(length ?? bytes.byteLength, 0);
  padded.set(bytes, 4);
  return padded;
}

export async function rawSeal(
  key: Pick<TestSealingKey, 'publicKey'>,
  plaintext: Uint8Array,
  aad: Uint8Array,
  info = 'crex-seal-v1',
) {
  const suite = sealingSuite();
  const publicKey = await suite.DeserializePublicKey(key.publicKey);
  const sealed = await suite.Seal(publicKey, plaintext, { aad, info: Buffer.from(info) });
  return Buffer.concat([sealed.encapsulatedSecret, sealed.ciphertext]);
}

/** What to do differently from a valid message; each hook sees what it would have been. */
export interface Deviation {
  readonly contentHeader?: Loose;
  readonly content?: (content: Content) => Loose | string;
  readonly contentToken?: (token: string) => string;
  readonly padded?: (token: string) => Buffer;
  /** Before sealing: bound by the seal. */
  readonly bound?: (slip: Loose) => Loose;
  /** After sealing: what the seal must notice. */
  readonly slip?: (slip: Loose) => Loose | string;
  readonly slipHeader?: Loose | string;
  readonly slipToken?: (token: string) => string;
  readonly sealed?: (sealed: Buffer) => Buffer;
  readonly sealedText?: (text: string) => string;
  readonly info?: string;
  readonly signedBy?: TestMember;
  readonly contentSignedBy?: TestMember;
}

export interface RawMessage {
  readonly envelope: string;
  readonly slip: RawJws;
  readonly content: RawJws;
  readonly sealed: Buffer;
  readonly aad: Buffer;
  readonly padded: Buffer;
}

/** A message that deviates from a valid one of this kind in exactly the way that is asked for. */
export async function rawMessage(kind: Kind, key: TestSealingKey, deviate: Deviation = {}): Promise<RawMessage> {
  const sample = sampleContent(kind);
  const by = sample.from as TestMember;
  const content = rawJws(
    deviate.contentHeader ?? rawHeader('crex-content+jws', by),
    (deviate.content ?? ((same) => same as unknown as Loose))(sample),
    deviate.contentSignedBy ?? by,
  );
  const token = (deviate.contentToken ?? String)(content.token);
  const plain = sampleBoundSlip(sample, content.digest, key.kid);
  const bound = (deviate.bound ?? ((same: Loose) => same))(plain);
  const aad = Buffer.from(canonicalJson(bound));
  const padded = (deviate.padded ?? ((text) => rawPadded(text, sizeFor(kind, text))))(token);
  const sealedBytes = await rawSeal(key, padded, aad, deviate.info);
  const sealed = (deviate.sealed ?? ((same: Buffer) => same))(sealedBytes);
  const slipPayload = (deviate.slip ?? ((same: Loose) => same))({ ...bound, sealedDigest: digestOf(sealed) });
  const slip = rawJws(deviate.slipHeader ?? rawHeader('crex-slip+jws', by), slipPayload, deviate.signedBy ?? by);
  const slipToken = (deviate.slipToken ?? String)(slip.token);
  const sealedText = (deviate.sealedText ?? String)(base64url(sealed));
  const envelope = `{"slip":"${slipToken}","sealed":"${sealedText}"}`;
  return { envelope, slip: { ...slip, token: slipToken }, content: { ...content, token }, sealed, aad, padded };
}

function sizeFor(kind: Kind, token: string): number {
  const smallest = CLASS_OF_KIND[kind] === 'reply' ? 16 : 4;
  const size = [4, 16, 64, 256, 1024, 4096].find((kib) => kib >= smallest && kib * 1024 >= token.length + 4) ?? 4096;
  return size * 1024;
}
