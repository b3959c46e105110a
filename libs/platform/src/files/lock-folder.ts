import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CrexError } from '#libs/protocol';

/** SQLite's primary result code "the database file is locked". */
const SQLITE_BUSY = 5;

/**
 * Takes a folder for this process alone, until `release` or its death, however it dies. Node has no file locks; SQLite,
 * which is part of it, takes one from the kernel for as long as a transaction on its (empty) file is open. It also holds
 * between containers that share the folder on one machine.
 * @throws platform.folder-in-use
 */
export function lockFolder(folder: string): { release(): void } {
  const file = new DatabaseSync(join(folder, 'lock'));
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    if ((cause as { errcode?: unknown }).errcode !== SQLITE_BUSY) throw cause;
    throw new CrexError('platform.folder-in-use', 'another process works in this folder', {
      nextStep: 'stop the other process first; a folder belongs to one process',
      cause,
    });
  }
  return { release: () => file.close() };
}
