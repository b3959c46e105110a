import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.js';
import { LogUnderFire, type Victim } from './log-under-fire.js';

/** Twenty strikes: each alone, two at once, all at once. */
const STRIKES: readonly (readonly Victim[])[] = [
  ...Array.from({ length: 6 }, () => ['signer'] as const),
  ...Array.from({ length: 5 }, () => ['writer'] as const),
  ...Array.from({ length: 5 }, () => ['postgres'] as const),
  ...[['signer', 'writer'] as const, ['signer', 'postgres'] as const, ['writer', 'postgres'] as const],
  ['signer', 'writer', 'postgres'],
];
const LONGEST_PEACE_MS = 900;

describe('a log whose signer, node and PostgreSQL are killed under load, twenty times at random moments', () => {
  const seed = Number(process.env['CREX_SEED'] ?? randomInt(2 ** 31));
  let fire: LogUnderFire;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    process.stdout.write(`log-under-fire: seed ${seed} (CREX_SEED)\n`);
    fire = opened.use(await LogUnderFire.start());
  }, 60_000);
  afterAll(() => opened.disposeAsync());

  it('has no gap, nothing waiting, one history for everybody who ever looked, and no disclosure without entry', async () => {
    const random = seededRandom(seed);
    const left = [...STRIKES];
    expect(left).toHaveLength(20);
    while (left.length > 0) {
      await sleep(random(LONGEST_PEACE_MS));
      await fire.kill(...(left.splice(random(left.length), 1)[0] ?? []));
    }
    await fire.settle();

    const lines = await fire.check();
    expect(lines.slice(0, -1)).toEqual([]);
    const counts = JSON.parse(lines.at(-1) ?? '') as Record<'broken' | 'disclosures' | 'checkpoints', number>;
    expect(counts.broken).toBe(0);
    // it was under load, and was signed between the strikes: as often as a busy machine lets it
    expect(counts.disclosures).toBeGreaterThan(100 * STRIKES.length);
    expect(counts.checkpoints).toBeGreaterThan(STRIKES.length / 2);
    process.stdout.write(`log-under-fire: ${lines.at(-1)}\n`);
  }, 240_000);
});
