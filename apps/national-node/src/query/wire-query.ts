import type { Doorbell } from '#libs/platform';
import type { AuditLog } from '#libs/audit';
import type { Database } from '#libs/platform';
import type { AnswerBells } from '../ask/answer-bells.js';
import type { AskCountry } from '../ask/ask-country.js';
import type { QuestionStore } from '../ask/question.store.js';
import type { DecideAnswer } from '../answer/decide-answer.js';
import type { Home } from '../context.js';
import type { InboxStore } from '../courier/inbox.store.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { Trust } from '../trust.js';
import { AnswerQuery } from './answer-query.js';
import { FollowQuery } from './follow-query.js';
import { QueryCountries } from './query-countries.js';

/** What the room of queries stands on. */
export interface QueryFoundation {
  readonly database: Database;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly log: AuditLog;
  readonly decide: DecideAnswer;
  readonly ask: AskCountry;
  readonly questions: QuestionStore;
  readonly bells: { readonly courier: Doorbell };
  readonly answerBells: AnswerBells;
  readonly trust: Trust;
  readonly home: Home;
}

/** What the controller of queries is given. */
export function queryProviders({
  queryCountries,
  followQuery,
}: Pick<ReturnType<typeof wireQuery>, 'queryCountries' | 'followQuery'>) {
  return [
    { provide: QueryCountries, useValue: queryCountries },
    { provide: FollowQuery, useValue: followQuery },
  ];
}

/** The wiring list of this room. */
export function wireQuery({ database, inbox, outbox, log, decide, bells, home, ...base }: QueryFoundation) {
  return {
    answerQuery: new AnswerQuery(database, inbox, decide, log, outbox, bells.courier, home),
    queryCountries: new QueryCountries(base.ask, base.trust, home),
    followQuery: new FollowQuery(database, base.answerBells, (...who) => base.questions.states(...who, 'QUERY')),
  };
}
