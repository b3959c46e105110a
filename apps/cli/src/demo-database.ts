import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCrexError } from '#libs/protocol';
import type { PartiesFile, Party } from './demo-output.js';

const URL_FILE = 'CREX_DATABASE_URL_FILE';
const ATTEMPTS = 40;
const ATTEMPT_AFTER_MS = 500;

/** Runs `work` on parties whose database answers: the running demo's, or that of a finished one, started for the time of the work. */
export async function withDemoDatabase<T>(
  { demo, postgres, parties }: PartiesFile,
  work: (parties: readonly Party[]) => Promise<T>,
): Promise<T> {
  if (processStart(demo.pid) === demo.startedAt) return work(parties);
  const server = await startServer(postgres.dataDirectory);
  const folder = await mkdtemp(join(tmpdir(), 'crex-show-'));
  try {
    return await work(await Promise.all(parties.map((party) => onPort(party, server.port, folder))));
  } finally {
    await rm(folder, { recursive: true, force: true });
    await server.stop();
  }
}

/** Waits for its turn while another command has the same database open. */
async function startServer(dataDirectory: string) {
  const { startEmbeddedPostgres } = await import('#libs/platform'); // a second to load, and seldom needed
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startEmbeddedPostgres({ dataDirectory });
    } catch (error) {
      const isInUse = isCrexError(error) && error.code === 'platform.postgres-directory-in-use';
      if (!isInUse || attempt === ATTEMPTS) throw error;
      await sleep(ATTEMPT_AFTER_MS);
    }
  }
}

/** The party's settings with the port that the server has got this time. */
async function onPort(party: Party, port: number, folder: string): Promise<Party> {
  const url = new URL((await readFile(party.env[URL_FILE] ?? '', 'utf8')).trim());
  url.port = String(port);
  const file = join(folder, party.id);
  await writeFile(file, url.href, { mode: 0o600 });
  return { ...party, env: { ...party.env, [URL_FILE]: file } };
}

/** When a process was started, in ticks since boot: tells it from a later one with the same number. */
function processStart(pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
