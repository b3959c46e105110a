import type { AuditLog } from '#libs/audit';
import type { Database, Doorbell, Logger } from '#libs/platform';
import type { DecideAnswer } from '../answer/decide-answer.js';
import type { wireAnswer } from '../answer/wire-answer.js';
import type { Home } from '../context.js';
import { SavedSearchStore } from '../searches/saved-search.store.js';
import { ClerkStore } from './clerk.store.js';
import { DecideQuestion } from './decide-question.js';
import { ReleaseDecision } from './release-decision.js';
import { ViewQuestion } from './view-question.js';
import { ViewQueue } from './view-queue.js';
import { WorkOnQuestion } from './work-on-question.js';

/** What the room of the clerks stands on. */
export interface ClerkFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly logger: Logger;
  readonly home: Home;
  readonly decide: DecideAnswer;
  readonly courier: Doorbell;
  readonly answering: Pick<ReturnType<typeof wireAnswer>, 'received' | 'read' | 'send' | 'ask' | 'delay'>;
}

/** The wiring list of this room. */
export function wireClerk({ database, log, logger, home, decide, courier, answering }: ClerkFoundation) {
  const { received, read, send, ask, delay } = answering;
  const clerks = new ClerkStore();
  return {
    viewQueue: new ViewQueue(database, clerks, new SavedSearchStore('QUEUE'), home),
    viewQuestion: new ViewQuestion(database, received, clerks, read, decide, log, logger),
    workOnQuestion: new WorkOnQuestion(database, received, clerks, delay, courier, home),
    decideQuestion: new DecideQuestion(
      ...([database, received, clerks, read, decide, send, ask, courier, home] as const),
    ),
    releaseDecision: new ReleaseDecision(...([database, received, clerks, read, decide, send, courier, home] as const)),
  };
}

/** As providers of the module. */
export function clerkProviders(verbs: ReturnType<typeof wireClerk>) {
  return [
    { provide: ViewQueue, useValue: verbs.viewQueue },
    { provide: ViewQuestion, useValue: verbs.viewQuestion },
    { provide: WorkOnQuestion, useValue: verbs.workOnQuestion },
    { provide: DecideQuestion, useValue: verbs.decideQuestion },
    { provide: ReleaseDecision, useValue: verbs.releaseDecision },
  ];
}
