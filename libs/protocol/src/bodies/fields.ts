import { DIGEST_PATTERN } from '../digest.js';
import type { JsonSchema } from '../shape.js';

/** Every body is salted, so that its digest tells nothing to who does not hold it. */
export interface Salted {
  readonly salt: string;
}

export const salt = { type: 'string', pattern: DIGEST_PATTERN } as const;
export const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

/** An object with these members and no others; all but the optional ones must stand. */
export function closed(properties: Record<string, unknown>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}
