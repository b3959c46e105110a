import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSecretFile } from './new-secret-file.js';
import { secret } from './setting.js';
import { readConfiguration } from './configuration.js';

describe('a new secret file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read by the setting that names it, and by its owner alone', async () => {
    const path = join(folder, 'kek');
    await newSecretFile(path, 'c2VjcmV0');
    const shape = { kek: secret({ name: 'CREX_KEK_FILE', meaning: 'a key' }) };
    expect(readConfiguration({ CREX_KEK_FILE: path }, shape)).toEqual({ kek: 'c2VjcmV0' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('takes the place of no other, and says so; other failures stay what they are', async () => {
    const path = join(folder, 'kek');
    await newSecretFile(path, 'one');
    await expect(newSecretFile(path, 'two')).rejects.toMatchObject({ code: 'platform.secret-file-exists' });
    expect(await readFile(path, 'utf8')).toBe('one\n');
    await expect(newSecretFile(join(folder, 'none', 'kek'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
