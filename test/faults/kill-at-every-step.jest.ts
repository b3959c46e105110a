import { BROKER } from '#libs/protocol';
import { AllianceUnderFire, PARTIES, until, type Asked, type Party } from './alliance-under-fire.js';

/** From the restart of what was killed to the outcome of the question (ms). */
const OUTCOME_WITHIN_MS = 30_000;
const REACHED_WITHIN_MS = 8_000;
/** A step that did not come with one question (another batch, another order) comes with one of these. */
const QUESTIONS_PER_STEP = 4;

/** The steps of docs/architecture.md, as they are seen from outside. Without them the interception has gone blind. */
const STEPS_THAT_MUST_BE_SEEN: Readonly<Record<Party, readonly string[]>> = {
  AR: [
    'commit of audit_append outbox question request', // an official asks
    'answer to POST /api/v1/requests',
    'commit of audit_append outbox pair_counter', // number, sign, seal
    'rename to high-water.json',
    'send of POST /v1/messages', // post
    'commit of outbox', // receipts
    'commit of inbox', // collect the answer
    'send of POST /v1/mailbox/taken',
    'commit of audit_append inbox promise question', // receive the answer
    'commit of audit_append question', // the official looks at it
    'answer to GET /api/v1/requests/:id',
  ],
  BR: [
    'commit of inbox', // collect the question
    'rename to high-water.json',
    'send of POST /v1/mailbox/taken',
    'commit of audit_append inbox outbox received_question record_recipient', // answer
    'commit of audit_append outbox pair_counter',
    'send of POST /v1/messages',
    'commit of outbox',
    'send of GET /v1/mailbox',
  ],
  BROKER: [
    'commit of audit_append mailbox_message mailbox_receipt', // the broker takes it
    'answer to POST /v1/messages',
    'answer to GET /v1/mailbox', // hand over
    'commit of audit_append mailbox_message mailbox_statement', // taken
    'answer to POST /v1/mailbox/taken',
    'commit of mailbox_statement', // the sender has the receipt
  ],
};

interface Strikes {
  /** Each dies at each of its steps. */
  readonly struck: readonly Party[];
  /** All else that can die: PostgreSQL, everything at once, a node at its very first message. */
  readonly andAllElse: boolean;
}

