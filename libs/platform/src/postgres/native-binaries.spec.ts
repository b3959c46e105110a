import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBinaries } from './native-binaries.js';

const LINK = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' };

describe("the server's files", () => {
  let folder: string;
  let native: string;
  let runFolder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-spec-'));
    [native, runFolder] = [join(folder, 'package', 'native'), join(folder, 'run')];
    for (const each of ['bin', 'lib']) await mkdir(join(native, each), { recursive: true });
    await mkdir(runFolder);
    await writeFile(join(native, 'bin', 'postgres'), 'the server', { mode: 0o644 });
    await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'a library');
    await writeFile(join(native, 'lib', 'libpq.a'), 'for compilers');
    await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify([LINK]));
    await chmod(folder, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const makeLink = () => symlink('libpq.so.5.18', join(native, 'lib', 'libpq.so.5'));

  it('are used where npm has put them when nothing is missing and the server can reach them', async () => {
    await makeLink();
    expect(await prepareBinaries(runFolder, native)).toBe(native);
  });

  it('are copied, and the links made, when npm has made none', async () => {
    const copy = await prepareBinaries(runFolder, native);
    expect(copy).toBe(join(runFolder, 'native'));
    expect(await readlink(join(copy, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(await readFile(join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('a library');
    expect((await stat(join(copy, 'bin', 'postgres'))).mode & 0o777).toBe(0o755);
    await expect(stat(join(copy, 'lib', 'libpq.a'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(join(native, 'lib', 'libpq.so.5'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it("are copied when they lie where root's server, which is another user, cannot go", async () => {
    await makeLink();
    await chmod(join(folder, 'package'), 0o700);
    const used = process.geteuid?.() === 0 ? join(runFolder, 'native') : native;
    expect(await prepareBinaries(runFolder, native)).toBe(used);
  });
});
