import { digestOf, type Digest } from './digest.js';
import { fromBase64url, toBase64url } from './base64url.js';
import type { Content } from './content.js';
import { CrexError } from './error.js';
import { signJws, TYP, type ReadJws, type Signer } from './jws.js';
import { parseJson, type JsonLimits } from './json.js';
import { CLASS_OF_KIND, SMALLEST_SIZE_CLASS } from './kinds.js';
import type { MessageId } from './message-id.js';
import {
  checkSealedSize,
  checkSuite,
  pad,
  seal,
  sealedBytesOf,
  SIZE_CLASSES,
  unpad,
  type Opener,
  type SealingKey,
} from './seal.js';
import { checkShape } from './shape.js';
import { aadOf, readSlip, type Slip } from './slip.js';

/** One message ready for the wire. `line` is the envelope: stored once, re-sent as it is, relayed to the byte. */
export interface ComposedMessage {
  readonly line: Uint8Array;
  /** Both as they were signed: compact JWS. */
  readonly slip: string;
  readonly content: string;
  readonly slipDigest: Digest;
  readonly contentDigest: Digest;
  readonly sealedDigest: Digest;
}

/** An envelope as it was read from the wire; nothing in it is verified yet. */
export interface Envelope {
  readonly line: Uint8Array;
  readonly slip: ReadJws<Slip>;
  readonly sealed: Uint8Array;
}

const envelopeSchema = {
  type: 'object',
  properties: { slip: { type: 'string', maxLength: 4096 }, sealed: { type: 'string' } },
  required: ['slip', 'sealed'],
  additionalProperties: false,
} as const;

/** Longest envelope (bytes): the largest size class in base64url, the slip, and the JSON around them. */
export const MAX_ENVELOPE_BYTES = Math.ceil((sealedBytesOf(SIZE_CLASSES.at(-1) as number) * 4) / 3) + 4096 + 64;

const ENVELOPE_LIMITS: JsonLimits = {
  maxBytes: MAX_ENVELOPE_BYTES,
  maxDepth: 1,
  maxValues: 8,
  integersAndStringsOnly: true,
};

export interface MessageRoute {
  readonly priority: 0 | 1;
  readonly inReplyTo?: MessageId;
}

/** Signs the content, pads and seals it to the recipient's key, signs the slip (docs/protocol/envelope.md). */
export async function composeMessage(
  content: Content,
  route: MessageRoute,
  signer: Signer,
  sealTo: SealingKey,
): Promise<ComposedMessage> {
  const contentJws = await signJws(TYP.content, content, signer);
  const messageClass = CLASS_OF_KIND[content.kind];
  const { v, env, id, from, to, iat, exp } = content;
  const bound = {
    ...{ v, env, id, from, to, class: messageClass, priority: route.priority, iat, exp },
    ...(route.inReplyTo === undefined ? {} : { inReplyTo: route.inReplyTo }),
    ...{ contentDigest: contentJws.digest, suite: sealTo.suite, kid: sealTo.kid },
  };
  const padded = pad(Buffer.from(contentJws.token, 'ascii'), SMALLEST_SIZE_CLASS[messageClass]);
  const sealed = await seal(sealTo, padded, aadOf(bound));
  const sealedDigest = digestOf(sealed);
  const slip: Slip = { ...bound, sealedDigest };
  const slipJws = await signJws(TYP.slip, slip, signer);
  const line = Buffer.from(`{"slip":"${slipJws.token}","sealed":"${toBase64url(sealed)}"}`, 'ascii');
  return {
    line,
    slip: slipJws.token,
    content: contentJws.token,
    slipDigest: slipJws.digest,
    contentDigest: contentJws.digest,
    sealedDigest,
  };
}

/**
 * Reads an envelope: limits and structure, before any cryptography.
 *
 * @throws message.malformed, message.wrong-padding and the codes of parseJson, readSlip
 */
export function readEnvelope(line: Uint8Array): Envelope {
  const json = parseJson(line, ENVELOPE_LIMITS);
  checkShape(envelopeSchema, json, 'message.malformed', 'the envelope');
  const { slip, sealed } = json as { slip: string; sealed: string };
  const envelope = { line, slip: readSlip(slip), sealed: fromBase64url(sealed) };
  checkSealedSize(envelope.sealed);
  checkSmallestSize(envelope);
  return envelope;
}

function checkSmallestSize({ slip, sealed }: Envelope): void {
  if (sealed.byteLength < sealedBytesOf(SMALLEST_SIZE_CLASS[slip.payload.class])) {
    throw new CrexError('message.wrong-padding', 'a reply is padded to 16 KiB at least, whatever it says');
  }
}

/**
 * The slip speaks of these sealed bytes and no others.
 *
 * @throws message.wrong-digest
 */
export function checkSealedDigest({ slip, sealed }: Envelope): void {
  if (digestOf(sealed) !== slip.payload.sealedDigest) {
    throw new CrexError('message.wrong-digest', 'sealedDigest is not the digest of the sealed content');
  }
}

/**
 * Opens the sealed content with the key that the slip names (no trial decryption).
 *
 * @returns the content JWS, not verified
 * @throws message.unknown-suite, message.unknown-sealing-key, message.unsealable, message.wrong-padding
 */
export async function openSealed({ slip, sealed }: Envelope, openers: ReadonlyMap<string, Opener>): Promise<string> {
  checkSuite(slip.payload.suite);
  const opener = openers.get(slip.payload.kid);
  if (opener === undefined) {
    throw new CrexError('message.unknown-sealing-key', 'sealed to a key that this node does not hold (any more)');
  }
  const padded = await openWith(opener, sealed, aadOf(slip.payload));
  return Buffer.from(unpad(padded)).toString('latin1');
}

async function openWith(opener: Opener, sealed: Uint8Array, aad: Uint8Array): Promise<Uint8Array> {
  try {
    return await opener.open(sealed, aad);
  } catch (cause) {
    throw new CrexError('message.unsealable', 'the sealed content does not open with the key it names', { cause });
  }
}

/**
 * The opened content is the one whose digest stands in the slip, the receipts and the logs.
 *
 * @throws message.wrong-digest
 */
export function checkContentDigest(content: ReadJws<Content>, slip: Slip): void {
  if (content.digest !== slip.contentDigest) {
    throw new CrexError('message.wrong-digest', 'contentDigest is not the digest of the sealed content JWS');
  }
}
