import { COUNTRIES, ENVIRONMENTS, type CountryCode, type Environment } from './country.js';
import { DIGEST_PATTERN, type Digest } from './digest.js';
import { CrexError } from './error.js';
import { readJws, TYP, type ReadJws } from './jws.js';
import type { JsonLimits } from './json.js';
import { MAX_STATED_MESSAGES } from './bodies/control.js';
import { bodySchemas, CLASS_OF_KIND, KINDS, PROMISING_KINDS, type Body, type Kind } from './kinds.js';
import { MESSAGE_ID_PATTERN, type MessageId } from './message-id.js';
import { checkShape } from './shape.js';
import { SIZE_CLASSES } from './seal.js';
import { checkVersion, type Slip } from './slip.js';

/** The directory that the sender decided by: a newer one seen from a verified peer is fetched first. */
export interface DirectoryReference {
  readonly version: number;
  readonly hash: Digest;
}

/** "The entry with this leaf hash is in my log": the answerer's word, checked by the asker later. */
export interface LogPromise {
  readonly eventId: string;
  readonly origin: string;
  readonly leafHash: Digest;
  /** Seconds since 1970. */
  readonly time: number;
}

/** A certified extract beside the answer that it certifies (docs/protocol/extract.md). */
export type CarriedExtract =
  | {
      readonly number: string;
      /** The sealed document, base64url. */
      readonly pdf: string;
      /** The entry EXTRACT as the issuer's log has it, base64url: its proof is looked for by it. */
      readonly leaf: string;
    }
  | { readonly number: string; readonly code: ExtractFailure };

/** Why an extract that has its number could not be made. */
export const EXTRACT_FAILURES = ['responder.extract-too-large', 'responder.extract-not-printable'] as const;
export type ExtractFailure = (typeof EXTRACT_FAILURES)[number];

/** What only the two countries read, signed by the sender and sealed to the recipient (docs/protocol/content.md). */
export interface Content<K extends Kind = Kind> {
  readonly v: number;
  readonly env: Environment;
  readonly id: MessageId;
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly kind: K;
  readonly iat: number;
  readonly exp: number;
  /** 32 random bytes, base64url: makes contentDigest unguessable. */
  readonly nonce: string;
  readonly dir: DirectoryReference;
  /** contentDigest of the message that this replies to: of the request, or (RAR) of the RAI. */
  readonly requestDigest?: Digest;
  readonly promise?: LogPromise;
  /** RRS to a question for a certified extract: the extract, or why there is none. */
  readonly extract?: CarriedExtract;
  /** Latest checkpoints of others' logs that the sender has verified: signed notes with the log's own signature line. */
  readonly heads?: readonly string[];
  readonly body: Body<K>;
}

const digest = { type: 'string', pattern: DIGEST_PATTERN } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

const base64url = { type: 'string', pattern: '^[A-Za-z0-9_-]+$' } as const;
const extractNumber = { type: 'string', pattern: '^[A-Z]{2}-[0-9]{4}-[0-9]{6,9}$' } as const;

