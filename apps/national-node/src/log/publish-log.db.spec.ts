import { latestCheckpoint, openCheckpoint, logVerifier, rootFromTiles } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import type { TestDatabase } from '#libs/testing';
import { newBrokerDatabase, TestBroker, type MemberClient } from '../../../../test/broker/test-broker.js';
import { LogParty } from '../../../../test/logs/log-party.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { BrokerLogs } from './broker-logs.js';
import { CheckLog } from './check-log.js';
import { CollectCosignatures } from './collect-cosignatures.js';
import { OwnLog } from './own-log.js';
import { PublishLog } from './publish-log.js';

let alliance: Alliance;
let database: TestDatabase;
let broker: TestBroker;
let ar: LogParty;
let br: MemberClient;

beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'CL'], nowMs: Date.now() });
});
beforeEach(async () => {
  database = await newBrokerDatabase();
  broker = await TestBroker.start({ alliance, databaseUrl: database.url });
  ar = await LogParty.start(broker, 'AR');
  br = broker.client('BR');
});
afterEach(async () => {
  await ar.close();
  await broker.close();
  await database.close();
});

const brokerLogs = () => new BrokerLogs(ar.node.base.broker);
const shown = async () => {
  const { status, body } = await br.call('GET', `/logs/${ar.origin}/checkpoint`);
  return status === 200 ? body.toString() : status;
};
const signed = async () => (await latestCheckpoint(ar.node.database.sql, 1))?.note;

/** AR's own log as another configuration of its node sees it. */
function ownLogUnder(origin: string): OwnLog {
  const { database: own, directory, home } = ar.node.base;
  return new OwnLog(own, directory, home, origin);
}

describe('a log', () => {
  it('is shown as it was signed, and what others compute from its tiles is what it says', async () => {
    const { publishLog } = ar.node.verbs;
    expect(await publishLog.run()).toBe(false); // the signer has not begun
    expect(await shown()).toBe(404);
    const size = await ar.grow(299);
    expect(await publishLog.run()).toBe(true);
    expect(await shown()).toBe(await signed());
    const { root } = openCheckpoint((await signed()) ?? '', logVerifier(alliance.entry('AR').log.vkey), []);
    expect(Buffer.from(await rootFromTiles(brokerLogs().tiles(ar.origin), size))).toEqual(Buffer.from(root));
  });

  it('is shown only as far as it was signed, and not again when nothing is new', async () => {
    await ar.grow(2);
    await ar.node.verbs.publishLog.run();
    const before = await shown();
    await ar.append(1);
    expect(await ar.node.verbs.publishLog.run()).toBe(false);
    expect(await shown()).toBe(before);
    await ar.sign();
    expect(await ar.node.verbs.publishLog.run()).toBe(true);
    expect(await shown()).toBe(await signed());
  });

  it('goes on where the broker is when an upload broke off at any place', async () => {
    await ar.grow(600);
    const whole = 5; // three tiles, one above, the checkpoint
    for (let calls = 0; calls < whole; calls++) {
      const connection = ar.node.base.broker;
      let left = calls;
      const breaking: ConstructorParameters<typeof BrokerLogs>[0] = {
        readLog: (path) => connection.readLog(path),
        writeLog: (...call) =>
          left-- > 0 ? connection.writeLog(...call) : Promise.reject(new TypeError('the line is cut')),
      };
      const verb = new PublishLog(ownLogUnder(ar.origin), new BrokerLogs(breaking));
      await expect(verb.run()).rejects.toThrow('the line is cut');
      expect(await shown()).toBe(404);
    }
    expect(await ar.node.verbs.publishLog.run()).toBe(true);
    expect(await shown()).toBe(await signed());
  });

  it('never leaves its country with entries: the broker holds hashes and checkpoints alone', async () => {
    await ar.grow(3);
    await ar.node.verbs.publishLog.run();
    const rows = await ar.node.query<{ event_id: string; leaf: Buffer }>('SELECT event_id, leaf FROM audit_entry');
    const shelf = await database.owner.query<{ everything: string }>(
      `SELECT encode(hashes, 'escape') AS everything FROM shelf_tile UNION ALL SELECT note FROM shelf_checkpoint`,
    );
    const text = shelf.map(({ everything }) => everything).join('\n');
    for (const { event_id: eventId, leaf } of rows) {
      expect(text).not.toContain(eventId);
      expect(text).not.toContain(leaf.toString('latin1').slice(0, 30));
    }
  });

  it('is not shown under an origin that the directory does not list', async () => {
    await ar.grow(1);
    const other = ownLogUnder('log.ar.crex.example/audit/2');
    expect(() => other.listed()).toThrow('does not list');
    await ar.node.database.owner.query(
      `INSERT INTO tlog_epoch (epoch, origin, opened_by) VALUES (2, 'log.ar.crex.example/audit/2', gen_random_uuid())`,
    );
    await expect(new PublishLog(other, brokerLogs()).run()).rejects.toMatchObject({ code: 'log.not-listed' });
  });

  it('is not taken for shown when the broker shows a checkpoint that its signer has not signed', async () => {
    await ar.grow(1);
    const foreign = await new TestLog(alliance, 'BR', ar.origin).append(5).checkpoint();
    const lying = { readLog: () => Promise.resolve(Buffer.from(foreign)), writeLog: () => Promise.resolve() };
    const verb = new PublishLog(ownLogUnder(ar.origin), new BrokerLogs(lying));
    await expect(verb.run()).rejects.toMatchObject({ code: 'audit.unsigned-note' });
  });
});

