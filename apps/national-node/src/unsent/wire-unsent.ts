import type { AuditLog } from '#libs/audit';
import type { Database, Doorbell, Logger } from '#libs/platform';
import type { PolicySet } from '#libs/policy';
import type { AnswerBells } from '../ask/answer-bells.js';
import { AskCountry } from '../ask/ask-country.js';
import { AskingRights } from '../ask/asking-rights.js';
import type { QuestionStore } from '../ask/question.store.js';
import { SendQuestions } from '../ask/send-questions.js';
import type { OfficialBudget } from '../budget/official-budget.js';
import type { NodeConfiguration } from '../config.js';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { QueryCountries } from '../query/query-countries.js';
import { ApprovalController } from './approval.controller.js';
import { DecideOnRequest } from './decide-on-request.js';
import { DraftController } from './draft.controller.js';
import { HandOver } from './hand-over.js';
import { KeepDraft } from './keep-draft.js';
import { LapseUnsent } from './lapse-unsent.js';
import { SubmitDraft } from './submit-draft.js';
import { UnsentStore } from './unsent.store.js';
import { ViewUnsent } from './view-unsent.js';

/** Settings of what is not sent yet. */
export type UnsentSettings = Pick<NodeConfiguration, 'draftLifeMs' | 'approvalWorkingDays' | 'messageLifeMs'>;

/** What asking stands on, from the draft to the outbox. */
export interface UnsentFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly logger: Logger;
  readonly policy: PolicySet;
  readonly questions: QuestionStore;
  readonly outbox: OutboxStore;
  readonly budget: OfficialBudget;
  readonly answerBells: AnswerBells;
  readonly courier: Doorbell;
  readonly home: Home;
  readonly config: UnsentSettings;
}

/** The wiring list of what happens before a question has left. */
export function wireUnsent({
  database,
  log,
  logger,
  policy,
  questions,
  outbox,
  home,
  config,
  ...base
}: UnsentFoundation) {
  const { answerBells, courier, budget } = base;
  const unsent = new UnsentStore(log);
  const rights = new AskingRights(database, policy, log, home);
  const send = new SendQuestions(rights, questions, outbox, log, home, config.messageLifeMs / 1000);
  const handOver = new HandOver(unsent, log, home, config.approvalWorkingDays);
  const ask = new AskCountry(database, questions, rights, send, handOver, courier, home, budget);
  return {
    ...{ unsent, ask },
    keepDraft: new KeepDraft(database, unsent, log, home, config.draftLifeMs),
    viewUnsent: new ViewUnsent(database, unsent, rights, log, logger),
    submitDraft: (query: QueryCountries) => new SubmitDraft(database, unsent, ask, query, home),
    decideOnRequest: new DecideOnRequest(
      ...([database, unsent, rights, send, log, answerBells, courier, home, config.draftLifeMs] as const),
    ),
    lapseUnsent: new LapseUnsent(database, unsent, log, answerBells, home),
  };
}

/** What is not sent, over HTTP. */
export const unsentControllers = [DraftController, ApprovalController];

/** What the controllers of drafts and approvals are given. */
export function unsentProviders(sending: ReturnType<typeof wireUnsent>, query: QueryCountries) {
  return [
    { provide: AskCountry, useValue: sending.ask },
    { provide: KeepDraft, useValue: sending.keepDraft },
    { provide: ViewUnsent, useValue: sending.viewUnsent },
    { provide: SubmitDraft, useValue: sending.submitDraft(query) },
    { provide: DecideOnRequest, useValue: sending.decideOnRequest },
  ];
}
