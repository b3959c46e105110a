import type { NewEntry } from '#libs/audit';
import type { RequestBody } from '#libs/protocol';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { Answered } from './decide-answer.js';
import type { ReceivedQuestion } from './received-questions.store.js';
import type { DecidedBy } from './send-answer.js';

/** What only this country's auditor reads of something that was said about a person: about whom, to whom, why, and who decided. */
export function answeredEntry(
  said: Pick<NewEntry, 'eventId' | 'entry'>,
  { asker }: Pick<ReceivedQuestion, 'asker'>,
  { subject, authority, official, caseReference, urgency }: RequestBody,
  { forAuditor, about }: Pick<Answered, 'forAuditor' | 'about'>,
  decidedBy: DecidedBy = [],
): NewEntry {
  const deciding = decidedBy.map(({ id, role }) => ({ id, role }));
  return {
    ...said,
    subject: { subject },
    actor: { country: asker, authority, official, ...(deciding.length === 0 ? {} : { decidedBy: deciding }) },
    detail: { caseReference, urgency, ...forAuditor },
    findBy: {
      subject: subjectReferences(subject, about),
      actor: [officialReference(official.id, asker), ...decidedBy.map(({ id }) => officialReference(id))],
      case: caseReferences(caseReference),
    },
  };
}
