import { randomUUID } from 'node:crypto';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { newRequestExample } from '../ask/new-request.js';
import { NodeApi, type Caller, type Said } from '../staff/node-api.jest.js';

const HOUR = 3_600;
const operator: Caller = { id: 'AR-OPS', role: 'operator', authority: 'Registro' };
const officer: Caller = { id: 'AR-INV', role: 'investigator', authority: 'Policía' };

describe('what an operator sees', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM'] });
  let api: NodeApi;
  beforeAll(async () => {
    api = await NodeApi.start(suite.node);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const now = () => suite.node.base.home.nowSeconds();
  const iso = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  const see = async (path: string): Promise<Said> => {
    const { status, body } = await api.call(operator, `operations/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  /** A question of Brazil as the node keeps it. @param dueIn hours from now; its clock began as long ago */
  const plantQuestion = async (number: number, dueIn: number, more: { queue?: string; stopped?: boolean } = {}) => {
    const id = `BR-AR-1-${String(number).padStart(12, '0')}`;
    await suite.node.database.owner.query(
      `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, received_at, state)
       VALUES ($1, 'BR', 'BR-AR-1', $2, 'request', 0, $1, $1, now(), 'DONE')`,
      [id, number],
    );
    await suite.node.database.owner.query(
      `INSERT INTO received_question (question_id, message_id, asker, content_digest, priority, purpose, urgency, state,
         received_at, clock_started_at, due_at, clock_stopped_at, subject_message, queue, queued_at)
       VALUES ($1, $2, 'BR', $2, 0, 'C1', 'ROUTINE', $3, $4, $5, $6, $7, $2, $8, $4)`,
      [
        ...[randomUUID(), id, more.stopped === true ? 'AWAITING_INFO' : 'IN_PROGRESS', now()],
        ...[now() - 10 * HOUR, now() + dueIn * HOUR, more.stopped === true ? now() : null, more.queue ?? null],
      ],
    );
  };

  it('is for operators alone', async () => {
    for (const path of ['state', 'keys', 'log', 'outages']) {
      const { status, body } = await api.call(officer, `operations/${path}`);
      expect([status, body['code']]).toEqual([403, 'staff.no-role']);
    }
    for (const path of ['outages', 'outages/end']) {
      expect(await api.call(officer, `operations/${path}`, {})).toMatchObject({ status: 403 });
    }
  });

  it('is whether the node works, with every check by name', async () => {
    expect(await see('state')).toMatchObject({
      software: '0.1.0',
      isCourier: false,
      checks: [
        { name: 'database', isWell: true },
        { name: 'directory', isWell: true },
        { name: 'numbers', isWell: false },
        { name: 'log', isWell: false },
      ],
      loops: [],
      alarms: [],
    });
    const { step } = suite.node.verbs.operations.rounds.watched({
      ...{ name: 'deliver', pollMs: 1_000 },
      step: async () => await suite.node.verbs.checkNumbers.run().then(() => false),
    });
    await step();
    const { checks, loops } = await see('state');
    expect(checks).toContainEqual({ name: 'numbers', isWell: true });
    expect(loops).toEqual([{ name: 'deliver', state: 'OK', period: 1, failures: 0, lastAt: iso(now()) }]);
  });

  it('is what waits to leave, by country and for how long, and what has come', async () => {
    const made = await api.call(officer, 'requests', { ...newRequestExample, to: ['BR', 'JM'] }, { 'idempotency-key': randomUUID() }); // prettier-ignore
    expect(made.status).toBe(202);
    const { owner } = suite.node.database;
    await owner.query(`UPDATE outbox SET created_at = to_timestamp($1)`, [now() - 90]);
    await owner.query(`UPDATE question SET due_at = $1 WHERE country = 'JM'`, [now() - 1]);
    await owner.query(
      `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, line, received_at, state)
       SELECT 'BR-AR-1-00000000009' || n, 'BR', 'BR-AR-1', 90 + n, 'request', 0, n, n, 'sealed', to_timestamp($1), 
         CASE n WHEN 1 THEN 'HELD' ELSE 'NEW' END FROM generate_series(1, 3) n`,
      [now() - 40],
    );
    expect(await see('state')).toMatchObject({
      outgoing: [
        { country: 'BR', waiting: 1, underWay: 0, oldest: 90 },
        { country: 'JM', waiting: 1, underWay: 0, oldest: 90 },
      ],
      incoming: { waiting: 2, held: 1, oldest: 40 },
      asked: { open: 2, overdue: 1 },
      otherWork: { extractsWaiting: 0, recallsOpen: 0, notificationsOpen: 0, numbersToVoid: 0, promisesPending: 0 },
    });
    await suite.node.verbs.deliver.run();
    expect(await see('state')).toMatchObject({
      outgoing: [
        { waiting: 0, underWay: 1 },
        { waiting: 0, underWay: 1 },
      ],
    });
  });

  it('is which deadlines are at risk, by what is left of them, and which questions wait for a clerk', async () => {
    await plantQuestion(1, 10);
    await plantQuestion(2, 1, { queue: 'AMBIGUOUS' });
    await plantQuestion(3, -1, { queue: 'AMBIGUOUS' });
    await plantQuestion(4, -1, { stopped: true });
    expect(await see('state')).toMatchObject({
      owed: { running: 1, atRisk: 1, overdue: 1, stopped: 1 },
      queues: [{ queue: 'AMBIGUOUS', questions: 2 }],
    });
  });

  it('is which alarms are open, and nothing of what they say', async () => {
    await suite.node.verbs.watching.alarm.run({ kind: 'promise-late', key: 'a', detail: { answerer: 'BR' } });
    await suite.node.verbs.watching.alarm.run({ kind: 'promise-late', key: 'b', detail: {} });
    const { alarms } = await see('state');
    expect(alarms).toEqual([{ kind: 'promise-late', open: 2, since: iso(now()) }]);
  });

  it('is every key with its end: listed, held, revoked', async () => {
    const { keys, directory } = (await see('keys')) as { keys: Said[]; directory: Said };
    expect(keys.map(({ role }) => role).sort()).toEqual(['ca', 'extract-seal', 'sealing', 'signing', 'tls']);
    expect(keys.find(({ role }) => role === 'signing')).toMatchObject({
      ...{ isListed: true, isHeld: true, revocation: 'NONE' },
      id: suite.node.base.keys.signer.certificate,
    });
    expect(keys.find(({ role }) => role === 'extract-seal')).toMatchObject({ isListed: true, isHeld: false });
    expect(keys.find(({ role }) => role === 'sealing')).toMatchObject({ isListed: true, isHeld: true });
    const view = suite.node.base.directory.view();
    expect(directory).toMatchObject({ version: view.version, expiresAt: iso(view.expiresAt), isExpired: false });
    expect(Object.keys(directory)).toContain('revocationsEndAt');
  });

  it('is how far the log is placed, signed and cosigned, and by whom', async () => {
    const before = await see('log');
    expect(before).toMatchObject({ origin: suite.node.base.config.logOrigin, entries: '0' });
    expect(Number((before['unplaced'] as Said)['entries'])).toBeGreaterThan(0);
    await suite.node.placeEntries();
    const after = await see('log');
    expect(after).toMatchObject({ epoch: 1, unplaced: { entries: 0 } });
    expect(Number(after['entries'])).toBeGreaterThan(0);
    expect(after['witnesses']).toEqual(suite.node.base.directory.view().member('AR')?.log.witnesses.map((member) => ({ member }))); // prettier-ignore
    expect(after['followed']).toEqual(
      suite.node.base.directory.view().members.flatMap(({ id }) => (id === 'AR' ? [] : [{ member: id }])),
    );
  });

  it('is the outages: announced and ended by whom the log names', async () => {
    const [first, second] = [2, 4].map((hours) => {
      const from = Math.ceil(now() / 60) * 60 + hours * HOUR;
      return { from: iso(from), until: iso(from + HOUR) };
    });
    expect(await see('outages')).toEqual({ outages: [] });
    await api.call(operator, 'operations/outages', second);
    const { status, body } = await api.call(operator, 'operations/outages', first);
    expect([status, body]).toEqual([200, { outages: [first, second] }]);
    // the same once more is no second one
    expect((await api.call(operator, 'operations/outages', first)).body).toEqual({ outages: [first, second] });
    expect((await api.call(operator, 'operations/outages/end', first)).body).toEqual({ outages: [second] });
    const gone = await api.call(operator, 'operations/outages/end', first);
    expect([gone.status, gone.body['code']]).toEqual([404, 'node.no-such-outage']);
    const changes = (await suite.node.entries('CONFIG_CHANGE')).map(({ setting }) => setting);
    expect(changes).toEqual(['outage.planned', 'outage.planned', 'outage.ended']);
  });

  it('takes no outage that is over, runs backwards, or is one too many', async () => {
    const plan = async (from: number, until: number) => {
      const { status, body } = await api.call(operator, 'operations/outages', { from: iso(from), until: iso(until) });
      return [status, body['code']];
    };
    const minute = Math.ceil(now() / 60) * 60;
    expect(await plan(minute - 2 * HOUR, minute - HOUR)).toEqual([422, 'node.invalid-outage']);
    expect(await plan(minute + 2 * HOUR, minute + HOUR)).toEqual([422, 'node.invalid-outage']);
    expect(await plan(minute + 1, minute + HOUR)).toEqual([422, 'operations.invalid-input']);
    for (let day = 1; day <= 7; day += 1) expect((await plan(minute + day * 24 * HOUR, minute + (day * 24 + 1) * HOUR))[0]).toBe(200); // prettier-ignore
    expect(await plan(minute + 9 * 24 * HOUR, minute + 10 * 24 * HOUR)).toEqual([409, 'node.too-many-outages']);
  });
});
