import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Alliance } from '#libs/ceremony';
import { CrexError, type AnswerBody, type CountryCode, type Person, type Subject } from '#libs/protocol';
import { truthAt } from '#libs/synthetic';
import { fixedClock, type FixedClock } from '#libs/testing';
import { FindPerson } from '../../apps/national-node/src/register/find-person.js';
import { RegisterStore } from '../../apps/national-node/src/register/register.store.js';
import { sampleBodies } from '../vectors/sample-bodies.js';
import { hostileMessage } from './hostile-message.js';
import { StandInBroker } from './stand-in-broker.js';
import { TestNode } from './test-node.js';

/** Of whom is asked: somebody who is not in the register, or somebody of whom nothing may go. */
export type Sort = 'nobody' | 'withheld';

/** What a question cost, as the country that asks could see it. */
export interface Cost {
  /** From the question's collection to the answer in the outbox, committed (ms). */
  readonly answeredMs: number;
  /** The same to the post of the sealed answer (ms). */
  readonly postedMs: number;
  /** CPU of the node's process and of its database's until it is answered (ms): what the times tell on a machine without noise. */
  readonly workMs: number;
  /** Of the posted line. */
  readonly bytes: number;
}

const SORTS = ['nobody', 'withheld'] as const satisfies readonly Sort[];
/** Until what is compiled and read once is. */
const WARM_UP_PAIRS = 20;

const REGISTER = { country: 'BR', seed: 'none or withheld' } as const;
const [ASKING, ANSWERING] = ['AR', 'BR'] as const satisfies readonly CountryCode[];

/** For public employment nothing goes: whoever has a record is answered as whoever is not there. */
const PURPOSE = 'P3';
const policies = [
  {
    ...{ name: 'withholds.cedar', narrows: true },
    text: `@id("withholds")
@title("withholds")
@source("Invented for the test")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action == Action::"disclose", resource) when { context.purpose == Purpose::"${PURPOSE}" };`,
  },
];

/**
 * A real node with a register of its own, asked in two sorts of questions that differ in nothing that the asking country
 * chooses: the same purpose, subjects of the same people, told as fully.
 */
export class NoneOrWithheld implements AsyncDisposable {
  private number = 0;

  private constructor(
    readonly node: TestNode,
    private readonly alliance: Alliance,
    private readonly broker: StandInBroker,
    private readonly clock: FixedClock,
    private readonly subjects: Readonly<Record<Sort, readonly Subject[]>>,
  ) {}

  /** @param persons of the register, all of them with convictions */
  static async start(alliance: Alliance, persons: number): Promise<NoneOrWithheld> {
    const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    const broker = new StandInBroker(alliance, clock);
    const register = Array.from({ length: persons }, (_, index) => truthAt(REGISTER, index, 1));
    const beyond = register.map((_, index) => truthAt(REGISTER, persons + index, 0));
    const node = await TestNode.start({ alliance, clock, broker, country: ANSWERING, policies, persons: register });
    const subjects = {
      nobody: beyond.map(subjectOf),
      withheld: register.map(subjectOf),
    };
    return new NoneOrWithheld(node, alliance, broker, clock, subjects);
  }

  /**
   * Both sorts in turns, each pair in an order drawn by lot: whatever else the machine does befalls both alike, and so does
   * whatever the first of two does for the second. Questions that were answered otherwise than with NO_RECORD are left out.
   */
  async inPairs(count: number): Promise<Readonly<Record<Sort, readonly Cost[]>>> {
    const costs: Record<Sort, Cost[]> = { nobody: [], withheld: [] };
    for (let pair = -WARM_UP_PAIRS; pair < count; pair += 1) {
      const first = randomInt(2);
      for (const sort of [SORTS[first], SORTS[1 - first]] as Sort[]) {
        const cost = await this.ask(sort, pair + WARM_UP_PAIRS);
        if (pair >= 0 && cost !== undefined) costs[sort].push(cost);
      }
    }
    return costs;
  }

  /** One question of this sort, about somebody else each time; undefined when it was answered otherwise than with NO_RECORD. */
  private async ask(sort: Sort, index: number): Promise<Cost | undefined> {
    const subject = this.subjects[sort][index];
    if (subject === undefined) throw new CrexError('test.too-few-persons', 'the register is too small');
    const plan = { from: ASKING, to: ANSWERING, kind: 'REQ', number: (this.number += 1) } as const;
    const body = { ...sampleBodies.REQ, purpose: PURPOSE, subject };
    const made = await hostileMessage(this.alliance, { ...plan, now: this.clock.nowMs() / 1000, body });
    this.broker.box(ANSWERING).envelopes = [made.line];
    await this.node.verbs.collect.run(new AbortController().signal);
    const [started, work] = [performance.now(), await this.workMs()];
    await this.node.verbs.workInbox.run();
    const answered = performance.now();
    const workMs = (await this.workMs()) - work;
    const resumed = performance.now();
    await this.node.verbs.deliver.run();
    const posted = performance.now();
    const [row] = await this.node.query<{ body: AnswerBody; entry_type: string }>(
      'SELECT body, entry_type FROM outbox WHERE in_reply_to = $1',
      [made.id],
    );
    if (row?.entry_type !== 'NO_RECORD') return undefined;
    const bytes = this.broker.posted.at(-1)?.reduce((sum, line) => sum + line.length, 0) ?? NaN;
    return { answeredMs: answered - started, postedMs: answered - started + posted - resumed, workMs, bytes };
  }

  /** CPU that this process and the servers of its connections have used (ms). */
  private async workMs(): Promise<number> {
    const { user, system } = process.cpuUsage();
    const own = 'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    const rows = await this.node.database.owner.query<{ pid: number }>(own);
    const spent = rows.map(({ pid }) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6);
    return (user + system) / 1e3 + spent.reduce((sum, ms) => sum + ms, 0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.node.close();
  }
}

const subjectOf = ({ personId: _, convictions: __, deceased: ___, ...identity }: Person): Subject => identity;

/** Faults of the kind that this product must not have, each planted until it is disposed of. */
export const tellTales = {
  /** Whoever is found by keys saves the second search: what a search of our own officials does. */
  'whoever is found is looked for once only': () =>
    planted(
      FindPerson.prototype,
      'run',
      (run) =>
        function (this: FindPerson, tx, subject) {
          return run.call(this, tx, subject, 'AS_NEEDED');
        },
    ),
  /** Whoever is found is looked for again and again: a difference of a few milliseconds, as an extra step would make. */
  'whoever is found is looked for five times': () =>
    planted(
      FindPerson.prototype,
      'run',
      (run) =>
        async function (this: FindPerson, tx, subject, steps) {
          const found = await run.call(this, tx, subject, steps);
          if (found.decision !== 'MATCH') return found;
          for (let again = 0; again < 4; again += 1) await run.call(this, tx, subject, steps);
          return found;
        },
    ),
};

/** How many convictions each reading of the register gave, until it is disposed of. */
export function watchReadings(): Disposable & { readonly convictions: readonly number[] } {
  const convictions: number[] = [];
  const watch = planted(
    RegisterStore.prototype,
    'tellableOf',
    (read) =>
      async function (this: RegisterStore, tx, personIds) {
        const records = await read.call(this, tx, personIds);
        convictions.push([...records.values()].flat().length);
        return records;
      },
  );
  return { convictions, [Symbol.dispose]: () => watch[Symbol.dispose]() };
}

function planted<T extends object, K extends keyof T>(on: T, method: K, made: (original: T[K]) => T[K]): Disposable {
  const original = on[method];
  on[method] = made(original);
  return { [Symbol.dispose]: () => (on[method] = original) };
}
