import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDurably, overwriteDurably, removeDurably, renameDurably, replaceDurably } from '#libs/platform';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-durable-'));
  path = join(folder, 'kept');
});
afterEach(() => rm(folder, { recursive: true }));

it('a replaced file has the new text alone, and is for its owner only', async () => {
  await writeFile(path, 'a text that was longer');
  await replaceDurably(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['kept']);
});

it('a new file is for its owner only, and takes the place of no other', async () => {
  await createDurably(path, 'one');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(createDurably(path, 'two')).rejects.toMatchObject({ code: 'platform.file-exists' });
  expect(await readFile(path, 'utf8')).toBe('one');
  await expect(createDurably(join(folder, 'nowhere', 'new'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
});

it('a file that cannot be written leaves what was there', async () => {
  await writeFile(path, 'old');
  await expect(replaceDurably(join(folder, 'nowhere', 'kept'), 'new')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readFile(path, 'utf8')).toBe('old');
});

it('an overwritten file is as long as it was and holds nothing of what it held', async () => {
  const secret = 'secret '.repeat(500);
  await writeFile(path, secret);
  await overwriteDurably(path);
  const after = await readFile(path);
  expect(after).toHaveLength(secret.length);
  expect(after.includes('secret')).toBe(false);
});

it('a renamed file is found under the new name alone, a removed one under none', async () => {
  await writeFile(path, 'text');
  await renameDurably(path, join(folder, 'other'));
  expect(await readdir(folder)).toEqual(['other']);
  await removeDurably(join(folder, 'other'));
  await removeDurably(join(folder, 'other'));
  expect(await readdir(folder)).toEqual([]);
});
