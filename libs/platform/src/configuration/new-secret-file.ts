import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CrexError } from '#libs/protocol';

/**
 * Writes a secret into a new file that only its owner may read, as a setting of the kind `secret` reads it. Durable when
 * it resolves; a file that is there already is left alone.
 *
 * @throws platform.secret-file-exists
 */
export async function newSecretFile(path: string, secret: string): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new CrexError('platform.secret-file-exists', 'there is a file of this name already', {
      ...{ cause, nextStep: 'name a new file: a secret is never overwritten' },
    });
  });
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  const folder = await open(dirname(resolve(path)), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
