import type { JsonSchema } from '#libs/protocol';
import { newRequestExample, newRequestSchema, readAsked } from '../ask/new-request.js';
import type { QueryInput } from './query-countries.js';

const { to, ...asked } = newRequestSchema['properties'] as Record<string, JsonSchema>;

/** JSON Schema of what an official asks around: as a question, of several countries or all. */
export const newQuerySchema: JsonSchema = {
  ...newRequestSchema,
  properties: {
    to: {
      description: 'The countries to ask, other than this one; ALL: every other member that takes part.',
      anyOf: [{ const: 'ALL' }, to],
    },
    ...asked,
  },
};

/** A made-up query that every node accepts as it stands. */
export const newQueryExample = { ...newRequestExample, to: 'ALL' } as const satisfies QueryInput;

/** The body of a query, read as that of a question. @throws ask.invalid-input */
export function readNewQuery(body: unknown, today: string): QueryInput {
  return readAsked(newQuerySchema, body, today) as QueryInput;
}
