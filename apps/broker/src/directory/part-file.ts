import { checkShape, LISTED_ID, parseJson, type ListedId } from '#libs/protocol';
import type { OnlinePart } from './accept-online.js';

const base64 = {
  type: 'string',
  pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
} as const;
const properties = { metadata: { ...base64, maxLength: 32_768 }, target: { ...base64, maxLength: 720_000 } } as const;

const pushedSchema = {
  type: 'object',
  properties,
  required: ['metadata', 'target'],
  additionalProperties: false,
} as const;
const carriedSchema = {
  type: 'object',
  properties: { member: LISTED_ID, ...properties },
  required: ['member', 'metadata', 'target'],
  additionalProperties: false,
} as const;

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 1, maxValues: 8, integersAndStringsOnly: true } as const;

/** An online part as a node pushes it, parsed already. @throws message.malformed */
export function readPushedPart(body: unknown): OnlinePart {
  checkShape(pushedSchema, body, 'message.malformed', 'the pushed part');
  return decoded(body as Base64Part);
}

/**
 * An online part that somebody has carried here in a file, as the node's command `publish-online --out` writes it. Whose
 * it says it is decides only by which key its signature is checked.
 *
 * @throws message.malformed and the codes of parseJson
 */
export function readPartFile(bytes: Uint8Array): { readonly member: ListedId; readonly part: OnlinePart } {
  const file = parseJson(bytes, LIMITS);
  checkShape(carriedSchema, file, 'message.malformed', 'the file of an online part');
  return { member: (file as { member: ListedId }).member, part: decoded(file as Base64Part) };
}

interface Base64Part {
  readonly metadata: string;
  readonly target: string;
}

function decoded({ metadata, target }: Base64Part): OnlinePart {
  return { metadata: Buffer.from(metadata, 'base64'), target: Buffer.from(target, 'base64') };
}
