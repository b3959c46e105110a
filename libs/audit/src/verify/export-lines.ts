import { checkShape, COUNTRIES, CrexError, parseJson, type CountryCode, type JsonLimits } from '#libs/protocol';
import { GROUPS, type Group } from '../entry-types.js';
import type { JsonObject } from '../json-value.js';

/** Entries of one file of exported entries (docs/protocol/log-export.md). */
export const MAX_EXPORTED_ENTRIES = 10_000;
/** A file has a header, entries, at most as many erasures as parts, and an end. */
export const MAX_EXPORT_LINES = MAX_EXPORTED_ENTRIES * (1 + GROUPS.length) + 2;
/** Longest line with its line feed (bytes). */
export const MAX_LINE_BYTES = 1024 * 1024;

/** The first line: whose log, when, which entry says that the file was made, what was opened. */
export interface ExportHeader {
  readonly format: 'crex-log-export';
  readonly v: 1;
  readonly country: CountryCode;
  /** Seconds since 1970. */
  readonly madeAt: number;
  readonly access: string;
  readonly entries: number;
  readonly open: readonly Group[];
}

/** A leaf (base64), and the text of its tlog-proof file or `PENDING`. */
export interface ExportedLeaf {
  readonly leaf: string;
  readonly proof: string;
}

export type ExportedPart =
  | { readonly status: 'open'; readonly value: JsonObject; readonly salt: string }
  | { readonly status: 'erased'; readonly by: string }
  | { readonly status: 'closed' | 'missing' };

export interface ExportedEntry extends ExportedLeaf {
  readonly parts: { readonly [G in Group]?: ExportedPart };
}

export type ExportLine =
  | { readonly entry: ExportedEntry }
  | { readonly erasure: ExportedLeaf }
  | { readonly end: { readonly entries: number; readonly erasures: number; readonly digest: string } };

const LIMITS: JsonLimits = {
  ...{ maxBytes: MAX_LINE_BYTES, maxDepth: 20, maxValues: 200_000, integersAndStringsOnly: true },
};
const DIGEST = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' } as const;
const UUID = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
const count = { type: 'integer', minimum: 0, maximum: MAX_EXPORT_LINES } as const;

function closed(properties: Readonly<Record<string, object>>) {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false } as const;
}

const leafAndProof = { leaf: { type: 'string', maxLength: 87_384 }, proof: { type: 'string' } } as const;
const part = {
  type: 'object',
  required: ['status'],
  oneOf: [
    closed({ status: { const: 'open' }, value: { type: 'object' }, salt: DIGEST }),
    closed({ status: { const: 'erased' }, by: UUID }),
    closed({ status: { enum: ['closed', 'missing'] } }),
  ],
} as const;
const parts = {
  ...{ type: 'object', properties: Object.fromEntries(GROUPS.map((group) => [group, part])) },
  additionalProperties: false,
} as const;

const headerSchema = closed({
  ...{ format: { const: 'crex-log-export' }, v: { const: 1 }, country: { enum: COUNTRIES } },
  ...{ madeAt: { type: 'integer', minimum: 0, maximum: 253402300799 }, access: UUID },
  entries: { type: 'integer', minimum: 0, maximum: MAX_EXPORTED_ENTRIES },
  open: { type: 'array', items: { enum: GROUPS }, uniqueItems: true, maxItems: GROUPS.length },
});
const lineSchemas = {
  entry: closed({ entry: closed({ ...leafAndProof, parts }) }),
  erasure: closed({ erasure: closed(leafAndProof) }),
  end: closed({ end: closed({ entries: count, erasures: count, digest: DIGEST }) }),
};

/** @throws audit.malformed-export */
export function readHeader(line: Uint8Array): ExportHeader {
  return shaped(headerSchema, parsed(line), 'the first line of an export') as ExportHeader;
}

/** Reads a line after the first and believes nothing. @throws audit.malformed-export */
export function readExportLine(line: Uint8Array): ExportLine {
  const value = parsed(line);
  const [kind] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const schema = kind === 'entry' || kind === 'erasure' || kind === 'end' ? lineSchemas[kind] : undefined;
  if (schema === undefined) throw malformed('a line is an entry, an erasure or the end');
  return shaped(schema, value, 'the line') as ExportLine;
}

/**
 * The lines of a file with their line feeds. The last one may lack its line feed; no line is longer than
 * MAX_LINE_BYTES.
 *
 * @throws audit.malformed-export for a longer one
 */
export async function* linesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file) {
    let begin = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, begin)) {
      yield Buffer.concat([...held, chunk.subarray(begin, end + 1)]);
      [held, length, begin] = [[], 0, end + 1];
    }
    held.push(chunk.subarray(begin));
    length += chunk.length - begin;
    if (length >= MAX_LINE_BYTES) throw malformed(`a line has more than ${MAX_LINE_BYTES} bytes`);
  }
  if (length > 0) yield Buffer.concat(held);
}

function parsed(line: Uint8Array): unknown {
  if (line.at(-1) !== 0x0a) throw malformed('a line ends with a line feed');
  try {
    return parseJson(line.subarray(0, -1), LIMITS);
  } catch (cause) {
    if (!(cause instanceof CrexError)) throw cause;
    throw new CrexError('audit.malformed-export', `a line that is not as it must be: ${cause.message}`, { cause });
  }
}

function shaped(schema: ReturnType<typeof closed>, value: unknown, what: string): unknown {
  checkShape(schema, value, 'audit.malformed-export', what);
  return value;
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-export', detail);
}
