import { parseArgs } from 'node:util';
import { Alliance } from '#libs/ceremony';
import { startEmbeddedPostgres } from '#libs/platform';
import { NoneOrWithheld, tellTales, type Cost } from '../hostile/none-or-withheld.js';
import { chanceDeviation, rankStatistic } from '../hostile/tell-apart.js';
import { percentile, say, sayLoad, sayMachine } from './machine.js';

/**
 * `npm run bench:none-or-withheld`: whether somebody of whom nothing may go can be told from nobody by the time the answer
 * takes or by what it weighs; then the same with faults planted, to show how small a difference would be seen.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '1500' },
    planted: { type: 'string', default: '500' },
    persons: { type: 'string', default: '10000' },
  },
});

async function main(): Promise<void> {
  const postgres = await startEmbeddedPostgres();
  process.env['CREX_TEST_POSTGRES'] = postgres.adminUrl; // the server on which test nodes make their databases
  try {
    await sayMachine(postgres.adminUrl);
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.UTC(2026, 10, 22, 12) });
    const [pairs, planted] = [Number(values.pairs), Number(values.planted)];
    await using asked = await NoneOrWithheld.start(alliance, Number(values.persons));
    sayCosts('as it is', await asked.inPairs(pairs));
    for (const [name, plant] of Object.entries(tellTales)) {
      using _ = plant();
      sayCosts(name, await asked.inPairs(planted));
    }
  } finally {
    await postgres.stop();
  }
}

function sayCosts(name: string, costs: Awaited<ReturnType<NoneOrWithheld['inPairs']>>): void {
  say(`${name} (load ${sayLoad()})`);
  for (const key of ['answeredMs', 'postedMs', 'workMs', 'bytes'] as const satisfies readonly (keyof Cost)[]) {
    const pairs = { withheld: costs.withheld.map((cost) => cost[key]), nobody: costs.nobody.map((cost) => cost[key]) };
    const of = { left: pairs.withheld, right: pairs.nobody };
    const medians = Object.entries(pairs).map(([sort, all]) => `${sort} p50 ${percentile(all, 0.5).toFixed(2)}`);
    say(`  ${key.padEnd(10)} rank statistic ${rankStatistic(of).toFixed(3)}, by chance 0.5 ± ${chanceDeviation(of).toFixed(3)}; ${medians.join(', ')}`); // prettier-ignore
  }
}

await main();