/** The promise "nothing is lost, nothing happens twice", in parts that run side by side. */
export function killAtEveryStep({ struck, andAllElse }: Strikes): void {
  const opened = new AsyncDisposableStack();
  let fire: AllianceUnderFire;
  const questions: Asked[] = [];

  beforeAll(async () => {
    fire = opened.use(await AllianceUnderFire.prepare());
    await fire.exchange.local.start();
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  function newQuestion(): Asked {
    const asked = { key: crypto.randomUUID(), atMs: Date.now() };
    questions.push(asked);
    return asked;
  }

  /** The official's client: when the connection breaks it tries again with the same key. */
  async function insist(asked: Asked): Promise<void> {
    const heard = await until(() => fire.ask(asked).then(() => true, () => false), OUTCOME_WITHIN_MS); // prettier-ignore
    expect(heard).toBe(true);
  }

  async function expectOutcome(asked: Asked): Promise<void> {
    const ended = await until(async () => (await fire.outcome(asked)) !== undefined, OUTCOME_WITHIN_MS);
    expect({ key: asked.key, ended, outcome: await fire.outcome(asked) }).toMatchObject({ outcome: 'RECORDS' });
  }

  /** Asks and looks until the party has died at its step. What breaks meanwhile is the point of the exercise. */
  async function provoke(party: Party): Promise<Asked[]> {
    const asked: Asked[] = [];
    for (let attempt = 1; attempt <= QUESTIONS_PER_STEP && fire.isUp(party); attempt += 1) {
      const question = newQuestion();
      asked.push(question);
      await fire.ask(question).catch(() => undefined);
      await until(async () => !fire.isUp(party) || (await fire.outcome(question)) !== undefined, REACHED_WITHIN_MS);
      if (fire.isUp(party)) await fire.view(question).catch(() => undefined);
      await fire.death(party, attempt * 500);
    }
    return asked;
  }

  async function strike(party: Party, step: string): Promise<void> {
    const run = fire.arm([party], { party, step });
    const asked = await provoke(party);
    const [diedAt, diedOf] = [fire.steps(party, run).at(-1), fire.deathOf(party)];
    expect({ party, diedAt, diedOf }).toEqual({ party, diedAt: step, diedOf: 'SIGKILL' });
    await fire.restart(party);
    await fire.hurry();
    for (const question of asked) await insist(question);
  }

  if (andAllElse) {
    it('a node that dies at the very first message it ever sends starts again', async () => {
      await strike('AR', 'before rename to high-water.json #1');
      await Promise.all(questions.map(expectOutcome));
    }, 60_000);
  }

  const recorded = new Map<Party, readonly string[]>();

  it('every step of one exchange is seen from outside', async () => {
    expect(await fire.settled(OUTCOME_WITHIN_MS)).toBe(true);
    const first = newQuestion(); // makes rows that no later question makes
    await fire.ask(first);
    await expectOutcome(first);
    expect(await fire.settled(OUTCOME_WITHIN_MS)).toBe(true);
    // two steps may come as one (a receipt and an answer in one batch): then the next question shows them apart
    const seen = new Map<Party, Set<string>>(PARTIES.map((party) => [party, new Set()]));
    const missing = () =>
      PARTIES.flatMap((party) => {
        const wanted = STEPS_THAT_MUST_BE_SEEN[party].flatMap((what) => [`before ${what} #1`, `after ${afterwards(what)} #1`]); // prettier-ignore
        return wanted.filter((step) => seen.get(party)?.has(step) !== true).map((step) => `${party} ${step}`);
      });
    for (let asked = 0; asked < QUESTIONS_PER_STEP && missing().length > 0; asked += 1) {
      const run = fire.arm(PARTIES);
      const question = newQuestion();
      await fire.ask(question);
      await expectOutcome(question);
      expect(await fire.view(question)).toBe('RECORDS');
      expect(await fire.settled(OUTCOME_WITHIN_MS)).toBe(true);
      fire.disarm();
      for (const party of PARTIES) {
        const steps = fire.steps(party, run);
        steps.forEach((step) => seen.get(party)?.add(step));
        if (asked === 0) recorded.set(party, steps);
      }
    }
    expect(missing()).toEqual([]);
  }, 120_000);

  it.each(struck)(
    'SIGKILL of %s at each of its steps',
    async (party) => {
      for (const step of distinct(recorded.get(party) ?? [])) await strike(party, step);
      await Promise.all(questions.map(expectOutcome));
    },
    600_000,
  );

  if (andAllElse) {
    it.each([
      ['AR', 'before send of POST /v1/messages #1'],
      ['BR', 'before commit of audit_append inbox outbox received_question record_recipient #1'],
      [BROKER, 'before commit of audit_append mailbox_message mailbox_receipt #1'],
      ['AR', 'after commit of inbox #1'],
    ] as const)(
      'SIGKILL of PostgreSQL while %s stands still %s',
      async (party, step) => {
        const question = await holdAt(party, step);
        await fire.killPostgres();
        fire.disarm();
        fire.exchange.local.process(party).child.kill('SIGCONT');
        await insist(question);
        await expectOutcome(question);
      },
      90_000,
    );

    it('SIGKILL of the broker and both nodes at the same time', async () => {
      const question = await holdAt(
        'BR',
        'before commit of audit_append inbox outbox received_question record_recipient #1',
      );
      await fire.kill(...PARTIES);
      await fire.restart(BROKER);
      await fire.restart('AR', 'BR');
      await insist(question);
      await expectOutcome(question);
    }, 90_000);
  }

  /** Asks, and waits until the party stands still at the step (SIGSTOP). */
  async function holdAt(party: Party, step: string): Promise<Asked> {
    const run = fire.arm([party], { party, step, signal: 'SIGSTOP' });
    const question = newQuestion();
    void fire.ask(question).catch(() => undefined);
    const reached = () => Promise.resolve(fire.steps(party, run).includes(step));
    expect(await until(reached, REACHED_WITHIN_MS)).toBe(true);
    return question;
  }

  it('every question kept its request, has its answer, and is answered to the official', async () => {
    expect(await fire.settled(OUTCOME_WITHIN_MS)).toBe(true);
    for (const question of questions) {
      await fire.ask(question); // the same key gives the same request, or the harness throws
      expect(await fire.view(question)).toBe('RECORDS');
    }
    const [made] = await fire.query<{ count: string }>('AR', 'SELECT count(*) FROM question');
    expect(Number(made?.count)).toBe(questions.length);
  }, 60_000);

  it('the databases prove it to a checker that knows none of our code', async () => {
    const lines = await fire.check();
    expect(lines.slice(0, -1)).toEqual([]);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ questions: questions.length, broken: 0 });
  }, 60_000);
}

/**
 * The moments that differ: between the end of one step and the beginning of the next nothing leaves a trace, so of two
 * such moments one is enough.
 */
function distinct(steps: readonly string[]): string[] {
  return steps.filter((step, at) => !(step.startsWith('before ') && (steps[at - 1] ?? '').startsWith('after ')));
}

/** How the second half of a step is named: what was sent has an answer, what was answered has been sent. */
function afterwards(what: string): string {
  if (what.startsWith('send of ')) return what.replace('send of ', 'answer to ');
  return what.replace('answer to ', 'sending the answer to ');
}
