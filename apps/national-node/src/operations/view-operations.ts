import { sqlOf, type Database } from '#libs/platform';
import type { Home } from '../context.js';
import type { LoopRounds, LoopState } from './loop-rounds.js';
import { CHECKS, type NodeChecks } from './node-checks.js';
import type { IncomingQueue, OpenQuestions, OperationsStore, OtherWork, OutgoingQueue } from './operations.store.js';

/** How this node is. Times are seconds since 1970 unless they are dates. */
export interface OperationsState {
  readonly software: string;
  readonly startedAtMs: number;
  /** False in a process that waits until another one on the same database has ended. */
  readonly isCourier: boolean;
  readonly checks: readonly { readonly name: (typeof CHECKS)[number]; readonly isWell: boolean }[];
  readonly loops: readonly LoopState[];
  readonly alarms: readonly { readonly kind: string; readonly open: number; readonly since: Date }[];
  readonly outgoing: readonly OutgoingQueue[];
  readonly incoming: IncomingQueue;
  readonly owed: OpenQuestions;
  readonly queues: readonly { readonly queue: string; readonly questions: number }[];
  readonly asked: { readonly open: number; readonly overdue: number };
  readonly otherWork: OtherWork;
}

/** Shows the operator how this node is: whether it works, what waits, what will be late. Nothing about anybody. */
export class ViewOperations {
  private readonly startedAtMs: number;

  constructor(
    private readonly database: Database,
    private readonly store: OperationsStore,
    private readonly rounds: LoopRounds,
    private readonly checks: NodeChecks,
    private readonly courier: { readonly isCourier: boolean },
    private readonly software: () => Promise<string>,
    private readonly home: Home,
  ) {
    this.startedAtMs = home.clock.nowMs();
  }

  async run(): Promise<OperationsState> {
    const { store, startedAtMs } = this;
    const sql = sqlOf(this.database.manager);
    const now = this.home.nowSeconds();
    return {
      ...{ software: await this.software(), startedAtMs, isCourier: this.courier.isCourier },
      checks: await Promise.all(CHECKS.map(async (name) => ({ name, isWell: await this.isWell(name) }))),
      loops: this.rounds.states(),
      alarms: await store.alarms(sql),
      outgoing: await store.outgoing(sql),
      incoming: await store.incoming(sql),
      owed: await store.owed(sql, now),
      queues: await store.queues(sql),
      asked: await store.asked(sql, now),
      otherWork: await store.otherWork(sql),
    };
  }

  /** Why it is not stands in the operator's log, where `/health/ready` writes it. */
  private async isWell(name: (typeof CHECKS)[number]): Promise<boolean> {
    return this.checks[name](AbortSignal.timeout(CHECK_LIMIT_MS)).then(
      () => true,
      () => false,
    );
  }
}

const CHECK_LIMIT_MS = 5_000;
