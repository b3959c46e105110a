import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { COUNTRIES, type CountryCode, type JsonSchema, type RequestBody } from '#libs/protocol';
import type { Official } from '../context.js';
import { officialReference, subjectReferences } from '../log/references.js';
import { newRequestSchema } from './new-request.js';
import type { QuestionLife } from './question-life.store.js';
import { closed } from './request-response.js';
import type { Asking } from './question.store.js';
import { notFound } from './view-request.js';

const { taskForce, evidence, to: _to, ...asked } = newRequestSchema['properties'] as Record<string, JsonSchema>;

/** JSON Schema of what was asked, for whom it was asked by. */
export const askedSchema: JsonSchema = closed(
  {
    kind: { type: 'string', enum: ['REQ', 'QUERY'], description: 'for the record, or whether there is one' },
    to: { type: 'array', items: { type: 'string', enum: COUNTRIES } },
    ...asked,
    ...{ evidence: evidence ?? {}, taskForce: taskForce ?? {} },
  },
  ['evidence', 'taskForce'],
);

/** What was asked, of whom. */
export interface AskedRequest extends Pick<
  RequestBody,
  'purpose' | 'legalBasis' | 'caseReference' | 'urgency' | 'subject' | 'evidence' | 'taskForce'
> {
  readonly kind: Asking;
  readonly to: readonly CountryCode[];
}

/**
 * Shows an official what they have asked, from the message as it was signed. Reading it and the log entry VIEW are one
 * transaction, committed before the first byte leaves: it says who the person is.
 */
export class ViewAsked {
  constructor(
    private readonly database: Database,
    private readonly life: QuestionLife,
    private readonly log: AuditLog,
  ) {}

  /** @throws ask.not-found also while nothing has left, and once it is erased */
  run(official: Official, requestId: string): Promise<AskedRequest> {
    return inTransaction(this.database, async (tx) => {
      const questions = await this.life.ownRequest(tx, requestId, official.id);
      const [first] = questions;
      const body = first === undefined ? undefined : await this.life.asked(tx, first);
      if (first === undefined || body === undefined) throw notFound();
      const { purpose, legalBasis, caseReference, urgency, subject, evidence, taskForce } = body;
      await this.log.append(sqlOf(tx), [
        {
          eventId: randomUUID(),
          entry: { type: 'VIEW', object: 'QUESTION', count: 1, target: first.questionId },
          ...{ subject: { subject }, actor: { ...official }, detail: { requestId } },
          findBy: { actor: [officialReference(official.id)], subject: subjectReferences(subject) },
        },
      ]);
      return {
        ...{ kind: first.kind, to: questions.map(({ country }) => country) },
        ...{ purpose, legalBasis, caseReference, urgency, subject },
        ...(evidence === undefined ? {} : { evidence }),
        ...(taskForce === undefined ? {} : { taskForce }),
      };
    });
  }
}
