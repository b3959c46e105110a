import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportLog, type Sql, type StoredCheckpoint } from '#libs/audit';
import { CrexError } from '#libs/protocol';

/**
 * Writes a log as it was at a checkpoint into a folder, in the C2SP tlog-tiles layout: what `crex verify log` reads.
 *
 * @returns how many files were written
 * @throws log-signer.folder-not-empty, and what exportLog throws
 */
export async function writeLogFolder(sql: Sql, checkpoint: StoredCheckpoint, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  checkEmpty(await readdir(folder));
  let files = 0;
  for await (const { path, bytes } of exportLog(sql, checkpoint)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes, { flag: 'wx' });
    files += 1;
  }
  return files;
}

function checkEmpty(names: readonly string[]): void {
  if (names.length > 0) {
    throw new CrexError('log-signer.folder-not-empty', 'a log is exported into an empty folder', {
      nextStep: 'name a new folder',
    });
  }
}
