import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.js';
import { ExchangeUnderFire, PARTIES, type Victim } from './exchange-under-fire.js';

/** Twenty strikes: each alone, several at once, all at once. */
const STRIKES: readonly (readonly Victim[])[] = [
  ...[['AR'], ['AR'], ['BR'], ['BR'], ['BR'], ['BROKER'], ['BROKER']] as const,
  ...[['signer of AR'], ['signer of BR'], ['signer of BR'], ['signer of BR'], ['signer of BROKER']] as const,
  ...[['postgres'], ['postgres'], ['postgres']] as const,
  ...[['BR', 'signer of BR'] as const, ['AR', 'BROKER'] as const, ['BR', 'postgres'] as const],
  ['signer of BR', 'signer of BROKER', 'postgres'],
  ['AR', 'BR', 'BROKER', 'signer of AR', 'signer of BR', 'signer of BROKER', 'postgres'],
]; // prettier-ignore
const LONGEST_PEACE_MS = 800;

describe('an exchange whose nodes, broker, log signers and PostgreSQL are killed under load, twenty times at random moments', () => {
  const seed = Number(process.env['CREX_SEED'] ?? randomInt(2 ** 31));
  let fire: ExchangeUnderFire;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    process.stdout.write(`exchange-under-fire: seed ${seed} (CREX_SEED)\n`);
    fire = opened.use(await ExchangeUnderFire.start());
  }, 120_000);
  afterAll(() => opened.disposeAsync(), 60_000);

  it('has logs without a gap and with one history each, no entry waiting, and no disclosure without entry', async () => {
    const random = seededRandom(seed);
    const left = [...STRIKES];
    expect(left).toHaveLength(20);
    while (left.length > 0) {
      await sleep(random(LONGEST_PEACE_MS));
      await fire.kill(...(left.splice(random(left.length), 1)[0] ?? []));
    }
    expect(await fire.settle()).toBe(true);

    const { exchange, logs } = await fire.check();
    expect(exchange.slice(0, -1)).toEqual([]);
    const { questions, broken } = JSON.parse(exchange.at(-1) ?? '') as { questions: number; broken: number };
    expect({ questions, broken }).toEqual({ questions: fire.asked.length, broken: 0 });
    for (const party of PARTIES) {
      const lines = logs[party];
      expect({ party, broken: lines.slice(0, -1) }).toEqual({ party, broken: [] });
      process.stdout.write(`exchange-under-fire: ${party} ${lines.at(-1)}\n`);
    }
    // under load, and each question was disclosed to once
    expect((JSON.parse(logs.BR.at(-1) ?? '') as { disclosures: number }).disclosures).toBe(fire.asked.length);
    expect(fire.asked.length).toBeGreaterThan(STRIKES.length);
    // no country has ever seen anything else of the others' logs than one history
    expect(await fire.alarms('log-fork', 'log-behind', 'promise-broken')).toEqual([]);
  }, 600_000);
});
