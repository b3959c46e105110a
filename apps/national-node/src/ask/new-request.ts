import { bodySchemas, COUNTRIES, CrexError, faultsOf, type JsonSchema, type Pointer } from '#libs/protocol';
import type { AskInput } from './ask-input.js';

const { purpose, caseReference, urgency, subject, evidence, taskForce } = bodySchemas.REQ['properties'] as Record<
  string,
  JsonSchema
>;

/** What a question and a search of the own register say alike: why, by what right, for which case, about whom. */
export const askedSchemas = {
  purpose: { description: 'Why it is asked; the policy says which role may use which.', type: 'string', ...purpose },
  legalBasis: {
    description: 'Code of the treaty or agreement with those countries.',
    // a code of the message's body that is one of the log's too: it does not end with a hyphen
    ...{ type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$' },
  },
  caseReference: { description: 'The case or file that this is for.', ...caseReference },
  subject: { description: 'The person, as the asker describes them.', ...subject },
} as const satisfies Record<string, JsonSchema>;

/** JSON Schema of what an official asks: the members of the message's body, and the countries to ask. */
export const newRequestSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['to', 'purpose', 'legalBasis', 'caseReference', 'urgency', 'subject'],
  properties: {
    to: {
      description: 'The countries to ask, other than this one.',
      ...{ type: 'array', minItems: 1, maxItems: COUNTRIES.length - 1, uniqueItems: true },
      items: { type: 'string', enum: COUNTRIES },
    },
    ...askedSchemas,
    urgency: { type: 'string', ...urgency },
    evidence: { description: 'What the purpose must bring with it; the policy says what.', ...evidence },
    taskForce: { description: 'Code of the task force for which it is asked.', ...taskForce },
  },
};

/** A made-up question that every node accepts as it stands, but from the country it asks. */
export const newRequestExample = {
  to: ['BR', 'JM'],
  purpose: 'C2',
  legalBasis: 'NASSAU-1992',
  caseReference: 'IPP-2026-004711',
  urgency: 'ROUTINE',
  evidence: { accusedOffences: ['0502'], reason: 'Investigación por hurto en el puerto de Rosario' },
  subject: {
    names: [{ full: 'Juan Ejemplo Muñoz', given: ['Juan'], surname1: 'Ejemplo', surname2: 'Muñoz', kind: 'legal' }],
    birthDate: '1984-02-29',
    sex: 1,
    birthPlace: { country: 'AR', town: 'Rosario' },
    nationalities: ['AR'],
    documents: [{ country: 'AR', type: 'AR_DNI', number: '30123456' }],
  },
} as const satisfies AskInput;

/**
 * The body of a request, read: its shape, and that its dates are days of the calendar that have come.
 *
 * @param today the day in this country, `YYYY-MM-DD`
 * @throws ask.invalid-input with a pointer to each element at fault, never a value
 */
export function readNewRequest(body: unknown, today: string): AskInput {
  return readAsked(newRequestSchema, body, today) as AskInput;
}

/** What is asked, in the form of a closed schema whose members are those of a question. @throws ask.invalid-input */
export function readAsked(schema: JsonSchema, body: unknown, today: string): Omit<AskInput, 'to'> & { to: unknown } {
  const faults = faultsOf(schema, body);
  const pointers = faults.length > 0 ? faults : dateFaults(body as AskInput, today);
  if (pointers.length > 0) {
    throw new CrexError('ask.invalid-input', 'the question does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return body as AskInput;
}

function dateFaults({ subject, evidence }: AskInput, today: string): Pointer[] {
  return [
    ...birthDateFaults(subject.birthDate, today),
    ...dayFaults('/evidence/consent/givenOn', evidence?.consent?.givenOn, today),
  ];
}

/** What is wrong with the date of birth of a subject whose form the schema has checked. */
export function birthDateFaults(birthDate: string | undefined, today: string): Pointer[] {
  return dayFaults('/subject/birthDate', birthDate, today);
}

function dayFaults(pointer: string, date: string | undefined, today: string): Pointer[] {
  if (date === undefined) return [];
  if (!isOfTheCalendar(date)) return [{ pointer, rule: 'must be a day of the calendar' }];
  // YYYY and YYYY-MM compare with as much of today
  if (date > today.slice(0, date.length)) return [{ pointer, rule: 'must not be in the future' }];
  return [];
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, of the form that the schema has checked: no year 0, no 30 February. */
function isOfTheCalendar(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate(); // day 0 of the month after
  return year > 0 && day <= lastDay;
}
