import {
  BROKER,
  COUNTRIES,
  ENVIRONMENTS,
  LISTED_ID,
  type Environment,
  type ListedId,
  type MemberId,
} from './country.js';
import { CrexError } from './error.js';
import { DIGEST_PATTERN, type Digest } from './digest.js';
import { readJws, signJws, TYP, type ReadJws, type Signer } from './jws.js';
import type { JsonLimits } from './json.js';
import { MESSAGE_ID_PATTERN, parseMessageId, type MessageId } from './message-id.js';
import { checkShape, type JsonSchema } from './shape.js';
import { checkVersion, WIRE_VERSION } from './slip.js';

/**
 * What a party states in the clear about messages it has seen, one JWS over a batch (docs/protocol/receipts.md):
 * stored: the broker holds it; taken: the recipient's node has the bytes; refused: the broker did not take it;
 * expired: nobody took it before exp.
 */
export interface Statement<Item, To = MemberId> {
  readonly v: number;
  readonly env: Environment;
  /** Who states it. */
  readonly by: MemberId;
  /** Whom it is for: the sender of the messages; of a refusal whoever called. */
  readonly to: To;
  /** Seconds since 1970. */
  readonly time: number;
  readonly items: readonly Item[];
}

export interface MessageItem {
  readonly id: MessageId;
  readonly slipDigest: Digest;
  readonly contentDigest: Digest;
}

export interface RefusedItem {
  /** SHA-256 of the envelope's bytes (a refused message may have no readable id); absent when the whole call is refused. */
  readonly lineDigest?: Digest;
  readonly id?: MessageId;
  /** `broker.<what>`, from the closed list. */
  readonly code: string;
}

interface StatementItems {
  stored: MessageItem;
  taken: MessageItem;
  expired: MessageItem;
  refused: RefusedItem;
}
export type StatementKind = keyof StatementItems;
/** Whoever calls may be refused; only members send messages. */
type StatementOf<K extends StatementKind> = Statement<StatementItems[K], K extends 'refused' ? ListedId : MemberId>;

/** Messages in one batch, and so items in one statement. */
export const MAX_BATCH = 64;

const digest = { type: 'string', pattern: DIGEST_PATTERN } as const;
const id = { type: 'string', pattern: MESSAGE_ID_PATTERN } as const;
const member = { enum: [...COUNTRIES, BROKER] } as const;

const messageItem = {
  type: 'object',
  properties: { id, slipDigest: digest, contentDigest: digest },
  required: ['id', 'slipDigest', 'contentDigest'],
  additionalProperties: false,
} as const;
const refusedItem = {
  type: 'object',
  properties: { lineDigest: digest, id, code: { type: 'string', pattern: '^broker\\.[a-z-]{1,60}$' } },
  required: ['code'],
  additionalProperties: false,
} as const;

function statementSchema(items: JsonSchema, to: JsonSchema = member): JsonSchema {
  return {
    type: 'object',
    properties: {
      v: { type: 'integer' },
      env: { enum: ENVIRONMENTS },
      by: member,
      to,
      time: { type: 'integer', minimum: 0, maximum: 253402300799 },
      items: { type: 'array', items, minItems: 1, maxItems: MAX_BATCH },
    },
    required: ['v', 'env', 'by', 'to', 'time', 'items'],
    additionalProperties: false,
  };
}

export const statementSchemas: Readonly<Record<StatementKind, JsonSchema>> = {
  stored: statementSchema(messageItem),
  taken: statementSchema(messageItem),
  expired: statementSchema(messageItem),
  refused: statementSchema(refusedItem, LISTED_ID),
};

const STATEMENT_LIMITS: JsonLimits = { maxBytes: 32_768, maxDepth: 3, maxValues: 600, integersAndStringsOnly: true };

/** Signs a statement of this kind. */
export async function signStatement<K extends StatementKind>(
  kind: K,
  statement: Omit<StatementOf<K>, 'v'>,
  signer: Signer,
): Promise<string> {
  return (await signJws(TYP[kind], { v: WIRE_VERSION, ...statement }, signer)).token;
}

/**
 * Reads a statement of this kind: structure, and that it is one this party can make; the signature and what the items
 * say of our messages are the caller's next steps.
 *
 * @throws message.malformed, message.unknown-version, message.id-mismatch and the codes of readJws
 */
export function readStatement<K extends StatementKind>(kind: K, token: string): ReadJws<StatementOf<K>> {
  const jws = readJws(token, TYP[kind], STATEMENT_LIMITS);
  checkVersion(jws.payload);
  checkShape(statementSchemas[kind], jws.payload, 'message.malformed', `a ${kind} statement`);
  const statement = jws.payload as StatementOf<K>;
  if (kind === 'taken') checkTakenByRecipient(statement as Statement<MessageItem>);
  else checkStatedByBroker(statement);
  if (kind !== 'refused') checkItemsOfSender(statement as Statement<MessageItem>);
  return { ...jws, payload: statement };
}

/** Only the broker holds, refuses or gives up a message. */
function checkStatedByBroker({ by }: Pick<Statement<unknown>, 'by'>): void {
  if (by !== BROKER) throw new CrexError('message.id-mismatch', 'only the broker can state this');
}

/** Whoever takes is the one that each id names as recipient: nobody ends the delivery of another's message. */
function checkTakenByRecipient({ by, items }: Statement<MessageItem>): void {
  if (!items.every((item) => parseMessageId(item.id).to === by)) {
    throw new CrexError('message.id-mismatch', 'a taken statement names a message to another recipient');
  }
}

function checkItemsOfSender({ to, items }: Statement<MessageItem>): void {
  if (!items.every((item) => parseMessageId(item.id).from === to)) {
    throw new CrexError('message.id-mismatch', 'a statement is for the sender of every message it names');
  }
}
