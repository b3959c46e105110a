import { checkShape, CrexError, DIGEST_PATTERN, MAX_BATCH, type Digest } from '#libs/protocol';

const NEWLINE = 0x0a;
/** Longest wait that a call may ask for (seconds), and the usual one. */
const LONGEST_WAIT = 30;
const USUAL_WAIT = 25;

const takenSchema = {
  type: 'object',
  properties: {
    taken: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 45_000 }, maxItems: MAX_BATCH },
    statements: { type: 'array', items: { type: 'string', pattern: DIGEST_PATTERN }, maxItems: MAX_BATCH },
  },
  required: ['taken', 'statements'],
  additionalProperties: false,
} as const;

/** What a member says it has stored: signed receipts, and digests of statements. */
export interface TakenCall {
  readonly taken: readonly string[];
  readonly statements: readonly Digest[];
}

/**
 * The envelopes of a call, cut at the line feeds of the raw bytes; an empty line is none.
 *
 * @throws message.malformed, message.too-many
 */
export function readLines(body: Buffer): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < body.length;) {
    const feed = body.indexOf(NEWLINE, start);
    const end = feed === -1 ? body.length : feed;
    if (end > start) lines.push(body.subarray(start, end));
    checkCount(lines);
    start = end + 1;
  }
  checkNotEmpty(lines);
  return lines;
}

/** @throws message.malformed, platform.unsupported-media-type */
export function readTaken(body: unknown): TakenCall {
  checkJson(body);
  checkShape(takenSchema, body, 'message.malformed', 'the acknowledgement');
  return body as TakenCall;
}

/** How long to wait and how many to hand over, from the query. @throws message.malformed */
export function readWait(query: Readonly<Record<string, unknown>>): { waitMs: number; max: number } {
  checkNames(query);
  return {
    waitMs: wholeNumber(query['wait'], { least: 0, most: LONGEST_WAIT, usual: USUAL_WAIT }) * 1000,
    max: wholeNumber(query['max'], { least: 1, most: MAX_BATCH, usual: MAX_BATCH }),
  };
}

/** The answer to a fetch: each envelope as it was stored, each statement in a line of its own. */
export function writeMailbox(lines: readonly Uint8Array[], statements: readonly string[]): Buffer {
  const all = [...lines, ...statements.map((token) => Buffer.from(`{"statement":"${token}"}`, 'ascii'))];
  return Buffer.concat(all.flatMap((line) => [line, Uint8Array.of(NEWLINE)]));
}

function checkJson(body: unknown): void {
  if (Buffer.isBuffer(body)) {
    throw new CrexError('platform.unsupported-media-type', 'this path does not take this content type');
  }
}

function checkCount(lines: readonly Uint8Array[]): void {
  if (lines.length > MAX_BATCH) throw new CrexError('message.too-many', `more than ${MAX_BATCH} messages in one call`);
}

function checkNotEmpty(lines: readonly Uint8Array[]): void {
  if (lines.length === 0) throw new CrexError('message.malformed', 'the call holds no message');
}

function checkNames(query: Readonly<Record<string, unknown>>): void {
  if (!Object.keys(query).every((name) => name === 'wait' || name === 'max')) {
    throw new CrexError('message.malformed', 'the query holds more than wait and max');
  }
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

function wholeNumber(text: unknown, range: Range): number {
  if (text === undefined) return range.usual;
  const value = typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  checkWithin(value, range);
  return value;
}

// written so that what is no number is refused too
function checkWithin(value: number, { least, most }: Range): void {
  if (!(value >= least && value <= most)) {
    throw new CrexError('message.malformed', `wait is 0 to ${LONGEST_WAIT}, max is 1 to ${MAX_BATCH}`);
  }
}
