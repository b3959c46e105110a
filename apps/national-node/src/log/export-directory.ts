import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { directoryFilesAt, snapshotVersionBy, type FilesAt } from '#libs/directory';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';

/** A version of the directory, or the moment (milliseconds since 1970) at which it was in force here. */
export type WhichDirectory = { readonly version: number } | { readonly atMs: number };

/** What was written: with the root of its reader, `validAt` (seconds) and the folder the version is verified anywhere. */
export interface ExportedDirectory {
  readonly version: number;
  readonly hash: string;
  readonly validAt: number;
  readonly files: number;
}

/**
 * Writes a version of the directory, as this node accepted and kept it, into a folder as a repository serves it: so that
 * evidence of its time is judged offline, by whoever trusts the root. The directory is public: nothing is logged.
 */
export class ExportDirectory {
  constructor(private readonly database: Database) {}

  /**
   * @param nowMs the last time that a version was confirmed by then counts
   * @throws log.directory-not-held, log.folder-not-empty, log.folder-not-writable and the codes of a refused directory,
   *   when the database was changed
   */
  async run(which: WhichDirectory, folder: string, nowMs: number): Promise<ExportedDirectory> {
    const sql = sqlOf(this.database.manager);
    const byMs = 'atMs' in which ? which.atMs : nowMs;
    const wanted = 'version' in which ? which.version : await snapshotVersionBy(sql, byMs);
    const found = wanted === undefined ? undefined : await directoryFilesAt(sql, wanted, byMs);
    checkHeld(found);
    const { version, hash, verifiedAtMs } = found;
    await writeFolder(folder, served(found));
    return { version, hash, validAt: Math.floor(verifiedAtMs / 1000), files: found.files.size };
  }
}

/** The newest timestamp has no version in its name where it is served. */
function served({ files, timestampVersion }: FilesAt): Map<string, Uint8Array> {
  const versioned = `${timestampVersion}.timestamp.json`;
  return new Map([...files].map(([path, bytes]) => [path === versioned ? 'timestamp.json' : path, bytes]));
}

async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    checkEmpty(await readdir(folder));
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes, { flag: 'wx' });
    }
  } catch (cause) {
    if (cause instanceof CrexError) throw cause;
    throw new CrexError('log.folder-not-writable', 'the folder cannot be written', { cause });
  }
}

function checkEmpty(names: readonly string[]): void {
  if (names.length > 0)
    throw new CrexError('log.folder-not-empty', 'a directory is exported into an empty folder', {
      nextStep: 'name a new folder',
    });
}

function checkHeld(found: FilesAt | undefined): asserts found is FilesAt {
  if (found === undefined) {
    throw new CrexError('log.directory-not-held', 'this node held no such version of the directory', {
      nextStep: 'ask another country for it: what it gives is verified from the root all the same',
    });
  }
}
