import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { CrexError } from '#libs/protocol';

/**
 * The version of this software, from the package that this file belongs to, built or not.
 *
 * @throws platform.no-version when the package does not say
 */
export async function softwareVersion(): Promise<string> {
  const path = findPackageJSON(import.meta.url);
  const { version } = JSON.parse(path === undefined ? '{}' : await readFile(path, 'utf8')) as { version?: unknown };
  if (typeof version === 'string') return version;
  throw new CrexError('platform.no-version', 'the software does not know its own version', {
    nextStep: 'install it whole, with its package.json',
  });
}
