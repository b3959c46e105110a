import { convictionSchema, personSchema } from './conviction-schema.js';
import type { Conviction, Person } from './conviction.js';

/** Who the answering country's register says this is; never the register's own id of the person. */
export type DisclosedIdentity = Omit<Person, 'personId' | 'convictions'>;

/** What an answer with records carries: one person, and the convictions that the purpose allows. */
export interface DisclosedRecord {
  readonly identity: DisclosedIdentity;
  readonly convictions: readonly Conviction[];
}

const { personId: _personId, convictions: _convictions, ...identity } = personSchema.properties;

export const recordSchema = {
  type: 'object',
  properties: {
    identity: {
      type: 'object',
      properties: identity,
      required: personSchema.required.filter((name) => name !== 'personId' && name !== 'convictions'),
      additionalProperties: false,
    },
    convictions: { type: 'array', minItems: 1, maxItems: 500, items: convictionSchema },
  },
  required: ['identity', 'convictions'],
  additionalProperties: false,
} as const;
