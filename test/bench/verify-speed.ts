import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logVerifier, openCheckpoint, verifyLog } from '#libs/audit';
import { givenLog } from '../../apps/cli/src/verify/log-sources.js';
import { OwnLog } from '../logs/own-log.js';
import { percentile, say, sayLoad } from './machine.js';

/** How fast `crex verify log` goes through an exported log: every entry read and hashed, every tile compared. */
export async function measureVerification(adminUrl: string, entries: number, rounds: number): Promise<void> {
  await using log = await OwnLog.create(adminUrl);
  const folder = await mkdtemp(join(tmpdir(), 'crex-bench-'));
  try {
    const signer = await log.startSigner();
    await log.fill(entries);
    await log.signed();
    await signer.stop();
    const exporting = performance.now();
    await log.admin('export', join(folder, 'log'), '--cosigned-by', '0');
    const exported = (performance.now() - exporting) / 1000;
    const source = givenLog(join(folder, 'log'));
    const checkpoint = openCheckpoint(await source.checkpoint(), logVerifier(log.vkey), []);
    const speeds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      const { faults, entries: read } = await verifyLog(source, checkpoint);
      if (faults.length > 0) throw new Error('the exported log is not in order');
      speeds.push(Number(read) / ((performance.now() - started) / 1000));
    }
    const [median, best] = [percentile(speeds, 0.5), Math.max(...speeds)].map((speed) => speed.toFixed(0));
    say(`verify      ${median} entries/s (best of ${rounds}: ${best}), ${checkpoint.size} entries; exported in ${exported.toFixed(1)} s (load ${sayLoad()})`); // prettier-ignore
  } finally {
    await rm(folder, { recursive: true });
  }
}
