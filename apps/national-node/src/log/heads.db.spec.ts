import { proveFork, readForkEvidence } from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { BROKER, type CountryCode, type MemberId } from '#libs/protocol';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { PublishedLog } from '../../../../test/hostile/stand-in-shelf.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { OwnTables } from '../../../../test/logs/own-tables.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';

const officer = { kind: 'official', id: 'JM-3', role: 'prosecutor', authority: 'DPP' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
const ALL = ['AR', 'BR', 'JM', 'UY', BROKER] as const;

describe('heads of logs, carried from country to country', () => {
  let clock: FixedClock;
  let alliance: Alliance;
  let broker: StandInBroker;
  let argentina: TestNode;
  let jamaica: TestNode;
  let logs: Map<MemberId, PublishedLog>;
  let asked = 0;

  beforeEach(async () => {
    clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    argentina = await TestNode.start({ alliance, clock, broker, country: 'AR', persons: [] });
    jamaica = await TestNode.start({ alliance, clock, broker, country: 'JM' });
    logs = new Map(ALL.map((id) => [id, new PublishedLog(new TestLog(alliance, id))]));
    for (const log of logs.values()) {
      broker.shelf.show(log.log.origin, log);
      await log.publish(20);
    }
  });
  afterEach(() => Promise.all([argentina.close(), jamaica.close()]));

  const originOf = (id: MemberId) => alliance.entry(id).log.origin;
  const look = async (...nodes: TestNode[]) => {
    for (const node of nodes) await node.verbs.watching.witnessLogs.run();
  };
  /** Jamaica asks Argentina something. */
  async function talk(): Promise<void> {
    await jamaica.verbs.ask.run(officer, `key ${(asked += 1)}`, { ...input, to: ['AR'] });
    await jamaica.verbs.deliver.run();
    await argentina.receive();
  }
  const compare = () => argentina.verbs.watching.compareHeads.run();
  const alarms = (node = argentina) =>
    node.query<{ kind: string; key: string; detail: object; evidence: Buffer }>(
      'SELECT kind, key, detail, evidence FROM alarm WHERE cleared_at IS NULL ORDER BY kind, key',
    );
  async function headsReceived(): Promise<string[]> {
    const [row] = await argentina.query<{ digest: string }>(
      'SELECT content_digest AS digest FROM inbox ORDER BY number DESC LIMIT 1',
    );
    const { contents } = argentina.verbs.watching;
    const jws = await contents.ofDigest(argentina.base.database.manager, row?.digest ?? '');
    const payload = Buffer.from(jws?.split('.')[1] ?? '', 'base64url').toString('utf8');
    return (JSON.parse(payload) as { heads?: string[] }).heads ?? [];
  }
  const fork = (id: MemberId, size: number) => {
    const log = new PublishedLog(new TestLog(alliance, id));
    log.log.append(size, 'another history');
    return log;
  };

  it('stand in every content: of the recipient’s log, of the broker’s, and of others in turn', async () => {
    await talk();
    expect(await headsReceived()).toEqual([]); // nothing is known yet
    await look(jamaica);
    const origins: string[][] = [];
    for (let round = 0; round < 2; round++) {
      await talk();
      const heads = await headsReceived();
      for (const head of heads) expect(head.match(/^— /gm)).toHaveLength(1);
      origins.push(heads.map((head) => head.split('\n')[0] ?? ''));
    }
    for (const each of origins) expect(each.slice(0, 2)).toEqual([originOf('AR'), originOf(BROKER)]);
    expect(origins.map((each) => each[2])).toEqual([originOf('BR'), originOf('UY')]);
    await look(argentina);
    await compare();
    expect((await alarms()).filter(({ key }) => key !== originOf('AR'))).toEqual([]);
  });

  it.each([
    ['of one size', 20, 0],
    ['that are compared by a proof', 20, 35],
  ])('find two histories that two countries are shown, %s', async (_name, size, more) => {
    const other = fork('BR', size);
    broker.shelf.show(originOf('BR'), other, 'JM');
    await other.publish();
    await logs.get('BR')?.publish(more);
    await look(argentina, jamaica);
    expect([await alarms(), await alarms(jamaica)]).toEqual([[], []]); // neither can see it alone
    await talk();
    await talk();
    await compare();
    const [found] = (await alarms()).filter(({ key }) => key === originOf('BR'));
    expect(found).toMatchObject({ kind: 'log-fork', detail: { from: 'JM' } });
    const { checkpoints, proof } = readForkEvidence(found?.evidence ?? Buffer.alloc(0));
    expect(proveFork(...checkpoints, alliance.entry('BR').log.vkey, proof).verdict).toBe('fork');
    const note = (await logs.get('BR')?.publish(5)) ?? '';
    await look(argentina);
    expect(broker.shelf.cosigners(note)).toEqual([]); // from now on neither history is cosigned
  });

  it('find a broker that shows one country less than another, when it goes on for too long', async () => {
    const early = new PublishedLog(logs.get('BR')?.log as TestLog);
    await early.publish();
    broker.shelf.show(originOf('BR'), early, 'AR');
    await logs.get('BR')?.publish(30);
    await look(argentina, jamaica);
    await talk();
    await talk();
    const ofBrazil = async () => (await alarms()).filter(({ key }) => key === originOf('BR'));
    await compare();
    expect(await ofBrazil()).toEqual([]);
    clock.advance(5 * 60_000);
    await compare();
    expect(await ofBrazil()).toMatchObject([{ kind: 'log-withheld', detail: { from: 'JM', size: '50' } }]);
    broker.shelf.show(originOf('BR'), logs.get('BR') as PublishedLog, 'AR');
    await look(argentina);
    await compare();
    expect(await ofBrazil()).toEqual([]);
  });

  describe('of our own log', () => {
    let own: OwnTables;
    beforeEach(async () => {
      own = await OwnTables.start(alliance, argentina, 'AR');
      broker.shelf.show(originOf('AR'), own);
      await own.sign();
    });
    afterEach(() => own.close());

    it('are compared with our own tables', async () => {
      await look(jamaica);
      await talk();
      await own.sign();
      await compare();
      expect(await alarms()).toEqual([]);
    });

    it('find a history that somebody else has signed with our key', async () => {
      for (let round = 0; round < 3; round++) await talk();
      await own.sign();
      const forged = fork('AR', 2);
      broker.shelf.show(originOf('AR'), forged, 'JM');
      await forged.publish();
      await look(jamaica);
      await talk();
      await compare();
      expect(await alarms()).toMatchObject([{ kind: 'log-fork', key: originOf('AR'), detail: { from: 'JM' } }]);
    });

    it('that is larger than what we have signed are an alarm when it stays so', async () => {
      const forged = fork('AR', 200);
      broker.shelf.show(originOf('AR'), forged, 'JM');
      await forged.publish();
      await look(argentina, jamaica);
      await talk();
      await compare();
      clock.advance(5 * 60_000);
      await compare();
      expect(await alarms()).toMatchObject([{ kind: 'log-withheld', key: originOf('AR') }]);
    });
  });

  it('that are worth nothing are counted, and the message that brought them stands', async () => {
    const { log } = logs.get('BR') as PublishedLog;
    const good = await log.checkpoint();
    const heads = [
      good.replace('\n20\n', '\n21\n'),
      good.replaceAll(log.origin, 'log.nobody.example/audit/1'),
      good.replace(/\n— .*\n$/, `\n— ${log.origin} AAAAAAAA\n`),
      good,
    ];
    const plan = { from: 'JM', to: 'AR', kind: 'VOID', number: 90, now: clock.nowMs() / 1000 } as const;
    const message = await hostileMessage(alliance, plan, { content: (content) => ({ ...content, heads }) });
    broker.box('AR').envelopes = [message.line];
    await look(argentina);
    await argentina.receive();
    await compare();
    const [row] = await argentina.query('SELECT state FROM inbox WHERE message_id = $1', [message.id]);
    expect(row).toEqual({ state: 'DONE' });
    expect(await argentina.oddities()).toEqual({
      'heads.wrong-signature': 1,
      'heads.unknown-log': 1,
      'heads.unsigned-note': 1,
    });
    expect(await alarms()).toEqual([]);
  });

  it('are kept waiting in bounded number, whoever sends how many', () => {
    const { compareHeads } = argentina.verbs.watching;
    const from: CountryCode = 'JM';
    for (let many = 0; many < 3000; many++) compareHeads.take(from, [`head ${many}`]);
    expect((compareHeads as unknown as { waiting: Map<string, unknown> }).waiting.size).toBe(1000);
  });
});