export const contentSchema = {
  type: 'object',
  properties: {
    v: { type: 'integer' },
    env: { enum: ENVIRONMENTS },
    id: { type: 'string', pattern: MESSAGE_ID_PATTERN },
    from: { enum: COUNTRIES },
    to: { enum: COUNTRIES },
    kind: { type: 'string', maxLength: 16 },
    iat: seconds,
    exp: seconds,
    nonce: digest,
    dir: {
      type: 'object',
      properties: { version: { type: 'integer', minimum: 1 }, hash: digest },
      required: ['version', 'hash'],
      additionalProperties: false,
    },
    requestDigest: digest,
    promise: {
      type: 'object',
      properties: {
        eventId: { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' },
        // the C2SP origin line: it will stand in a signed note, so no white space, no control character, no plus sign
        origin: { type: 'string', maxLength: 200, pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(/[a-z0-9._~-]+)*$' },
        leafHash: digest,
        time: seconds,
      },
      required: ['eventId', 'origin', 'leafHash', 'time'],
      additionalProperties: false,
    },
    extract: {
      type: 'object',
      properties: {
        number: extractNumber,
        pdf: base64url,
        leaf: { ...base64url, maxLength: 8192 },
        code: { enum: EXTRACT_FAILURES },
      },
      required: ['number'],
      additionalProperties: false,
      if: { required: ['code'] },
      then: { not: { anyOf: [{ required: ['pdf'] }, { required: ['leaf'] }] } },
      else: { required: ['pdf', 'leaf'] },
    },
    heads: {
      ...{ type: 'array', minItems: 1, maxItems: 4 },
      // C2SP tlog-checkpoint: origin, size, root, blank line, one signature line
      items: {
        ...{ type: 'string', maxLength: 600 },
        pattern: `^[a-z0-9][a-z0-9./~_-]{0,199}\\n(0|[1-9][0-9]{0,18})\\n[A-Za-z0-9+/]{43}=\\n\\n— [^\\p{Cc}]+\\n$`,
      },
    },
    body: { type: 'object' },
  },
  required: ['v', 'env', 'id', 'from', 'to', 'kind', 'iat', 'exp', 'nonce', 'dir', 'body'],
  additionalProperties: false,
  // no answer without the word that its entry is in the log
  if: { properties: { kind: { enum: PROMISING_KINDS } } },
  then: { required: ['promise'] },
} as const;

const CONTENT_LIMITS: JsonLimits = {
  maxBytes: (SIZE_CLASSES.at(-1) ?? 0) - 4,
  maxDepth: 12,
  maxValues: 100_000,
  integersAndStringsOnly: true,
};

/**
 * Reads a content: structure and kind; the signature is the caller's next step, the body's shape the one after.
 *
 * @throws message.unknown-version, message.unknown-kind, message.malformed and the codes of readJws
 */
export function readContent(token: string): ReadJws<Content> {
  const jws = readJws(token, TYP.content, CONTENT_LIMITS);
  checkVersion(jws.payload);
  checkShape(contentSchema, jws.payload, 'message.malformed', 'the content');
  checkKind((jws.payload as { kind: string }).kind);
  return { ...jws, payload: jws.payload as Content };
}

function checkKind(kind: string): void {
  if (!(KINDS as readonly string[]).includes(kind)) {
    throw new CrexError('message.unknown-kind', 'a kind of message that version 1 does not have');
  }
}

/**
 * The content says what the slip says: no party could be exchanged between the two signatures.
 *
 * @throws message.slip-mismatch, message.wrong-class, message.malformed
 */
export function checkContentMatchesSlip(content: Content, slip: Slip): void {
  for (const field of ['v', 'env', 'id', 'from', 'to', 'iat', 'exp'] as const) {
    if (content[field] !== slip[field]) {
      throw new CrexError('message.slip-mismatch', `slip and content differ in ${field}`);
    }
  }
  if (CLASS_OF_KIND[content.kind] !== slip.class) {
    throw new CrexError('message.wrong-class', 'the slip announces another class than the kind of the content has');
  }
  if ((slip.class === 'reply') !== (content.requestDigest !== undefined)) {
    throw new CrexError('message.malformed', 'a reply carries requestDigest; no other class does');
  }
}

/**
 * The body has the shape of its kind. Checked after the signature: the sender is known and gets a FEM with pointers.
 *
 * @throws message.malformed-body
 */
export function checkBody(content: Content): void {
  checkShape(bodySchemas[content.kind], content.body, 'message.malformed-body', `the body of a ${content.kind}`);
  checkExtractBelongs(content);
  if (content.kind === 'TIMEOUT') checkOwnQuestion(content as Content<'TIMEOUT'>);
  if (content.kind === 'NOT') checkOwnConviction(content as Content<'NOT'>);
  if (content.kind === 'RECON') checkNumbersAscend(content as Content<'RECON'>);
}

/** An extract comes with an answer that it can certify, and from the country that numbers it. */
function checkExtractBelongs({ kind, from, extract, body }: Content): void {
  if (extract === undefined) return;
  const outcome = 'outcome' in body ? body.outcome : undefined;
  const isCertified = outcome === 'RECORDS' || outcome === 'PARTIAL' || outcome === 'NO_RECORD';
  if (kind !== 'RRS' || !isCertified || !extract.number.startsWith(`${from}-`)) {
    throw new CrexError('message.malformed-body', 'an extract comes with records or none of them, from its issuer', {
      pointers: [{ pointer: '/extract', rule: 'only with RECORDS, PARTIAL or NO_RECORD, numbered by the sender' }],
    });
  }
}

/** From first to last, at most 10,000, each listed once: then what is not listed is certain. */
function checkNumbersAscend({ body: { first, last, messages } }: Content<'RECON'>): void {
  const numbers = messages.map(({ number }) => number);
  const ascends = numbers.every((number, index) => number > (numbers[index - 1] ?? first - 1));
  if (!ascends || (numbers.at(-1) ?? first) > last || last < first || last - first >= MAX_STATED_MESSAGES) {
    throw new CrexError('message.malformed-body', 'a RECON lists ascending numbers from first to last', {
      pointers: [{ pointer: '/messages', rule: 'ascend within first and last, at most 10000 numbers apart' }],
    });
  }
}

/** A country notifies what its own courts have decided, and of one conviction what it says of that one. */
function checkOwnConviction({ from, body: { conviction, convictionId } }: Content<'NOT'>): void {
  if (conviction === undefined) return;
  if (conviction.convictingCountry !== from || conviction.id !== convictionId) {
    throw new CrexError('message.malformed-body', 'a NOT tells of a conviction of its sender, the one that it names', {
      pointers: [{ pointer: '/conviction', rule: 'must be of the sender and have the id convictionId' }],
    });
  }
}

function checkOwnQuestion({ from, to, body }: Content<'TIMEOUT'>): void {
  const [asker, asked] = body.messageId.split('-');
  if (asker !== from || asked !== to) {
    throw new CrexError('message.malformed-body', 'a TIMEOUT speaks of a message from its sender to its recipient', {
      pointers: [{ pointer: '/messageId', rule: 'must name the parties of the content' }],
    });
  }
}
