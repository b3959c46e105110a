import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { createLogger, openDatabase } from '#libs/platform';
import { createTestAlliance, fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { wire } from '../national-node.module.js';
import { HighWaterFile } from './high-water.js';

describe('a second process on the database of a node', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  const opened = new AsyncDisposableStack();
  const stopping = new AbortController();
  const lines: string[] = [];
  let node: TestNode;
  let second: ReturnType<typeof wire>;
  let highWater: HighWaterFile;

  beforeAll(async () => {
    const alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM'] });
    const broker = new StandInBroker(alliance, clock);
    node = opened.use(await TestNode.start({ alliance, clock, broker, country: 'AR' }));
    const { url } = node.database;
    const database = await openDatabase({ url, entities: [], poolSize: 5, applicationName: 'second' });
    opened.defer(() => database.destroy());
    const logger = createLogger({ service: 'second', destination: { write: (line) => lines.push(line) } });
    highWater = await HighWaterFile.open(node.highWaterPath, false);
    second = wire({ ...node.base, database, logger, highWater, registry: new Registry() });
    opened.defer(() => second.holdCourier.release());
  });
  afterAll(() => opened.disposeAsync());

  it('waits while the first one is the courier, and says so once', async () => {
    await node.verbs.holdCourier.run(stopping.signal);
    await node.verbs.holdCourier.run(stopping.signal); // it is already
    await second.checkNumbers.run();
    const all = [1, 2, 3].map(() => second.holdCourier.run(stopping.signal).then(() => 'it is the courier'));
    expect(await Promise.race([...all, sleep(2_500, 'it waits')])).toBe('it waits');
    expect(lines.filter((line) => line.includes('another process is the courier'))).toHaveLength(1);

    await node.base.highWater.sent(['AR-BR-1-000000000007']);
    await node.verbs.holdCourier.release();
    expect(await Promise.all(all)).toHaveLength(3);
  });

  it('goes by the numbers of the first one when it takes over, and looks whether they are in order', async () => {
    expect(highWater.current.sent).toEqual({ 'AR-BR-1': 7 });
    expect(second.checkNumbers.isPassed).toBe(false);
    await expect(second.checkNumbers.run()).rejects.toMatchObject({ code: 'courier.behind' });
  });

  it('keeps the first one out until it ends', async () => {
    const waiting = node.verbs.holdCourier.run(stopping.signal).then(() => 'it is the courier');
    expect(await Promise.race([waiting, sleep(1_500, 'it waits')])).toBe('it waits');
    await second.holdCourier.release();
    expect(await waiting).toBe('it is the courier');
  });

  it('ends while it waits when it is told to', async () => {
    const waiting = second.holdCourier.run(stopping.signal);
    await sleep(100);
    stopping.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not the courier while it cannot read the numbers of the one before', async () => {
    await node.verbs.holdCourier.release();
    const reread = highWater.reread.bind(highWater);
    highWater.reread = () => Promise.reject(new Error('no such folder'));
    const { signal } = new AbortController();
    await expect(second.holdCourier.run(signal)).rejects.toThrow('no such folder');
    await expect(second.holdCourier.run(signal)).rejects.toThrow('no such folder');
    highWater.reread = reread;
    await second.holdCourier.run(signal);
  });
});
