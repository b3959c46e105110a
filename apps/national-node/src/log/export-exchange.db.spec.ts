import { readPage, renderPage, verifyExchange } from '#libs/evidence';
import type { Alliance } from '#libs/ceremony';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { codeOfAsync } from '../../../../test/code-of.js';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { OwnTables } from '../../../../test/logs/own-tables.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const operator = { kind: 'operator', id: 'op-1' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
const ORDER = { ground: 'COURT-ORDER' } as const;

describe('the evidence of an exchange, as a node makes it', () => {
  const opened = new AsyncDisposableStack();
  let clock: FixedClock;
  let alliance: Alliance;
  let broker: StandInBroker;
  let asker: TestNode;
  let answerer: TestNode;
  const logs: OwnTables[] = [];
  let requestId: string;

  beforeAll(async () => {
    clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    asker = opened.use(await TestNode.start({ alliance, clock, broker, country: 'AR' }));
    answerer = opened.use(await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [] }));
    for (const [country, node] of [['AR', asker], ['BR', answerer]] as const) {
      const log = await OwnTables.start(alliance, node, country);
      opened.defer(() => log.close());
      logs.push(broker.shelf.show(log.origin, log));
    } // prettier-ignore
    requestId = await ask('key 1');
  });
  afterAll(() => opened.disposeAsync());

  /** One question; without `answered` it only leaves. */
  async function ask(key: string, answered = true): Promise<string> {
    const { requestId: id } = await asker.verbs.ask.run(prosecutor, key, { ...input, to: ['BR'] });
    await asker.verbs.deliver.run();
    if (!answered) return id;
    await answerer.receive();
    await answerer.verbs.deliver.run();
    await asker.receive();
    await answerer.verbs.collect.run(new AbortController().signal);
    await asker.verbs.collect.run(new AbortController().signal);
    return id;
  }

  /** Both logs are signed, cosigned by JM, UY and each other's node, and followed. */
  async function look(): Promise<void> {
    for (const log of logs) await log.sign();
    for (const log of logs)
      for (const id of ['JM', 'UY'] as const) await broker.shelf.witness(id, log.origin, broker.now());
    for (const node of [asker, answerer]) {
      await node.verbs.watching.witnessLogs.run();
      await node.verbs.collectCosignatures.run();
    }
    await asker.verbs.watching.witnessLogs.run();
    await asker.verbs.watching.followPromises.run();
  }
  const make = (node: TestNode, id: string, more: object = {}) =>
    node.verbs.watching.exportExchange.run(operator, id, { ...ORDER, ...more });
  const views = (node: TestNode) => node.entries('VIEW');

  it('is not handed out before the witnesses have seen the logs, unless what there is will do', async () => {
    expect(await codeOfAsync(make(asker, requestId))).toBe('log.evidence-incomplete');
    expect(await views(asker)).toEqual([]);
    const { verdict, evidence } = await make(asker, requestId, { incomplete: true });
    expect(verdict.verdict).toBe('incomplete');
    expect(evidence.promised).toBe('PENDING');
  });

  it('is made by both, verifies, and is an entry with its ground', async () => {
    await look();
    const question = (await asker.query<{ question_id: string }>('SELECT question_id FROM question'))[0]?.question_id;
    for (const [node, object] of [[asker, 'ANSWER'], [answerer, 'QUESTION']] as const) {
      const { evidence, verdict } = await make(node, node === asker ? requestId : 'AR-BR-1-000000000001');
      expect(verdict.findings.filter(({ result }) => result !== 'good')).toEqual([]);
      const read = readPage(Buffer.from(renderPage(evidence, 'es'))).evidence;
      expect((await verifyExchange(read, { root: alliance.root })).verdict).toBe('good');
      const view = (await views(node)).at(-1);
      expect(view).toMatchObject({ eventId: evidence.access, object, count: 1 });
      if (node === asker) expect(view?.['target']).toBe(question);
    } // prettier-ignore
  });

  it('is found by the ids of request, question and both messages', async () => {
    const [row] = await asker.query<{ question_id: string; answer_message_id: string }>('SELECT * FROM question');
    for (const id of [row?.question_id, row?.answer_message_id, 'AR-BR-1-000000000001'])
      expect((await make(asker, id ?? '')).evidence.madeBy).toBe('AR');
    expect((await make(answerer, row?.answer_message_id ?? '')).evidence.madeBy).toBe('BR');
  });

  it('is refused of what is unknown, still open, or erased', async () => {
    expect(await codeOfAsync(make(asker, 'AR-BR-1-000000000777'))).toBe('log.unknown-exchange');
    expect(await codeOfAsync(make(asker, requestId, { country: 'JM' }))).toBe('log.unknown-exchange');
    expect(await codeOfAsync(make(asker, await ask('key 2', false)))).toBe('log.exchange-open');
    const { requestId: several } = await asker.verbs.ask.run(prosecutor, 'key 3', { ...input, to: ['BR', 'JM'] });
    await asker.verbs.deliver.run();
    expect(await codeOfAsync(make(asker, several))).toBe('log.several-exchanges');
    await asker.query('UPDATE inbox SET content = NULL, content_key = NULL');
    expect(await codeOfAsync(make(asker, requestId))).toBe('log.content-erased');
  });
});
