import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { viewFromFiles, type DirectoryView, type FetchFile } from '#libs/directory';
import { CrexError } from '#libs/protocol';
import { readGivenFile } from './verify/verdict.js';

/** A directory as files in a folder, by the paths under which the broker serves them, and the root that the reader trusts. */
export interface DirectoryFolder {
  readonly folder: string;
  /** File with the root metadata whose fingerprint was compared by hand. */
  readonly root: string;
}

/** @throws cli.unreadable-file and every code for which a directory is refused */
export async function viewOfFolder({ folder, root }: DirectoryFolder, atMs: number): Promise<DirectoryView> {
  return viewFromFiles({ root: await readGivenFile(root), read: filesIn(folder), validAtMs: atMs });
}

function filesIn(folder: string): FetchFile {
  return async (path) => {
    try {
      return await readFile(join(folder, path));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new CrexError('cli.unreadable-file', `${path} of the directory cannot be read`, { cause });
    }
  };
}
