import { randomBytes } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CrexError } from '#libs/protocol';

/** Only the owner reads what a program keeps in files of its own. */
const PRIVATE_FILE = 0o600;

/**
 * Writes a file, or puts a new one in the place of the old: a reader, and a restart, find all of it or what was there
 * before. Written beside as `<path>.new`, flushed, renamed, folder flushed; durable when it resolves.
 */
export async function replaceDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', PRIVATE_FILE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await renameDurably(beside, path);
}

/**
 * Writes a new file, and leaves one that is there already alone; durable when it resolves.
 *
 * @throws platform.file-exists
 */
export async function createDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new CrexError('platform.file-exists', 'there is a file of this name already', {
      ...{ cause, nextStep: 'name a new file: this one is not overwritten' },
    });
  });
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await flushFolderOf(path);
}

/** Gives a file another name in its folder; durable when it resolves. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flushFolderOf(to);
}

/**
 * Puts random bytes in the place of a file's content, as many as there are; flushed when it resolves. A disk that keeps
 * old blocks (flash, snapshots, copy-on-write) may still hold them: docs/operate.md says what this can promise.
 */
export async function overwriteDurably(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Takes a file's name away; durable when it resolves. One that is gone already is no error. */
export async function removeDurably(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await flushFolderOf(path);
}

async function flushFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
