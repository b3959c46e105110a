import { checkShape, subjectSchema, type Subject } from '#libs/protocol';

/** A question with the answer that is true: one line of a questions file. */
export interface KnownQuestion {
  readonly id: string;
  readonly subject: Subject;
  readonly truth: {
    /** `present`, or a kind of question about somebody who is not in the register. */
    readonly kind: string;
    readonly country?: string;
    /** Whom it is about; not there when they are in no register. */
    readonly personId?: string;
    readonly lookAlike?: string;
    /** What befell the question. */
    readonly noises?: readonly string[];
  };
}

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;

/** JSON Schema (2020-12) of a {@link KnownQuestion}. */
const knownQuestionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'subject', 'truth'],
  properties: {
    id: text,
    subject: subjectSchema,
    truth: {
      type: 'object',
      additionalProperties: false,
      required: ['kind'],
      properties: {
        ...{ kind: text, country: text, personId: text, lookAlike: text },
        noises: { type: 'array', maxItems: 100, items: text },
      },
    },
  },
} as const;

/** @throws CrexError `evaluation.malformed-question` */
export function readKnownQuestion(value: unknown): KnownQuestion {
  checkShape(knownQuestionSchema, value, 'evaluation.malformed-question', 'a question with its true answer');
  return value as KnownQuestion;
}
