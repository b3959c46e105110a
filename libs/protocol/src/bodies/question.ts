import { recordSchema, type DisclosedRecord } from '../record.js';
import type { Pointer } from '../error.js';
import { ANSWER_OUTCOMES, MISSING_ITEMS, REFUSAL_REASONS } from '../outcome.js';
import type { AnswerOutcome, MissingItem, RefusalReason } from '../outcome.js';
import { PURPOSES, ROLES, URGENCIES, type Purpose, type Role, type Urgency } from '../purpose.js';
import type { JsonSchema } from '../shape.js';
import { lineSchema, subjectSchema, type Subject } from '../subject.js';
import { evidenceSchema, taskForceSchema, type Support } from '../supporting-evidence.js';
import type { Text } from '../text.js';
import { closed, onlyWith, salt, seconds, type Salted } from './fields.js';

/** A question about one person, with what its purpose must bring. */
export interface RequestBody extends Salted, Support {
  readonly purpose: Purpose;
  /** Code of the treaty or agreement that this pair of countries relies on. */
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: Urgency;
  readonly authority: string;
  /** The official who asks: role, and the asking country's own staff number (no name). */
  readonly official: { readonly role: Role; readonly id: string };
  readonly subject: Subject;
}

/** "I have your question and must answer by dueAt": sent when the answer does not leave at once. Seconds since 1970. */
export interface AcceptedBody extends Salted {
  readonly receivedAt: number;
  readonly dueAt: number;
}

/** The answer. Which optional field stands follows from the outcome. */
export interface AnswerBody extends Salted {
  readonly outcome: AnswerOutcome;
  readonly receivedAt: number;
  readonly dueAt: number;
  /** RECORDS and PARTIAL. */
  readonly record?: DisclosedRecord;
  /** REFUSED. */
  readonly reason?: RefusalReason;
  /** MULTIPLE_CANDIDATES: how many, nothing about them. */
  readonly candidates?: number;
  /** NOT_IDENTIFIED: what the question would need. */
  readonly missing?: readonly MissingItem[];
  /** PARTIAL: what could not be looked through, by its name. */
  readonly archives?: readonly Text[];
}

/** "I cannot work with this message": a coded refusal with pointers to the elements at fault. */
export interface FaultBody extends Salted {
  readonly code: string;
  readonly detail: string;
  readonly pointers: readonly Pointer[];
}

const requestFields = {
  purpose: { enum: PURPOSES },
  legalBasis: { type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$' },
  caseReference: lineSchema(50),
  urgency: { enum: URGENCIES },
  authority: lineSchema(400),
  subject: subjectSchema,
  evidence: evidenceSchema,
  taskForce: taskForceSchema,
} as const;

/** Names of archives, each in one language. */
export const archivesSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10,
  items: closed(
    { language: { enum: ['es', 'en', 'pt', 'nl'] }, value: lineSchema(200), translated: { enum: ['Y', 'N'] } },
    ['translated'],
  ),
} as const;

export const questionSchemas = {
  REQ: closed({ salt, ...requestFields, official: closed({ role: { enum: ROLES }, id: lineSchema(64) }) }, [
    'evidence',
    'taskForce',
  ]),
  RCPT: closed({ salt, receivedAt: seconds, dueAt: seconds }),
  RRS: {
    ...closed(
      {
        salt,
        outcome: { enum: ANSWER_OUTCOMES },
        receivedAt: seconds,
        dueAt: seconds,
        record: recordSchema,
        reason: { enum: REFUSAL_REASONS },
        candidates: { type: 'integer', minimum: 1, maximum: 1000 },
        missing: { type: 'array', items: { enum: MISSING_ITEMS }, minItems: 1, maxItems: 16, uniqueItems: true },
        archives: archivesSchema,
      },
      ['record', 'reason', 'candidates', 'missing', 'archives'],
    ),
    allOf: [
      onlyWith('record', 'outcome', ['RECORDS', 'PARTIAL']),
      onlyWith('reason', 'outcome', ['REFUSED']),
      onlyWith('candidates', 'outcome', ['MULTIPLE_CANDIDATES']),
      onlyWith('missing', 'outcome', ['NOT_IDENTIFIED'], ['MULTIPLE_CANDIDATES']),
      onlyWith('archives', 'outcome', ['PARTIAL']),
    ],
  },
  FEM: closed({
    salt,
    code: { type: 'string', pattern: '^(requester|responder)\\.[a-z-]{1,60}$' },
    detail: lineSchema(400),
    pointers: {
      type: 'array',
      maxItems: 20,
      items: closed({ pointer: { type: 'string', maxLength: 200 }, rule: { type: 'string', maxLength: 200 } }),
    },
  }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
