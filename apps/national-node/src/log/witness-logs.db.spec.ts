import { knownLog, openWitnessed, proveFork, readForkEvidence } from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { BROKER, type MemberId } from '#libs/protocol';
import { createTestAlliance, fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { PublishedLog } from '../../../../test/hostile/stand-in-shelf.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { TestLog } from '../../../../test/logs/test-log.js';

const MEMBERS = ['AR', 'BR', 'JM', 'UY'] as const;
const HALF_FRESHNESS_MS = 30 * 60_000;

describe('a witness', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  let alliance: Alliance;
  let broker: StandInBroker;
  let node: TestNode;

  beforeAll(async () => {
    alliance = await createTestAlliance({ members: MEMBERS });
    broker = new StandInBroker(alliance, clock);
    node = await TestNode.start({ alliance, clock, broker, country: 'AR' });
  });
  afterAll(() => node.close());

  // Each test has the log of another origin at its disposal: the shelf forgets it, and so does the witness.
  const owner = 'BR' as const;
  const origin = () => alliance.entry(owner).log.origin;
  const published = (as: MemberId = owner) =>
    broker.shelf.show(alliance.entry(as).log.origin, new PublishedLog(new TestLog(alliance, as)));
  const look = () => node.verbs.watching.witnessLogs.run();
  const known = () => knownLog(node.database.sql, origin());
  const alarms = async () => (await openAlarms()).map(({ kind }) => kind);
  const openAlarms = () =>
    node.query<{ kind: string; key: string; detail: object; evidence: Buffer | null }>(
      'SELECT kind, key, detail, evidence FROM alarm WHERE cleared_at IS NULL ORDER BY kind',
    );
  const keysOfLog = () => ({ vkey: alliance.entry(owner).log.vkey, witnesses: [] });

  beforeEach(async () => {
    for (const member of [...MEMBERS, BROKER] as const) broker.shelf.show(alliance.entry(member).log.origin, NOTHING);
    await node.database.owner.query(
      'ALTER TABLE witness_log DISABLE TRIGGER USER; DELETE FROM witness_log; ALTER TABLE witness_log ENABLE TRIGGER USER',
    );
    await node.database.owner.query(
      'ALTER TABLE alarm DISABLE TRIGGER USER; DELETE FROM alarm; ALTER TABLE alarm ENABLE TRIGGER USER',
    );
    await node.database.owner.query('DELETE FROM cosigned_checkpoint');
  });

  it('takes a log that it sees for the first time as it is, keeps the whole checkpoint, and cosigns it', async () => {
    const log = published();
    await log.publish(700);
    const note = await log.publish(300);
    await look();
    expect(await known()).toMatchObject({ origin: origin(), size: 1000n, note });
    expect(broker.shelf.cosigners(note)).toEqual(['AR']);
    expect(await alarms()).toEqual([]);
  });

  it('goes on from there checkpoint by checkpoint, so that all witnesses meet at each of them', async () => {
    const log = published();
    const first = await log.publish(3);
    await look();
    const notes = [await log.publish(1), await log.publish(300), await log.publish(0), await log.publish(5000)];
    await look();
    expect((await known())?.size).toBe(5304n);
    for (const note of [first, ...notes]) expect(broker.shelf.cosigners(note)).toEqual(['AR']);
    expect((await known())?.cosignature?.line).toMatch(/^— witness\.ar\.crex\.example\/w1 /);
  });

  it('cosigns the same tree again when half of the freshness is over, and says the time', async () => {
    const log = published();
    await log.publish(10);
    await look();
    const timeOf = async () => (await known())?.cosignature?.time ?? 0;
    const first = await timeOf();
    clock.advance(HALF_FRESHNESS_MS - 1000);
    await look();
    expect(await timeOf()).toBe(first);
    clock.advance(1000);
    await look();
    expect(await timeOf()).toBe(first + HALF_FRESHNESS_MS / 1000);
    const shown = openWitnessed(Buffer.from((await broker.shelf.read('AR', `${origin()}/checkpoint`)) ?? ''), {
      ...keysOfLog(),
      witnesses: [{ member: 'AR', vkey: alliance.entry('AR').witness.vkey }],
    });
    expect(shown.cosigners).toEqual([{ member: 'AR', time: await timeOf() }]);
  });

  it('cosigns again what it had kept, when the cosignature did not get out', async () => {
    const log = published();
    const note = await log.publish(11);
    const write = broker.shelf.write.bind(broker.shelf);
    broker.shelf.write = () => Promise.reject(new Error('connection lost'));
    await look();
    expect((await known())?.size).toBe(11n);
    broker.shelf.write = write;
    expect(broker.shelf.cosigners(note)).toEqual([]);
    await look();
    expect(broker.shelf.cosigners(note)).toEqual(['AR']);
  });

  it('only watches a log that the directory assigns to others', async () => {
    const six = await createTestAlliance({ members: ['AR', 'BB', 'BR', 'CL', 'JM', 'UY', 'DO'] });
    const elsewhere = new StandInBroker(six, clock);
    const bystander = await TestNode.start({ alliance: six, clock, broker: elsewhere, country: 'AR' });
    const foreign = six.members.find(({ id }) => id !== 'AR' && !six.entry(id).log.witnesses.includes('AR'));
    if (foreign === undefined) throw new Error('AR witnesses every log');
    const log = new PublishedLog(new TestLog(six, foreign.id));
    elsewhere.shelf.show(log.log.origin, log);
    const note = await log.publish(20);
    await bystander.verbs.watching.witnessLogs.run();
    expect(elsewhere.shelf.cosigners(note)).toEqual([]);
    expect((await knownLog(bystander.database.sql, log.log.origin))?.size).toBe(20n);
    await bystander.close();
  });

  describe('that is shown two histories', () => {
    it('of one size cosigns none but the first, and keeps what proves it to anybody', async () => {
      const log = published();
      const note = await log.publish(50);
      await look();
      const other = published();
      other.log.append(50, 'other');
      const fork = await other.publish();
      await look();
      expect(broker.shelf.cosigners(fork)).toEqual([]);
      const [alarm] = await openAlarms();
      expect(alarm).toMatchObject({ kind: 'log-fork', key: origin(), detail: { owner: 'BR' } });
      const { checkpoints, proof } = readForkEvidence(alarm?.evidence ?? Buffer.alloc(0));
      expect(checkpoints[0]).toContain(note.trim());
      expect(checkpoints[1]).toContain(fork.trim());
      expect(proveFork(...checkpoints, keysOfLog().vkey, proof).verdict).toBe('fork');
    });

    it('refuses the log until an operator clears the alarm, and is called again when the fork is still there', async () => {
      const log = published();
      await log.publish(50);
      await look();
      const other = published();
      other.log.append(70, 'other');
      await other.publish();
      await look();
      const [alarm] = await openAlarms();
      const { checkpoints, proof } = readForkEvidence(alarm?.evidence ?? Buffer.alloc(0));
      expect(proof.length).toBeGreaterThan(0);
      expect(proveFork(...checkpoints, keysOfLog().vkey, proof).verdict).toBe('fork');

      broker.shelf.show(origin(), log);
      const honest = await log.publish(5);
      await look();
      expect(broker.shelf.cosigners(honest)).toEqual([]);
      const clear = () => node.verbs.watching.clearAlarm.run({ kind: 'operator', id: 'op-7' }, 'log-fork', origin());
      await clear();
      await look();
      expect(broker.shelf.cosigners(honest)).toEqual(['AR']);
      expect((await node.entries('CONFIG_CHANGE')).at(-1)).toMatchObject({ setting: 'alarm.cleared.log-fork' });
      await expect(clear()).rejects.toMatchObject({ code: 'log.unknown-alarm' });

      broker.shelf.show(origin(), other);
      await look();
      expect(await alarms()).toEqual(['log-fork']);
    });

    it('also finds the one that stands under a longer one in the list', async () => {
      const log = published();
      await log.publish(50);
      await look();
      const other = published();
      other.log.append(50, 'other');
      await other.publish();
      await other.publish(9);
      await look();
      expect(await alarms()).toEqual(['log-fork']);
      expect((await known())?.size).toBe(50n);
    });
  });

  it('cosigns nothing whose tiles do not give its root, and goes on when they do', async () => {
    const log = published();
    await log.publish(100);
    await look();
    const note = await log.publish(300);
    const tile = log.tile.bind(log);
    log.tile = () => Promise.resolve(new Uint8Array());
    await look();
    expect(await alarms()).toEqual(['log-tiles']);
    log.tile = (level, index, width) => tile(level, index, width).then((hashes) => hashes.map((byte) => byte ^ 1));
    await look();
    expect([broker.shelf.cosigners(note), (await known())?.size]).toEqual([[], 100n]);
    log.tile = tile;
    await look();
    expect(await alarms()).toEqual([]);
    expect(broker.shelf.cosigners(note)).toEqual(['AR']);
  });

  it('is not led back: a log that shows less than before, or nothing, is an alarm while it does', async () => {
    const log = published();
    await log.publish(100);
    const early = new PublishedLog(log.log);
    await early.publish();
    await log.publish(200);
    await look();
    broker.shelf.show(origin(), early);
    await look();
    expect(await alarms()).toEqual(['log-behind']);
    broker.shelf.show(origin(), NOTHING);
    await look();
    expect(await alarms()).toEqual(['log-behind']);
    expect((await known())?.size).toBe(300n);
    broker.shelf.show(origin(), log);
    await look();
    expect(await alarms()).toEqual([]);
  });

  it('believes no checkpoint that the key of the directory has not signed, whoever else has', async () => {
    const log = published();
    const note = await log.publish(100);
    const forged = note.replace('\n100\n', '\n101\n');
    broker.shelf.show(origin(), { tile: (...at) => log.tile(...at), checkpoints: () => Promise.resolve([forged]) });
    await look();
    expect(await known()).toBeUndefined();
  });

  it('remembers what a quorum has cosigned: two other countries, its own among them where it is assigned', async () => {
    const log = published();
    const note = await log.publish(100);
    const cosign = async (by: MemberId, checkpoint: string) =>
      broker.shelf.cosign(by, origin(), await log.log.cosignature(by, checkpoint, clock.nowMs() / 1000 - 7));
    const remembered = () =>
      node.query<{ size: number; cosigned_at: number; latest_at: number }>(
        'SELECT size, cosigned_at, latest_at FROM cosigned_checkpoint ORDER BY size',
      );
    await look();
    expect(await remembered()).toEqual([]); // ours alone
    await cosign(BROKER, note);
    await look();
    expect(await remembered()).toEqual([]); // the broker is no country
    await cosign('JM', note);
    await look();
    const now = clock.nowMs() / 1000;
    expect(await remembered()).toEqual([{ size: 100, cosigned_at: now, latest_at: now - 7 }]);
    const next = await log.publish(10);
    await cosign('JM', next);
    await look();
    expect((await remembered()).map(({ size }) => size)).toEqual([100, 110]);
  });

  it('keeps alarms once, says them once, and counts them', async () => {
    const log = published();
    await log.publish(100);
    await look();
    broker.shelf.show(origin(), NOTHING);
    for (let round = 0; round < 3; round++) await look();
    expect(await node.query('SELECT 1 FROM alarm')).toHaveLength(1);
    expect(await node.base.registry.metrics()).toMatch(/^crex_alarms\{kind="log-behind"\} 1$/m);
    expect(await node.base.registry.metrics()).toMatch(/^crex_alarms\{kind="log-fork"\} 0$/m);
    const changed = node.query(`UPDATE alarm SET key = 'x'`);
    await expect(changed).rejects.toThrow(/permission denied/);
  });
});

const NOTHING = { tile: () => Promise.resolve(new Uint8Array()), checkpoints: () => Promise.resolve([]) };
