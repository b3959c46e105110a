import { COUNTRIES, CrexError, faultsOf, lineSchema, type JsonSchema } from '#libs/protocol';
import { newRequestSchema } from '../ask/new-request.js';
import type { Asking } from '../ask/question.store.js';
import { closed } from '../log/log-schemas.js';

const FORMS: Readonly<Record<string, object>> = {
  to: {
    anyOf: [
      { const: 'ALL' },
      { type: 'array', maxItems: COUNTRIES.length, items: { type: 'string', enum: COUNTRIES } },
    ],
  },
  subject: { type: 'object' },
  evidence: { type: 'object' },
};
const line = { type: 'string', maxLength: 400 } as const;

/**
 * What a draft may hold: the members of a question, of which nothing is demanded but the JSON type. How large it may be is
 * a matter of the transport; whether it can be asked is looked at when it is submitted.
 */
const unfinished: JsonSchema = {
  ...{ type: 'object', additionalProperties: false },
  description: 'the members of a request or query, as far as they are known; checked in full when it is submitted',
  properties: Object.fromEntries(
    Object.keys(newRequestSchema['properties'] as object).map((name) => [name, FORMS[name] ?? line]),
  ),
};

/** JSON Schemas of what an official sends about what is not sent yet. */
export const unsentSchemas = {
  draft: closed(
    {
      kind: {
        type: 'string',
        enum: ['REQ', 'QUERY'],
        description: 'for the record (REQ, if nothing is said), or a query',
      },
      request: unfinished,
    },
    ['kind'],
  ),
  change: closed({ request: unfinished }),
  approval: closed(
    {
      decision: { type: 'string', enum: ['APPROVE', 'REJECT'] },
      reason: { ...lineSchema(400), description: 'for the official who asks; about the request, not about the person' },
    },
    ['reason'],
  ),
} as const satisfies Record<string, JsonSchema>;

/** What a second person decides. */
export interface ApprovalInput {
  readonly decision: 'APPROVE' | 'REJECT';
  readonly reason?: string;
}

interface Inputs {
  readonly draft: { readonly kind?: Asking; readonly request: object };
  readonly change: { readonly request: object };
  readonly approval: ApprovalInput;
}

/** What an official has sent, read. @throws ask.invalid-input with a pointer to each element at fault, never a value */
export function readUnsentInput<K extends keyof Inputs>(kind: K, input: unknown): Inputs[K] {
  const pointers = faultsOf(unsentSchemas[kind], input);
  if (pointers.length > 0) {
    throw new CrexError('ask.invalid-input', 'the input does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return input as Inputs[K];
}

/** The countries that a draft names; of `ALL` none. */
export function countriesIn(request: object): readonly string[] {
  const { to } = request as { readonly to?: readonly string[] | 'ALL' };
  return Array.isArray(to) ? [...new Set(to as readonly string[])] : [];
}
