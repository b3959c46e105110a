import type { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import type { Database, Doorbell } from '#libs/platform';
import type { Home } from '../context.js';
import type { InboxStore } from '../courier/inbox.store.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { RequestSearches } from '../searches/request-searches.js';
import { SavedSearchStore } from '../searches/saved-search.store.js';
import type { AnswerBells } from './answer-bells.js';
import { AwaitAnswers } from './await-answers.js';
import { CancelQuestion } from './cancel-question.js';
import { FollowRequest } from './follow-request.js';
import { InformCountry } from './inform-country.js';
import { ListRequests } from './list-requests.js';
import { MoveQuestion } from './move-question.js';
import type { QuestionLife } from './question-life.store.js';
import type { QuestionStore } from './question.store.js';
import { ReceiveCancelled } from './receive-cancelled.js';
import { RecordDissemination } from './record-dissemination.js';
import type { KeptContent } from '../courier/kept-content.js';
import { RequestListStore } from './request-list.store.js';
import { ViewAsked } from './view-asked.js';
import type { SettleQuestion } from './settle-question.js';

/** What a question that is under way stands on. */
export interface AskFoundation {
  readonly database: Database;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly log: AuditLog;
  readonly questions: QuestionStore;
  readonly life: QuestionLife;
  readonly settle: SettleQuestion;
  readonly answerBells: AnswerBells;
  readonly courier: Doorbell;
  readonly kept: KeptContent;
  readonly home: Home;
  readonly registry: Registry;
}

/** The wiring list of what happens between a question and its outcome. */
export function wireAsk({ database, inbox, outbox, log, questions, life, settle, ...base }: AskFoundation) {
  const { answerBells, courier, home } = base;
  const move = new MoveQuestion(life, answerBells);
  return {
    move,
    informCountry: new InformCountry(database, life, move, outbox, log, courier, home),
    cancelQuestion: new CancelQuestion(database, life, move, settle, outbox, log, courier, home),
    receiveCancelled: new ReceiveCancelled(database, inbox, life, move, settle, log),
    awaitAnswers: new AwaitAnswers(database, questions, answerBells),
    recordDissemination: new RecordDissemination(database, questions, log),
    viewAsked: new ViewAsked(database, life, log),
    listRequests: new ListRequests(database, new RequestListStore(base.kept), home, base.registry),
    requestSearches: new RequestSearches(database, new SavedSearchStore('REQUESTS'), home),
    followRequest: new FollowRequest(database, answerBells, (...who) => questions.states(...who, 'REQ')),
  };
}

/** What the controller of questions is given. */
export function askProviders(asking: ReturnType<typeof wireAsk>) {
  return [
    { provide: InformCountry, useValue: asking.informCountry },
    { provide: CancelQuestion, useValue: asking.cancelQuestion },
    { provide: AwaitAnswers, useValue: asking.awaitAnswers },
    { provide: RecordDissemination, useValue: asking.recordDissemination },
    { provide: ViewAsked, useValue: asking.viewAsked },
    { provide: ListRequests, useValue: asking.listRequests },
    { provide: RequestSearches, useValue: asking.requestSearches },
    { provide: FollowRequest, useValue: asking.followRequest },
  ];
}
