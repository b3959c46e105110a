import { randomUUID } from 'node:crypto';
import type { NewEntry } from '#libs/audit';
import {
  bodyDigest,
  loggedOutcome,
  supportOf,
  type AnswerBody,
  type AnswerOutcome,
  type DisclosedIdentity,
  type HitResult,
  type HitsBody,
  type InformationRequestBody,
  type RefusalReason,
  type RequestBody,
} from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { InboxMessage } from '../courier/inbox.store.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { DecideAnswer } from './decide-answer.js';

/** The officials of this country who have decided; nobody where the machine did. */
export type DecidedBy = readonly Pick<Official, 'id' | 'role'>[];

/** What is answered to whom, as its entry in the log says it. */
interface Answered {
  readonly message: Pick<InboxMessage, 'sender' | 'contentDigest'>;
  readonly asked: RequestBody;
  readonly body: AnswerBody | HitsBody | InformationRequestBody;
  readonly outcome: AnswerOutcome | HitResult;
  readonly reason: RefusalReason | undefined;
  readonly forAuditor: Readonly<Record<string, unknown>>;
  /** Who was found, as the register writes them. */
  readonly about: DisclosedIdentity | undefined;
  readonly decidedBy?: DecidedBy;
}

/** One entry per answer, of a type that says what left: records or that there are some, nothing, or less than an answer. */
export function answerEntry(home: Home, rules: DecideAnswer['rules'], answered: Answered): NewEntry {
  const { message, asked, forAuditor, about, decidedBy = [] } = answered;
  const { authority, official } = asked;
  const deciding = decidedBy.map(({ id, role }) => ({ id, role }));
  return {
    eventId: randomUUID(),
    entry: entryOf(home, rules, answered),
    subject: { subject: asked.subject },
    actor: {
      ...{ country: message.sender, authority, official },
      ...(deciding.length === 0 ? {} : { decidedBy: deciding }),
    },
    detail: { caseReference: asked.caseReference, urgency: asked.urgency, ...supportOf(asked), ...forAuditor },
    findBy: {
      subject: subjectReferences(asked.subject, about),
      actor: [officialReference(official.id, message.sender), ...decidedBy.map(({ id }) => officialReference(id))],
      case: caseReferences(asked.caseReference),
    },
  };
}

function entryOf(home: Home, rules: DecideAnswer['rules'], answered: Answered): NewEntry['entry'] {
  const { message, asked, body, reason } = answered;
  const said = {
    ...{ from: home.country, to: message.sender, purpose: asked.purpose, legalBasis: asked.legalBasis },
    ...{ requestDigest: message.contentDigest, bodyDigest: bodyDigest(body), ...rules },
  };
  const outcome = loggedOutcome(answered.outcome);
  if (outcome === 'RECORDS' || outcome === 'PARTIAL' || outcome === 'HIT')
    return { type: 'DISCLOSURE', ...said, outcome };
  if (outcome === 'NO_RECORD') return { type: 'NO_RECORD', ...said };
  return { type: 'WITHHELD', ...said, outcome, ...(reason === undefined ? {} : { reason }) };
}
