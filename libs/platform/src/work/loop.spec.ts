import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../logging/logger.js';
import { Doorbell } from './doorbell.js';
import { startLoop, type Loop, type LoopOptions } from './loop.js';

const never = new AbortController().signal;

async function lengthMs(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

describe('a doorbell', () => {
  it('wakes who waits, all of them', async () => {
    const bell = new Doorbell();
    const waiting = Promise.all([bell.wait(10_000, never), bell.wait(10_000, never)]);
    bell.ring();
    expect(await lengthMs(waiting)).toBeLessThan(9_000);
  });

  it('remembers that it rang, once for many rings', async () => {
    const bell = new Doorbell();
    bell.ring();
    bell.ring();
    expect(await lengthMs(bell.wait(10_000, never))).toBeLessThan(9_000);
    expect(await lengthMs(bell.wait(50, never))).toBeGreaterThan(40);
  });

  it('does not remember the ring that woke somebody', async () => {
    const bell = new Doorbell();
    const waiting = bell.wait(10_000, never);
    bell.ring();
    await waiting;
    expect(await lengthMs(bell.wait(50, never))).toBeGreaterThan(40);
  });

  it('lets go when the signal fires, before or during the wait', async () => {
    const abort = new AbortController();
    const waiting = new Doorbell().wait(10_000, abort.signal);
    abort.abort();
    expect(await lengthMs(waiting)).toBeLessThan(9_000);
    expect(await lengthMs(new Doorbell().wait(10_000, abort.signal))).toBeLessThan(9_000);
  });
});

describe('a loop', () => {
  const loops: Loop[] = [];
  afterEach(() => Promise.all(loops.splice(0).map((loop) => loop.stop())));
  const start = (options: LoopOptions): Loop => {
    const loop = startLoop(options);
    loops.push(loop);
    return loop;
  };
  const log: string[] = [];
  const doorbell = new Doorbell();
  const defaults: Omit<LoopOptions, 'step'> = {
    ...{ name: 'spec', doorbell, pollMs: 10_000, backOff: { minMs: 20, maxMs: 40 } },
    logger: createLogger({ service: 'spec', destination: { write: (line) => log.push(line) } }),
  };
  const counting = (answers: (boolean | Error)[]) => {
    const rounds = { count: 0, times: [] as number[] };
    const step = (): Promise<boolean> => {
      const answer = answers[rounds.count] ?? false;
      rounds.count += 1;
      rounds.times.push(performance.now());
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    return { rounds, step };
  };

  it('goes on at once while more is due, then waits for the bell', async () => {
    const { rounds, step } = counting([true, true, false]);
    const loop = start({ ...defaults, step });
    await sleep(50);
    expect(rounds.count).toBe(3);
    doorbell.ring();
    await sleep(50);
    expect(rounds.count).toBe(4);
    await loop.stop();
  });

  it('polls when no bell rings', async () => {
    const { rounds, step } = counting([]);
    const loop = start({ ...defaults, pollMs: 20, step });
    await sleep(200);
    await loop.stop();
    expect(rounds.count).toBeGreaterThan(3);
  });

  it('pauses after failures, longer each time up to the limit, whatever the bell says, and logs no message', async () => {
    const { rounds, step } = counting(Array.from({ length: 5 }, () => new Error('Ana-Marker')));
    const loop = start({ ...defaults, step });
    const ringing = setInterval(() => doorbell.ring(), 1).unref();
    while (rounds.count < 6) await sleep(20);
    clearInterval(ringing);
    await loop.stop();
    const pauses = log.map((line) => (JSON.parse(line) as { pauseMs: number }).pauseMs);
    expect(pauses).toHaveLength(5);
    expect(pauses[0]).toBeGreaterThanOrEqual(10);
    expect(pauses[0]).toBeLessThanOrEqual(20);
    for (const pause of pauses.slice(1)) {
      expect(pause).toBeGreaterThanOrEqual(20);
      expect(pause).toBeLessThanOrEqual(40);
    }
    for (const [index, pause] of pauses.entries())
      expect((rounds.times[index + 1] ?? 0) - (rounds.times[index] ?? 0)).toBeGreaterThan(pause - 5);
    expect(log.join('')).not.toContain('Marker');
  });

  it('stops after the running round, and starts no other', async () => {
    const rounds = { begun: 0, ended: 0 };
    const loop = start({
      ...defaults,
      step: async () => {
        rounds.begun += 1;
        await sleep(50);
        rounds.ended += 1;
        return true;
      },
    });
    await sleep(10);
    await loop.stop();
    expect(rounds).toEqual({ begun: 1, ended: 1 });
  });

  it('stops at once while it waits or pauses', async () => {
    const waiting = start({ ...defaults, step: counting([]).step });
    const backOff = { minMs: 10_000, maxMs: 10_000 };
    const pausing = start({ ...defaults, backOff, step: () => Promise.reject(new Error('x')) });
    await sleep(20);
    expect(await lengthMs(Promise.all([waiting.stop(), pausing.stop()]))).toBeLessThan(9_000);
  });
});
