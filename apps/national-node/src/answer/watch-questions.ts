import { Gauge, type Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import { dueAt, stateOfClock } from '#libs/deadline';
import { inTransaction, sqlOf, type Database, type Doorbell } from '#libs/platform';
import { MAX_BATCH, MAX_LIFE_SECONDS } from '#libs/protocol';
import type { Home } from '../context.js';
import type { AnnounceDelay } from './announce-delay.js';
import type { ConcludeQuestion } from './conclude-question.js';
import type { DecideAnswer } from './decide-answer.js';
import { endQuestion } from './end-question.js';
import type { ReadQuestion } from './read-question.js';
import { clockOf, QUEUES, type ReceivedQuestions } from './received-questions.store.js';

/** A RAR that was sent in time may be under way for as long, and a little (seconds). */
const UNDER_WAY_SECONDS = MAX_LIFE_SECONDS + 300;
/** A question that a human has not got to is announced for so much later (working days). */
const ANNOUNCED_WORKING_DAYS = 10;

/**
 * What the clock does to questions of other countries: who has not told more in time is waited for no longer; of a
 * question that still lies before a human when 70 % of its time has gone the asker is told so; what could not be decided
 * is tried again. And how many there are, of which none is named.
 */
export class WatchQuestions {
  constructor(
    private readonly database: Database,
    private readonly received: ReceivedQuestions,
    private readonly read: ReadQuestion,
    private readonly decide: DecideAnswer,
    private readonly conclude: ConcludeQuestion,
    private readonly delay: AnnounceDelay,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    registry: Registry,
    private readonly home: Home,
  ) {
    countOpen(registry, database, home);
  }

  /** @returns how many questions were moved */
  async run(): Promise<number> {
    const moved = (await this.lapse()) + (await this.announce()) + (await this.decideAgain());
    if (moved > 0) this.courier.ring();
    return moved;
  }

  private async lapse(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const before = this.home.nowSeconds() - UNDER_WAY_SECONDS;
      const lapsing = await this.received.lapsing(tx, before, MAX_BATCH);
      const { received, log, home } = this;
      for (const question of lapsing) await endQuestion(tx, { received, log, home }, question, 'LAPSED');
      return lapsing.length;
    });
  }

  private async announce(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const now = this.home.nowSeconds();
      const waiting = await this.received.unannounced(tx, MAX_BATCH);
      const late = waiting.filter((question) => stateOfClock(clockOf(question), now) !== 'RUNNING');
      const until = dueAt(this.home.workCalendar, now, { workingDays: ANNOUNCED_WORKING_DAYS });
      for (const question of late) await this.delay.run(tx, question, Math.max(until, question.dueAt), 'WORKLOAD');
      return late.length;
    });
  }

  private async decideAgain(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      let moved = 0;
      for (const question of await this.received.undecided(tx, MAX_BATCH)) {
        const request = await this.read.run(tx, question);
        const decision = await this.decide.run(tx, question.asker, request);
        if ('holdBecause' in decision) continue;
        await this.conclude.run(tx, question, request, decision);
        moved += 1;
      }
      return moved;
    });
  }
}

interface Open {
  readonly queue: string;
  readonly deadline: 'RUNNING' | 'AT_RISK' | 'OVERDUE' | 'STOPPED';
  readonly questions: number;
}

/** `AT_RISK` and `OVERDUE` as libs/deadline has them. */
function countOpen(registry: Registry, database: Database, home: Home): void {
  const count = () =>
    sqlOf(database.manager).query<Open>(
      `SELECT coalesce(queue, 'NONE') AS queue, count(*)::int AS questions,
         CASE WHEN clock_stopped_at IS NOT NULL THEN 'STOPPED' WHEN $1 > due_at THEN 'OVERDUE'
              WHEN $1 >= clock_started_at + floor((due_at - clock_started_at) * 0.7) THEN 'AT_RISK'
              ELSE 'RUNNING' END AS deadline
       FROM received_question WHERE ended_at IS NULL GROUP BY 1, 3`,
      [home.nowSeconds()],
    );
  new Gauge({
    name: 'crex_received_questions_open',
    help: 'Questions of other countries without an end, by the queue in which they wait for a human, and by their deadline',
    labelNames: ['queue', 'deadline'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const queue of ['NONE', ...QUEUES]) this.set({ queue, deadline: 'OVERDUE' }, 0); // a rate needs a zero
      for (const { questions, ...labels } of await count()) this.set(labels, questions);
    },
  });
}
