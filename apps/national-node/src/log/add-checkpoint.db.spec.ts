import { Registry } from 'prom-client';
import {
  consistencyProof,
  formatAddCheckpoint,
  formatCheckpoint,
  formatVerifierKey,
  knownLog,
  logIdOf,
  logSigner,
  openWitnessed,
  rootFromTiles,
  signNote,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { generateEd25519KeyPair, metadataSigner } from '#libs/pki';
import { createLogger, startOperationsServer, type OperationsServer } from '#libs/platform';
import { createTestAlliance, fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { PublishedLog } from '../../../../test/hostile/stand-in-shelf.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { witnessRoute } from './witness-route.js';

describe('the witness for logs that submit their checkpoints (C2SP tlog-witness)', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  let alliance: Alliance;
  let broker: StandInBroker;
  let node: TestNode;
  let server: OperationsServer;
  let log: TestLog;
  let stockVkey: string;
  let stockKey: ReturnType<typeof metadataSigner>;

  beforeAll(async () => {
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    stockKey = metadataSigner((await generateEd25519KeyPair()).privateKey);
    stockVkey = formatVerifierKey('stock.example/log', 'log', stockKey.publicKey);
    node = await TestNode.start({ alliance, clock, broker, country: 'AR', furtherLogs: [stockVkey] });
    server = await startOperationsServer({
      ...{
        port: 0,
        registry: new Registry(),
        clock,
        checks: {},
        logger: createLogger({ service: 'x', level: 'silent' }),
      },
      routes: [witnessRoute(node.verbs.watching.addCheckpoint)],
    });
  });
  afterAll(async () => {
    await server.close();
    await node.close();
  });
  beforeEach(async () => {
    for (const table of ['witness_log', 'alarm'])
      await node.database.owner.query(
        `ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}; ALTER TABLE ${table} ENABLE TRIGGER USER`,
      );
    log = new TestLog(alliance, 'BR').append(20);
  });

  const at = (path: string) => `http://127.0.0.1:${server.port}/witness/${path}`;
  async function submit(body: string) {
    const response = await fetch(at('add-checkpoint'), { method: 'POST', body });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  }
  async function request(oldSize: bigint, size: bigint, of = log, proofOf = of) {
    const proof = oldSize > size ? [] : await consistencyProof(proofOf, oldSize, size);
    return formatAddCheckpoint({ oldSize, proof, checkpoint: await of.checkpoint(size) });
  }
  const statusOf = async (body: string) => (await submit(body)).status;
  const witnesses = () => [{ member: 'AR' as const, vkey: alliance.entry('AR').witness.vkey }];
  const keys = () => ({ vkey: alliance.entry('BR').log.vkey, witnesses: witnesses() });
  const knownSize = async () => (await knownLog(node.database.sql, log.origin))?.size;

  it('answers 200 with its line, which holds for the checkpoint, after it has kept the checkpoint', async () => {
    const first = await submit(await request(0n, 5n));
    expect(first).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
    expect(openWitnessed((await log.checkpoint(5n)) + first.body, keys()).cosigners).toEqual([
      { member: 'AR', time: clock.nowMs() / 1000 },
    ]);
    expect(await knownSize()).toBe(5n);
    expect(await statusOf(await request(5n, 20n))).toBe(200);
    expect(await statusOf(await request(20n, 20n))).toBe(200); // the same again, with a newer time
    expect(await knownSize()).toBe(20n);
  });

  it('answers with the status that the specification demands, and keeps nothing, when it does not cosign', async () => {
    expect(await statusOf(await request(0n, 8n))).toBe(200);
    const good = await request(8n, 20n);
    const other = new TestLog(alliance, 'BR').append(20, 'other');
    const stranger = new TestLog(alliance, 'BR', 'unknown.example/log').append(9);
    const cases: [string, number][] = [
      ['', 400],
      ['old x\n\nfoo', 400],
      [good.replace('old 8\n', 'old 08\n'), 400],
      [good.replace('old 8\n', 'old 21\n'), 400],
      [good.replace(/\n— [^\n]*\n$/, '\n— log.br.crex.example/audit/1 AAAAAAAA\n'), 403],
      [await formatted(stranger), 404],
      [await request(7n, 20n), 409],
      [await request(9n, 20n), 409],
      [await request(8n, 20n, log, other), 422],
      [good.replace(/^old 8\n[^\n]+\n/, 'old 8\n'), 422],
    ];
    for (const [body, status] of cases)
      expect([body.slice(0, 40), await statusOf(body)]).toEqual([body.slice(0, 40), status]);
    expect(await submit(await request(7n, 20n))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '8\n' });
    expect(await knownSize()).toBe(8n);
    expect(await node.query('SELECT 1 FROM alarm')).toEqual([]);
    expect((await fetch(at('add-checkpoint'))).status).toBe(405);
  });

  async function formatted(of: TestLog) {
    return formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint: await of.checkpoint() });
  }

  it('starts from the empty tree with an empty proof, and with no other', async () => {
    const proof = await consistencyProof(log, 3n, 9n);
    const checkpoint = await log.checkpoint(9n);
    expect(await statusOf(formatAddCheckpoint({ oldSize: 0n, proof, checkpoint }))).toBe(422);
    expect(await statusOf(formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint }))).toBe(200);
  });

  it('calls the operator at a second root of one size (422), and believes that log no more (403)', async () => {
    await submit(await request(0n, 8n));
    const fork = await formatted(new TestLog(alliance, 'BR').append(8, 'other'));
    expect(await statusOf(fork.replace('old 0', 'old 8'))).toBe(422);
    const alarms = await node.query('SELECT kind, key FROM alarm');
    expect(alarms).toEqual([{ kind: 'log-fork', key: log.origin }]);
    expect(await statusOf(await request(8n, 20n))).toBe(403);
    expect(await knownSize()).toBe(8n);
  });

  it('gives one of two who race for the same size its line, and the other the size that is known now', async () => {
    for (let size = 0n; size < 20n; size += 5n) {
      const one = await request(size, size + 5n);
      const other = await request(size, size + 4n);
      const answers = await Promise.all([submit(one), submit(other), submit(one), submit(other)]);
      const winners = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body));
      const cosigned = answers.filter(({ status }) => status === 200);
      expect(cosigned.length).toBeGreaterThanOrEqual(1);
      expect(winners.size).toBe(1);
      expect(answers.filter(({ status }) => status !== 200).every(({ status }) => status === 409)).toBe(true);
      const kept = (await knownLog(node.database.sql, log.origin)) ?? { size: 0n };
      const won = [answers[0], answers[2]].some((answer) => answer.status === 200) ? size + 5n : size + 4n;
      expect(kept.size).toBe(won);
      if (won !== size + 5n) expect(await statusOf(await request(won, size + 5n))).toBe(200);
    }
  });

  it('never cosigns two trees of one log that do not follow from one another, in a race of histories', async () => {
    const forks = Array.from({ length: 8 }, (_, at) => new TestLog(alliance, 'BR').append(10, `history ${at}`));
    const answers = await Promise.all(forks.map(async (fork) => submit(await formatted(fork))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await knownSize()).toBe(10n);
  });

  it('shows monitors the newest checkpoint with the line of the log and its own, and no other', async () => {
    const path = at(`${logIdOf(log.origin)}/checkpoint`);
    expect((await fetch(path)).status).toBe(404);
    const cosigned =
      (await log.checkpoint(9n)) + (await log.cosignature('JM', await log.checkpoint(9n), 1_790_000_000));
    await submit(formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint: cosigned }));
    const shown = await (await fetch(path)).text();
    expect(openWitnessed(shown, keys())).toMatchObject({ size: 9n, cosigners: [{ member: 'AR' }] });
    expect(shown.match(/^— /gm)).toHaveLength(2);
    expect((await fetch(at(`${'0'.repeat(64)}/checkpoint`))).status).toBe(404);
  });

  it('and the one that looks for itself are one witness: what one has cosigned binds the other', async () => {
    await submit(await request(0n, 20n));
    const other = new PublishedLog(new TestLog(alliance, 'BR').append(20, 'other'));
    broker.shelf.show(log.origin, other);
    const fork = await other.publish(10);
    await node.verbs.watching.witnessLogs.run();
    expect(broker.shelf.cosigners(fork)).toEqual([]);
    expect(await node.query('SELECT kind FROM alarm')).toEqual([{ kind: 'log-fork' }]);
  });

  it('takes logs that the operator has listed by hand, by their own keys', async () => {
    const root = await rootFromTiles(log, 20n);
    const text = formatCheckpoint({ origin: 'stock.example/log', size: 20n, root });
    const sign = (key: typeof stockKey) => signNote(text, [logSigner('stock.example/log', key)]);
    const submission = (checkpoint: string) => formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint });
    const forged = await sign(metadataSigner((await generateEd25519KeyPair()).privateKey));
    expect(await statusOf(submission(forged))).toBe(403);
    expect(await statusOf(submission(await sign(stockKey)))).toBe(200);
  });
});
