import { canonicalJson, CrexError } from '#libs/protocol';

/**
 * What may stand in an erasable part: strings, whole numbers, lists and objects. No booleans, fractions or null: they
 * invite two spellings of one fact, and a commitment binds exactly one.
 */
export type JsonValue = string | number | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

const MAX_DEPTH = 16;
/** The most bytes that the canonical text of one part may have. */
export const MAX_PART_BYTES = 65_535;

/**
 * The canonical text (JCS, RFC 8785) of one erasable part.
 *
 * @throws audit.malformed-part, audit.part-too-long
 */
export function canonicalPart(part: object): string {
  checkPart(part);
  const text = canonicalJson(part);
  checkPartLength(text);
  return text;
}

function checkPart(part: unknown): void {
  if (!isPlainObject(part) || !isExact(part, MAX_DEPTH)) {
    throw new CrexError('audit.malformed-part', 'a part is an object of strings, whole numbers, lists and objects', {
      nextStep: 'write booleans as Y or N, fractions as whole numbers of a smaller unit; leave out what is not known',
    });
  }
}

function checkPartLength(text: string): void {
  if (Buffer.byteLength(text) > MAX_PART_BYTES) {
    throw new CrexError('audit.part-too-long', `a part has at most ${MAX_PART_BYTES} bytes of canonical text`);
  }
}

function isExact(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (depth === 0) return false;
  if (Array.isArray(value)) return Array.from<unknown>(value).every((element) => isExact(element, depth - 1));
  if (!isPlainObject(value)) return false;
  return Object.entries(value).every(([name, element]) => name.isWellFormed() && isExact(element, depth - 1));
}

/** An object of a literal or of JSON.parse: no class, so no toJSON that would say something else than its fields. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}
