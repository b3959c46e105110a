import { CrexError } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { LoopRounds } from './loop-rounds.js';

describe('the rounds of a loop', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 23));
  const { signal } = new AbortController();
  const only = (rounds: LoopRounds) => rounds.states()[0];

  it('begin as starting, are good when it comes round, and late when it does not', async () => {
    const rounds = new LoopRounds(clock);
    const { step } = rounds.watched({ name: 'deliver', pollMs: 1_000, step: () => Promise.resolve(true) });
    expect(only(rounds)).toMatchObject({ name: 'deliver', periodMs: 1_000, state: 'STARTING', failures: 0 });
    clock.advance(60_000);
    await expect(step(signal)).resolves.toBe(true);
    expect(only(rounds)).toMatchObject({ state: 'OK', lastAtMs: clock.nowMs() });
    clock.advance(121_000);
    expect(only(rounds)).toMatchObject({ state: 'OK' });
    clock.advance(1);
    expect(only(rounds)).toMatchObject({ state: 'LATE', lastAtMs: clock.nowMs() - 121_001 });
  });

  it('are late when the first never ends', () => {
    const rounds = new LoopRounds(clock);
    rounds.watched({ name: 'keys', pollMs: 0, step: () => Promise.resolve(false) });
    clock.advance(120_001);
    expect(only(rounds)).toMatchObject({ state: 'LATE', lastAtMs: undefined });
  });

  it('say why they fail and how often, until one is good', async () => {
    const rounds = new LoopRounds(clock);
    const errors: unknown[] = [new CrexError('courier.unreachable', 'away'), new Error('what?')];
    const { step } = rounds.watched({
      ...{ name: 'collect', pollMs: 0 },
      step: () => (errors.length > 0 ? Promise.reject(errors.shift() as Error) : Promise.resolve(false)),
    });
    await expect(step(signal)).rejects.toThrow('away');
    expect(only(rounds)).toMatchObject({ state: 'FAILING', failures: 1, code: 'courier.unreachable' });
    await expect(step(signal)).rejects.toThrow('what?');
    expect(only(rounds)).toMatchObject({ state: 'FAILING', failures: 2, code: 'unexpected' });
    await step(signal);
    expect(only(rounds)).toMatchObject({ state: 'OK', failures: 0, code: undefined });
  });
});
