import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '#libs/platform';
import { criminalCase, Exchange } from '../e2e/exchange.js';
import { say, sayLoad, sayPercentiles } from './machine.js';

/**
 * Of each entry of AR's log, the time between two commits in AR's database: its own, and that of the line by which a
 * second country has cosigned a tree with it, so that a proof with a quorum can be given out.
 */
const DELAYS = `
  WITH line AS (
    SELECT c.epoch, c.size, pg_xact_commit_timestamp(c.xmin) AS at,
      row_number() OVER (PARTITION BY c.epoch, c.size ORDER BY pg_xact_commit_timestamp(c.xmin)) AS nth
    FROM (SELECT DISTINCT ON (epoch, size, witness) epoch, size, witness, xmin FROM tlog_cosignature
          WHERE witness NOT LIKE 'witness.broker.%' ORDER BY epoch, size, witness, time) c
  )
  SELECT extract(epoch FROM (SELECT min(q.at) FROM line q WHERE q.nth = 2 AND q.epoch = l.epoch AND q.size > l.log_index)
                            - pg_xact_commit_timestamp(e.xmin))::float8 * 1000 AS ms
  FROM audit_entry e LEFT JOIN tlog_leaf l ON l.entry_id = e.entry_id
  WHERE e.entry_id > $1 AND e.entry_id <= $2`;
const COUNTRIES = ['AR', 'BR', 'CL', 'UY'] as const;

interface Delay {
  readonly ms: number | null;
}

/**
 * Four countries with brokers, nodes and signers as processes of their own, all with the periods that they have in
 * production; one question a second at AR.
 */
export async function measureCosignedDelay(adminUrl: string, seconds: number): Promise<void> {
  process.env['CREX_TEST_POSTGRES'] = adminUrl;
  await using exchange = await Exchange.prepare({ members: COUNTRIES, persons: 20 });
  await exchange.local.start();
  const database = await openDatabase({
    ...{ url: exchange.local.databaseUrls('AR').owner, entities: [], poolSize: 1, applicationName: 'bench' },
  });
  const last = async (): Promise<number> =>
    (await database.query<[{ last: number }]>('SELECT max(entry_id)::integer AS last FROM audit_entry'))[0].last;
  const delays = async (from: number, to: number): Promise<Delay[]> => database.query(DELAYS, [from, to]);
  const body = criminalCase(['BR'], exchange.samples('BR', 20)[0]!.subject);
  const before = await last();
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const next = performance.now() + 1000;
    await exchange.ask('AR', body);
    await sleep(Math.max(0, next - performance.now()));
  }
  const after = await last();
  let measured: Delay[] = [];
  for (let waits = 0; waits < 60; waits += 1) {
    measured = await delays(before, after);
    if (measured.every(({ ms }) => ms !== null)) break;
    await sleep(5000);
  }
  await database.destroy();
  const known = measured.flatMap(({ ms }) => (ms === null ? [] : [ms]));
  say(
    `cosigned    ${sayPercentiles(known)} from commit of an entry to a checkpoint with the cosignatures of two other countries, ` +
      `${known.length} entries in ${seconds} s, ${measured.length - known.length} without (load ${sayLoad()})`,
  );
}
