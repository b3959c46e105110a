import { checkLogTables, logVerifier } from '#libs/audit';
import { inTransaction, sqlOf } from '#libs/platform';
import { ORIGIN, OwnLog } from '../logs/own-log.js';
import { say, sayLoad } from './machine.js';

const SAMPLED_EVERY_MS = 20;
const MIB = 1024 * 1024;

/** What the nightly check of a whole log costs a node or the broker: time, and memory at its highest. */
export async function measureCheck(adminUrl: string, entries: number): Promise<void> {
  await using log = await OwnLog.create(adminUrl);
  const signer = await log.startSigner();
  await log.fill(entries);
  const size = await log.signed();
  await signer.stop();
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLED_EVERY_MS);
  const started = performance.now();
  const verifier = logVerifier(log.vkey);
  const options = { now: Math.floor(Date.now() / 1000), verifierOf: (origin: string) => (origin === ORIGIN ? verifier : undefined) }; // prettier-ignore
  const isolation = 'REPEATABLE READ';
  const found = await inTransaction(log.database, (tx) => checkLogTables(sqlOf(tx), options), { isolation });
  const seconds = (performance.now() - started) / 1000;
  clearInterval(sampler);
  if (found.faultCount > 0) throw new Error(`the log is not in order: ${JSON.stringify(found.faults[0])}`);
  const [base, highest] = [before, peak].map((bytes) => (bytes / MIB).toFixed(0));
  say(`check       ${seconds.toFixed(1)} s for ${size} entries, ${found.checkpoints} checkpoints: ${(size / seconds).toFixed(0)} entries/s, at most ${highest} MiB of memory (before: ${base}; load ${sayLoad()})`); // prettier-ignore
}
