import { DIGEST_PATTERN } from '../digest.js';
import type { JsonSchema } from '../shape.js';

/** Every body is salted, so that its digest tells nothing to who does not hold it. */
export interface Salted {
  readonly salt: string;
}

export const salt = { type: 'string', pattern: DIGEST_PATTERN } as const;
export const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

/** With these values of `of`, `field` must stand; with `orWith` it may; with the others it must not. */
export function onlyWith(
  field: string,
  of: string,
  values: readonly string[],
  orWith: readonly string[] = [],
): JsonSchema {
  const without = { not: { required: [field] } };
  return {
    if: { properties: { [of]: { enum: values } } },
    then: { required: [field] },
    else: orWith.length === 0 ? without : { if: { properties: { [of]: { enum: orWith } } }, then: true, else: without },
  };
}

/** An object with these members and no others; all but the optional ones must stand. */
export function closed(properties: Record<string, unknown>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}
