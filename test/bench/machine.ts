import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { openDatabase } from '#libs/platform';

/** One line of a bench's report. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Says what it is measured on. @returns the process id of the PostgreSQL server */
export async function sayMachine(adminUrl: string): Promise<number> {
  const database = await openDatabase({ url: adminUrl, entities: [], poolSize: 1, applicationName: 'bench' });
  const show = async (name: string): Promise<string> =>
    Object.values((await database.query<object[]>(`SHOW ${name}`))[0] ?? {}).join();
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers']; // prettier-ignore
  const settings = await Promise.all(names.map(async (name) => `${name}=${await show(name)}`));
  const [{ pid }] = (await database.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  await database.destroy();
  const [model, memory] = [cpus()[0]?.model ?? 'unknown', Math.round(totalmem() / 2 ** 30)];
  say(`machine     ${cpus().length} × ${model}, ${memory} GiB, Node ${process.version}, load ${sayLoad()}`);
  say(`PostgreSQL  ${settings.join(', ')}`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** How busy the machine is: the average of the last minute, this bench included. */
export function sayLoad(): string {
  return (loadavg()[0] ?? NaN).toFixed(1);
}

export function sayPercentiles(values: readonly number[], digits = 0): string {
  const at = (share: number) => percentile(values, share).toFixed(digits);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`;
}

/** @param share 0.5 is the median */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
