import { CrexError, faultsOf, type JsonSchema, type Purpose, type Subject } from '#libs/protocol';
import { askedSchemas, birthDateFaults, newRequestExample } from '../ask/new-request.js';

/** The most candidates that one search lists. */
export const MOST_LISTED = 50;
/** As many as that are listed when the client does not say. */
export const USUALLY_LISTED = 10;

/** A search of the own register, as an official orders it. */
export interface SearchInput {
  readonly purpose: Purpose;
  readonly legalBasis?: string;
  readonly caseReference: string;
  readonly subject: Subject;
  readonly limit: number;
}

/** JSON Schema of a search; the subject is that of a question to other countries. */
export const searchInputSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['purpose', 'caseReference', 'subject'],
  properties: {
    ...askedSchemas,
    purpose: { ...askedSchemas.purpose, description: 'Why the register is searched; stands in the log.' },
    legalBasis: { ...askedSchemas.legalBasis, description: 'Code of the law or order, where the purpose needs one.' },
    limit: {
      ...{ type: 'integer', minimum: 1, maximum: MOST_LISTED, default: USUALLY_LISTED },
      description: 'The most candidates to list; the decision does not depend on it.',
    },
  },
};

const { purpose, caseReference, subject } = newRequestExample;
/** A search that every node accepts as it stands. */
export const searchInputExample = { purpose, caseReference, subject, limit: USUALLY_LISTED } as const;

/**
 * The body of a search, read as that of a question is.
 *
 * @param today the day in this country, `YYYY-MM-DD`
 * @throws register.invalid-input with a pointer to each element at fault, never a value
 */
export function readSearchInput(body: unknown, today: string): SearchInput {
  const faults = faultsOf(searchInputSchema, body);
  const pointers = faults.length > 0 ? faults : birthDateFaults((body as SearchInput).subject.birthDate, today);
  if (pointers.length > 0) {
    throw new CrexError('register.invalid-input', 'the search does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  const { limit = USUALLY_LISTED, ...said } = body as Partial<SearchInput>;
  return { ...said, limit } as SearchInput;
}