describe('a database', () => {
  it('is in order when the broker shows nothing of its log, or what it holds', async () => {
    const { checkLog, publishLog } = ar.node.verbs;
    expect(checkLog.isPassed).toBe(false);
    await checkLog.run();
    expect(checkLog.isPassed).toBe(true);
    await ar.grow(3);
    await publishLog.run();
    await ar.grow(300); // it may well be ahead of what is shown
    const again = new CheckLog(ownLogUnder(ar.origin), brokerLogs());
    await again.run();
    expect(again.isPassed).toBe(true);
  });

  it.each<[string, number | undefined, string]>([
    ['has no log at all', undefined, 'log.behind'],
    ['was restored from an older backup', 3, 'log.behind'],
    ['was restored and has grown since', 12, 'log.forked'],
  ])('that %s is found, and the courier stays closed until a new epoch', async (_, entries, code) => {
    await ar.grow(9);
    await ar.node.verbs.publishLog.run();
    const restored = await LogParty.start(broker, 'AR');
    try {
      if (entries !== undefined) await restored.grow(entries);
      const { checkLog } = restored.node.verbs;
      await expect(checkLog.run()).rejects.toMatchObject({ code });
      expect(checkLog.isPassed).toBe(false);
      const { database: own, directory, home } = restored.node.base;
      const next = new OwnLog(own, directory, home, 'log.ar.crex.example/audit/2');
      const ofNextEpoch = new CheckLog(next, brokerLogs());
      await ofNextEpoch.run();
      expect(ofNextEpoch.isPassed).toBe(true);
    } finally {
      await restored.close();
    }
  });

  it('is not judged by a checkpoint that its signer has not signed', async () => {
    await ar.grow(1);
    const foreign = await new TestLog(alliance, 'BR', ar.origin).append(5).checkpoint();
    const lying = { readLog: () => Promise.resolve(Buffer.from(foreign)), writeLog: () => Promise.resolve() };
    const verb = new CheckLog(ownLogUnder(ar.origin), new BrokerLogs(lying));
    await expect(verb.run()).rejects.toMatchObject({ code: 'audit.unsigned-note' });
    expect(verb.isPassed).toBe(false);
  });
});

describe('cosignatures', () => {
  let note: string;
  let log: TestLog;
  const kept = () =>
    ar.node.query<{ witness: string; size: number; time: number }>(
      'SELECT witness, size, time FROM tlog_cosignature ORDER BY witness, time',
    );
  const seconds = () => Math.floor(broker.clock.nowMs() / 1000);
  const cosign = async (by: 'BR' | 'CL', line: string) => {
    const body = Buffer.from(line);
    const client = broker.client(by);
    expect((await client.call('POST', log.path('cosignature'), { body, type: 'text/plain' })).status).toBe(204);
  };

  beforeEach(async () => {
    await ar.grow(4);
    await ar.node.verbs.publishLog.run();
    note = (await signed()) ?? '';
    log = new TestLog(alliance, 'AR');
  });

  it('come home from the broker, those of a checkpoint that is no longer the newest too', async () => {
    const time = seconds();
    await cosign('BR', await log.cosignature('BR', note, time));
    await ar.grow(1);
    await ar.node.verbs.publishLog.run();
    await cosign('CL', await log.cosignature('CL', (await signed()) ?? '', time));
    expect(await ar.node.verbs.collectCosignatures.run()).toBe(2);
    expect(await kept()).toEqual([
      { witness: 'witness.br.crex.example/w1', size: 5, time },
      { witness: 'witness.cl.crex.example/w1', size: 6, time },
    ]);
    expect(await ar.node.verbs.collectCosignatures.run()).toBe(0);
  });

  it('of the same tree again are kept once in ten minutes', async () => {
    const time = seconds() - 3600;
    for (const [later, count] of [
      [0, 1],
      [599, 0],
      [600, 1],
    ] as const) {
      await cosign('BR', await log.cosignature('BR', note, time + later));
      expect(await ar.node.verbs.collectCosignatures.run()).toBe(count);
    }
    expect((await kept()).map((each) => each.time)).toEqual([time, time + 600]);
  });

  it('that do not hold, are of nobody assigned, or under another checkpoint are left out, and the others kept', async () => {
    const time = seconds();
    const good = await log.cosignature('BR', note, time);
    const forged = (await log.cosignature('CL', note, time)).replace(/.{8}\n$/, 'AAAAAAA=\n');
    const own = await log.cosignature('AR', note, time);
    const fork = await new TestLog(alliance, 'AR').append(5).checkpoint();
    const ofFork = fork + (await log.cosignature('CL', fork, time));
    const checkpoints = ['no note', ofFork, note + forged + own + good];
    const answer = Buffer.from(JSON.stringify({ checkpoints }));
    const lying = { readLog: () => Promise.resolve(answer), writeLog: () => Promise.resolve() };
    const verb = new CollectCosignatures(ownLogUnder(ar.origin), new BrokerLogs(lying), ar.node.base.directory);
    expect(await verb.run()).toBe(1);
    expect(await kept()).toEqual([{ witness: 'witness.br.crex.example/w1', size: 5, time }]);
  });

  it.each(['', '{}', '{"checkpoints":[1]}', `{"checkpoints":[${'"",'.repeat(16)}""]}`, '['])(
    'in an answer that is no list are refused: %s',
    async (answer) => {
      const lying = { readLog: () => Promise.resolve(Buffer.from(answer)), writeLog: () => Promise.resolve() };
      await expect(new BrokerLogs(lying).recent('log')).rejects.toMatchObject({ code: 'log.broker-answer' });
    },
  );

  it('are none while the broker has no such log', async () => {
    expect(await brokerLogs().recent('log.zz.example/audit/1')).toEqual([]);
    const { broker: connection } = ar.node.base;
    await expect(new BrokerLogs(connection).tiles(ar.origin).tile(0, 7n, 256)).rejects.toMatchObject({
      code: 'log.tile-not-shown',
    });
  });
});
