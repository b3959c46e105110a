import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { CrexError, type Pointer } from './error.js';

/** A JSON Schema (2020-12): the published description of a shape, and what checks it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const MAX_POINTERS = 20;
/** How schemas are compiled, here and ahead of time for a browser. */
export const SHAPE_OPTIONS = {
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  ownProperties: true,
} as const;
// our own schemas, which a test holds against the meta-schema: at each start that would cost more than all the rest
const ajv = new Ajv2020({ ...SHAPE_OPTIONS, validateSchema: false, meta: false, code: { optimize: false } });
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** Every place where a value leaves the shape: a JSON pointer (RFC 6901) and the rule, never the value. */
export function faultsOf(schema: JsonSchema, value: unknown): Pointer[] {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  if (validate(value)) return [];
  const faults = (validate.errors ?? []).map(({ instancePath, keyword, params, message }) => ({
    pointer: keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath,
    rule: keyword === 'additionalProperties' ? 'has a field that is not known here' : (message ?? keyword),
  }));
  return faults.slice(0, MAX_POINTERS);
}

/**
 * Refuses a value that leaves the shape.
 *
 * @throws the code given, with a pointer to each element at fault
 */
export function checkShape(schema: JsonSchema, value: unknown, code: string, what: string): void {
  const pointers = faultsOf(schema, value);
  if (pointers.length > 0) throw new CrexError(code, `${what} does not have the shape it must have`, { pointers });
}
