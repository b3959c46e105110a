import {
  BROKER,
  checkShape,
  COUNTRIES,
  parseJson,
  type Content,
  type CountryCode,
  type JsonLimits,
  type ReadJws,
  type Slip,
} from '#libs/protocol';

/** One message of an exchange as its sender has signed it, with the receipts that the sender has kept. */
export interface SignedMessage {
  /** The signed routing slip (compact JWS). */
  readonly slip: string;
  /** The signed content (compact JWS); not of a question that was refused before it could be read and believed. */
  readonly content?: string;
  /** The broker's statement that it holds the message (compact JWS). */
  readonly stored?: string;
  /** The recipient's statement that it has the message (compact JWS). */
  readonly taken?: string;
}

/** A version of the directory among `files`, and when the maker of the evidence had verified it. */
export interface DirectoryPlace {
  /** Versions of the root and of the timestamp. */
  readonly root: number;
  readonly timestamp: number;
  /** Seconds since 1970. */
  readonly validAt: number;
}

/** An entry of the maker's own log: its bytes (base64), and the tlog-proof file or `PENDING`. */
export interface ProvenEntry {
  readonly leaf: string;
  readonly proof: string;
}

/**
 * All that shows one exchange to somebody who was no part of it: what both countries have signed, by which keys, what
 * others have signed about it, and where it stands in the logs.
 *
 * @see docs/protocol/evidence.md
 */
export interface ExchangeEvidence {
  readonly v: 1;
  readonly evidence: 'exchange';
  /** One of the two countries. */
  readonly madeBy: CountryCode;
  /** Seconds since 1970. */
  readonly madeAt: number;
  /** Event id of the entry in the maker's log that says that this file was made. */
  readonly access: string;
  readonly request: SignedMessage;
  readonly reply: SignedMessage & { readonly content: string };
  readonly directories: readonly DirectoryPlace[];
  /** Files of the directory by the path under which a repository serves them, timestamps under their versions; base64. */
  readonly files: Readonly<Record<string, string>>;
  readonly entries: readonly ProvenEntry[];
  /** The proof of the entry that the reply promised, as the asker found it in the answerer's log. */
  readonly promised?: string;
}

/** A message, read. */
export interface ReadMessage {
  readonly slip: ReadJws<Slip>;
  readonly content: ReadJws<Content> | undefined;
}

/** Both messages of the exchange, read. */
export interface Exchange {
  readonly request: ReadMessage;
  readonly reply: ReadMessage & { readonly content: ReadJws<Content> };
}

/** Instead of a proof: no signed tree held the entry when the evidence was made. */
export const PENDING = 'PENDING';

const MAX_CONTENT = 6 * 1024 * 1024;
const MAX_NOTE = 600_000;
const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$';
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;
const version = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const proof = { type: 'string', maxLength: MAX_NOTE } as const;

function closed(properties: Record<string, unknown>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

const message = {
  slip: { type: 'string', maxLength: 4096 },
  content: { type: 'string', maxLength: MAX_CONTENT },
  stored: { type: 'string', maxLength: 65_536 },
  taken: { type: 'string', maxLength: 65_536 },
} as const;

/** The shape of the evidence of an exchange (JSON Schema 2020-12). */
export const exchangeEvidenceSchema = closed(
  {
    v: { const: 1 },
    evidence: { const: 'exchange' },
    madeBy: { enum: COUNTRIES },
    madeAt: seconds,
    access: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
    request: closed(message, ['content', 'stored', 'taken']),
    reply: closed(message, ['stored', 'taken']),
    directories: {
      ...{ type: 'array', minItems: 1, maxItems: 4 },
      items: closed({ root: version, timestamp: version, validAt: seconds }),
    },
    files: {
      type: 'object',
      propertyNames: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9./-]{0,199}$' },
      additionalProperties: { type: 'string', maxLength: 1_400_000, pattern: BASE64 },
      maxProperties: 512,
    },
    entries: {
      ...{ type: 'array', maxItems: 16 },
      items: closed({ leaf: { type: 'string', maxLength: 87_384, pattern: BASE64 }, proof }),
    },
    promised: proof,
  },
  ['promised'],
);

/** Two contents of the largest size, the directory and the proofs. */
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024;
const LIMITS: JsonLimits = {
  ...{ maxBytes: MAX_EVIDENCE_BYTES, maxDepth: 4, maxValues: 2048, integersAndStringsOnly: true },
};

/**
 * Reads the evidence of an exchange and believes nothing: `verifyExchange` judges it.
 *
 * @throws evidence.malformed, and the codes of parseJson
 */
export function readExchangeEvidence(json: Uint8Array): ExchangeEvidence {
  const value = parseJson(json, LIMITS);
  checkShape(exchangeEvidenceSchema, value, 'evidence.malformed', 'the evidence of an exchange');
  return value as ExchangeEvidence;
}

/** Whose part of the directory the evidence needs. */
export function partsNeeded(asker: CountryCode, answerer: CountryCode) {
  return [asker, answerer, BROKER] as const;
}
