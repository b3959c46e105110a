import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, sqlOf } from '#libs/platform';
import { bareEntry, OwnLog } from '../logs/own-log.js';
import { say, sayLoad, sayPercentiles } from './machine.js';

/**
 * Of each entry, the time between two commits: its own, and that of the first checkpoint over it. The server keeps them
 * (track_commit_timestamp), so nothing has to be polled for.
 */
const DELAYS = `
  SELECT extract(epoch FROM pg_xact_commit_timestamp(c.tx) - pg_xact_commit_timestamp(e.xmin))::float8 * 1000 AS ms
  FROM audit_entry e JOIN tlog_leaf l ON l.entry_id = e.entry_id
  CROSS JOIN LATERAL (SELECT p.xmin AS tx FROM tlog_checkpoint p
                      WHERE p.epoch = l.epoch AND p.size > l.log_index ORDER BY p.size LIMIT 1) c
  WHERE e.entry_id > $1 AND e.type <> 'EPOCH_START'`;

/** Transactions of one entry, at random moments, so many a second on average; the real signer as a process. */
export async function measureCheckpointDelay(
  adminUrl: string,
  rates: readonly number[],
  seconds: number,
): Promise<void> {
  await using log = await OwnLog.create(adminUrl, 16);
  const signer = await log.startSigner();
  await log.signed();
  for (const rate of rates) {
    const [{ last }] = (await log.sql.query<{ last: number }>('SELECT max(entry_id) AS last FROM audit_entry')) as [{ last: number }]; // prettier-ignore
    await appendAtRandom(log, rate, seconds);
    await log.signed();
    const delays = (await log.sql.query<{ ms: number }>(DELAYS, [last])).map(({ ms }) => ms);
    const achieved = (delays.length / seconds).toFixed(0);
    say(`signed      ${sayPercentiles(delays)} from commit of an entry to its signed checkpoint, ${achieved} entries/s, ${delays.length} entries (load ${sayLoad()})`); // prettier-ignore
  }
  await signer.stop();
}

async function appendAtRandom(log: OwnLog, rate: number, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const open = new Set<Promise<void>>();
  for (let at = performance.now(); at < until; at += (-Math.log(1 - Math.random()) * 1000) / rate) {
    if (at > performance.now()) await sleep(at - performance.now());
    const appending = inTransaction(log.database, (tx) => log.log.append(sqlOf(tx), [bareEntry()])).then(() => {
      open.delete(appending);
    });
    open.add(appending);
  }
  await Promise.all(open);
}
