// A copy of the project as JavaScript beside its sources, with a switch at each check.
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transform } from '@swc/core';
import { withSwitches } from './find-checks.mjs';

const COPIED = ['apps', 'libs', 'test', 'docs'];

/** @returns the folder of the copy; the caller deletes it */
export async function copySources(checks) {
  const folder = await mkdtemp(join(tmpdir(), 'crex-mutants-'));
  for (const name of COPIED) await cp(name, join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'dist']) await symlink(resolve(name), join(folder, name));
  await mkdir(join(folder, 'tmp'));
  const { sourceMaps: _, ...options } = JSON.parse(await readFile('.swcrc', 'utf8'));
  const checksOf = Map.groupBy(checks, ({ file }) => file);
  for (const file of await sources()) {
    const text = withSwitches(await readFile(file, 'utf8'), checksOf.get(file) ?? []);
    const { code } = await transform(text, { ...options, swcrc: false, configFile: false, filename: file });
    await writeFile(join(folder, file.replace(/\.ts$/, '.js')), code);
  }
  const description = JSON.parse(await readFile('package.json', 'utf8'));
  const imports = Object.entries(description.imports).map(([name, { source }]) => [
    name,
    source.replace(/\.ts$/, '.js'),
  ]);
  const own = {
    name: description.name,
    version: description.version,
    type: 'module',
    imports: Object.fromEntries(imports),
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(own));
  return folder;
}

async function sources() {
  const found = await Promise.all(
    ['apps', 'libs', 'test'].map(async (place) =>
      (await readdir(place, { recursive: true })).map((name) => join(place, name)),
    ),
  );
  return found.flat().filter((name) => name.endsWith('.ts'));
}
