import { readLeaf } from '#libs/audit';
import { readPage, renderPage, verifyExchange } from '#libs/evidence';
import type { Alliance } from '#libs/ceremony';
import type { PolicyText } from '#libs/policy';
import { digestOf, type MemberId } from '#libs/protocol';
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
/** Brazil answers no question for sentencing. */
const refusesC3: PolicyText = {
  name: 'br.cedar',
  text: `@id("no-c3")\n@title("no C3")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")
forbid (principal, action == Action::"answer", resource) when { context.purpose == Purpose::"C3" };`,
};

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
    answerer = opened.use(
      await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [], policies: [refusesC3] }),
    );
    for (const [country, node] of [['AR', asker], ['BR', answerer]] as const) {
      const log = await OwnTables.start(alliance, node, country);
      opened.defer(() => log.close());
      logs.push(broker.shelf.show(log.origin, log));
    } // prettier-ignore
    requestId = await ask('key 1');
  });
  afterAll(() => opened.disposeAsync());

  /** One question; without `answered` it only leaves. */
  async function ask(key: string, answered = true, more: object = {}): Promise<string> {
    const { requestId: id } = await asker.verbs.ask.run(prosecutor, key, { ...input, ...more, to: ['BR'] });
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

  it('is an auditor’s, under the mandate, and that of who asked; a colleague’s is none', async () => {
    const auditor = { kind: 'official', id: 'AR-9', role: 'auditor', authority: 'Auditoría' } as const;
    const { exportExchange } = asker.verbs.watching;
    await exportExchange.run({ official: auditor, mandate: 'AUD-1' }, requestId, ORDER);
    await exportExchange.run({ asker: prosecutor }, requestId, ORDER);
    const entries = await views(asker);
    for (const [view, id, more] of [[entries.at(-2), 'AR-9', { mandate: 'AUD-1' }], [entries.at(-1), 'AR-77', {}]] as const) {
      const { sql } = asker.database;
      const part = async (group: 'actor' | 'detail') => {
        const read = await asker.base.log.readPart(sql, String(view?.eventId), 'VIEW', group);
        return read.status === 'open' ? read.value : read.status;
      };
      expect(await part('actor')).toMatchObject({ id });
      expect(await part('detail')).toEqual({ ground: 'COURT-ORDER', use: 'EVIDENCE', ...more });
      expect(await asker.base.log.entriesFoundBy(sql, 'actor', id)).toContainEqual(
        expect.objectContaining({ leaf: expect.objectContaining({ eventId: view?.eventId }) as object }),
      );
    } // prettier-ignore
    const colleague = { ...prosecutor, id: 'AR-78' };
    expect(await codeOfAsync(exportExchange.run({ asker: colleague }, requestId, ORDER))).toBe('log.unknown-exchange');
    // what others have asked is none of theirs either
    const answered = answerer.verbs.watching.exportExchange.run({ asker: prosecutor }, 'AR-BR-1-000000000001', ORDER);
    expect(await codeOfAsync(answered)).toBe('log.unknown-exchange');
    expect(await views(asker)).toHaveLength(entries.length);
  });

  /** The outcome, and the number of the message that was asked. */
  const asked = async (id: string) => {
    const [row] = await asker.query<{ outcome: string; id: string }>(
      'SELECT q.outcome, o.message_id AS id FROM question q JOIN outbox o ON o.event_id = q.question_id WHERE request_id = $1',
      [id],
    );
    return row ?? { outcome: '', id: '' };
  };
  /** Both make it, and it convinces whoever has the root alone. @returns the entries that the answerer shows */
  async function shownByBoth(id: string, messageId: string): Promise<string[]> {
    await look();
    const made = [await make(asker, id), await make(answerer, messageId)];
    for (const { evidence } of made) {
      const read = readPage(Buffer.from(renderPage(evidence, 'es'))).evidence;
      const { verdict, findings } = await verifyExchange(read, { root: alliance.root });
      expect(findings.filter(({ result }) => result !== 'good')).toEqual([]);
      expect(verdict).toBe('good');
      const checks = findings.map(({ part, check }) => `${part}, ${check}`);
      expect(checks).toEqual(expect.arrayContaining(['question, slip, signature', 'answer, slip, signature']));
    }
    const leaves = made[1]?.evidence.entries.map(({ leaf }) => readLeaf(Buffer.from(leaf, 'base64')).type);
    return leaves ?? [];
  }

  it('shows a refusal by the answerer’s policy, by both sides', async () => {
    const id = await ask('key 4', true, { purpose: 'C3' });
    const { outcome, id: messageId } = await asked(id);
    expect(outcome).toBe('REFUSED');
    expect(await shownByBoth(id, messageId)).toEqual(['WITHHELD', 'SENT']);
  });

  it('shows a fault, by both sides, though the answerer could not even read the question', async () => {
    const { sealing } = answerer.base.keys;
    Object.defineProperty(sealing, 'openers', { configurable: true, value: new Map() });
    const id = await ask('key 5');
    delete (sealing as { openers?: unknown }).openers;
    const { outcome, id: messageId } = await asked(id);
    expect(outcome).toBe('REJECTED');
    expect(await shownByBoth(id, messageId)).toEqual(['REFUSAL', 'SENT']);
    const { evidence } = await make(answerer, messageId);
    expect(Object.keys(evidence.request)).toEqual(['slip']);
    expect((await make(asker, id)).evidence.request.content).toBeDefined();
  });

  it('of a question that named another directory says so, and is handed out only by order', async () => {
    const { directory } = asker.base;
    const view = directory.view();
    const other = { version: view.version, hash: digestOf('another'), member: (id: MemberId) => view.member(id) };
    Object.defineProperty(directory, 'view', { configurable: true, value: () => other });
    const id = await ask('key 6');
    delete (directory as { view?: unknown }).view;
    const { id: messageId } = await asked(id);
    await look();
    expect(await codeOfAsync(make(answerer, messageId))).toBe('log.evidence-incomplete');
    const { evidence, verdict } = await make(answerer, messageId, { incomplete: true });
    expect(verdict.findings.filter(({ result }) => result === 'fault').map(({ code }) => code)).toEqual([
      'evidence.directory-differs',
    ]);
    expect(evidence.request.content).toBeDefined();
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
