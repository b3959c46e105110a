import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import {
  bodySchemas,
  COUNTRIES,
  CrexError,
  faultsOf,
  type CountryCode,
  type JsonSchema,
  type Purpose,
} from '#libs/protocol';
import type { Official } from '../context.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import { newRequestSchema } from './new-request.js';
import type { HeldAnswer, QuestionStore } from './question.store.js';

const asked = newRequestSchema['properties'] as Record<string, JsonSchema>;
const { authority } = bodySchemas.REQ['properties'] as Record<string, JsonSchema>;

/** JSON Schema of what an official records: whose answer went to whom, by what right. */
export const disseminationSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['country', 'recipient', 'purpose', 'legalBasis', 'caseReference'],
  properties: {
    country: { description: 'The country whose answer was passed on.', type: 'string', enum: COUNTRIES },
    recipient: { description: 'The authority of this country that got it.', ...authority },
    purpose: { ...asked['purpose'], description: 'What it is used for there.' },
    legalBasis: { ...asked['legalBasis'], description: 'Code of the law that allows it.' },
    caseReference: { ...asked['caseReference'], description: 'The case or file of that authority.' },
  },
};

export interface Dissemination {
  readonly country: CountryCode;
  readonly recipient: string;
  readonly purpose: Purpose;
  readonly legalBasis: string;
  readonly caseReference: string;
}

/** @throws ask.invalid-input with a pointer to each element at fault, never a value */
export function readDissemination(body: unknown): Dissemination {
  const pointers = faultsOf(disseminationSchema, body);
  if (pointers.length > 0) {
    throw new CrexError('ask.invalid-input', 'what is recorded does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return body as Dissemination;
}

/**
 * An official records that an answer was passed on to another authority of this country: the entry SECONDARY_DISSEMINATION,
 * found by the person, the official and either case, so that the use beyond the first purpose is visible.
 */
export class RecordDissemination {
  constructor(
    private readonly database: Database,
    private readonly questions: QuestionStore,
    private readonly log: AuditLog,
  ) {}

  /**
   * @returns the event of the entry
   * @throws ask.not-found, ask.no-answer
   */
  async run(official: Official, requestId: string, told: Dissemination): Promise<{ readonly eventId: string }> {
    return inTransaction(this.database, async (tx) => {
      const answer = await this.questions.heldAnswer(tx, requestId, official.id, told.country);
      checkHeld(answer);
      const { questionId, contentDigest, question } = answer;
      const { recipient, purpose, legalBasis, caseReference } = told;
      const eventId = randomUUID();
      await this.log.append(sqlOf(tx), [
        {
          ...{ eventId, entry: { type: 'SECONDARY_DISSEMINATION', contentDigest, purpose, legalBasis } as const },
          ...{ subject: { subject: question.subject }, actor: { ...official } },
          detail: { recipient, caseReference, askedFor: question.caseReference, requestId, question: questionId },
          findBy: {
            subject: subjectReferences(question.subject),
            actor: [officialReference(official.id)],
            case: [...new Set([caseReference, question.caseReference].flatMap(caseReferences))],
          },
        },
      ]);
      return { eventId };
    });
  }
}

function checkHeld(answer: HeldAnswer | undefined): asserts answer is HeldAnswer {
  if (answer === undefined) {
    throw new CrexError('ask.no-answer', 'you hold no answer of this country to this request', {
      nextStep: 'name a country that has answered; what is erased can no longer be passed on',
    });
  }
}
