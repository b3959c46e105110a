import {
  archivesSchema,
  COUNTRIES,
  CrexError,
  DELAY_REASONS,
  faultsOf,
  lineSchema,
  MISSING_ITEMS,
  PURPOSES,
  REFUSAL_REASONS,
  URGENCIES,
  type DelayReason,
  type JsonSchema,
} from '#libs/protocol';
import { QUEUES } from '../answer/received-questions.store.js';
import { closed } from '../log/log-schemas.js';
import type { SavedSearch } from '../searches/saved-search.store.js';
import type { QueueQuery } from './clerk.store.js';
import type { Order } from './decide-question.js';
import type { Verdict } from './release-decision.js';

const staffNumber = { ...lineSchema(64), description: 'staff number' };
const note = {
  ...closed(
    {
      language: { enum: ['es', 'en', 'pt', 'nl'] },
      value: lineSchema(400),
      translated: { enum: ['Y', 'N'] },
    },
    ['translated'],
  ),
  description: 'for the asking country, in one language; never who the register holds',
};
const choice = (kinds: readonly string[], more: Readonly<Record<string, object>> = {}, optional: string[] = []) =>
  closed({ kind: { enum: kinds }, ...more }, optional);

const queryFields = {
  queue: { type: 'string', enum: QUEUES },
  country: { type: 'string', enum: COUNTRIES, description: 'who asks' },
  purpose: { type: 'string', enum: PURPOSES },
  urgency: { type: 'string', enum: URGENCIES },
  assigned: { type: 'string', enum: ['me', 'nobody'] },
  deadline: { type: 'string', enum: ['AT_RISK', 'OVERDUE'], description: '70 % of the time has gone; all of it' },
} as const;

/** JSON Schema of which questions a clerk wants to see. */
export const queueQuerySchema: JsonSchema = closed(queryFields, Object.keys(queryFields));

/** JSON Schemas of what a clerk sends. */
export const clerkSchemas = {
  query: queueQuerySchema,
  assignment: closed({ to: { oneOf: [staffNumber, { const: null }], description: 'null: nobody; absent: you' } }, [
    'to',
  ]),
  decision: {
    oneOf: [
      choice(['PERSON', 'DECEASED', 'BIOMETRIC_MISMATCH'], {
        personId: { ...lineSchema(200), description: 'one of the candidates' },
      }),
      choice(['PARTIAL'], {
        personId: { ...lineSchema(200), description: 'one of the candidates' },
        archives: {
          ...archivesSchema,
          description: 'what could not be looked through, by its name; nothing about anybody',
        },
      }),
      choice(['REFUSED'], { reason: { enum: REFUSAL_REASONS } }),
      choice(['NOBODY', 'CANNOT_TELL', 'NOT_COMPETENT']),
      choice(
        ['ASK'],
        {
          missing: { type: 'array', items: { enum: MISSING_ITEMS }, minItems: 1, maxItems: 16, uniqueItems: true },
          note,
        },
        ['note'],
      ),
    ],
  },
  release: closed({ verdict: { type: 'string', enum: ['RELEASE', 'RETURN'] } }),
  comment: closed({ comment: { ...lineSchema(400), description: 'for your colleagues; stays in this country' } }),
  delay: closed({
    announcedAt: { type: 'integer', minimum: 0, maximum: 253402300799, description: 'seconds since 1970' },
    reason: { type: 'string', enum: DELAY_REASONS },
  }),
  savedSearch: closed({ name: lineSchema(100), query: queueQuerySchema }),
} as const satisfies Record<string, JsonSchema>;

interface Inputs {
  readonly query: QueueQuery;
  readonly assignment: { readonly to?: string | null };
  readonly decision: Order;
  readonly release: { readonly verdict: Verdict };
  readonly comment: { readonly comment: string };
  readonly delay: { readonly announcedAt: number; readonly reason: DelayReason };
  readonly savedSearch: SavedSearch<QueueQuery>;
}

/** What a clerk has sent, read. @throws clerk.invalid-input with a pointer to each element at fault, never a value */
export function readClerkInput<K extends keyof Inputs>(kind: K, input: unknown): Inputs[K] {
  const pointers = faultsOf(clerkSchemas[kind], input);
  if (pointers.length > 0) {
    throw new CrexError('clerk.invalid-input', 'the input does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return input as Inputs[K];
}
