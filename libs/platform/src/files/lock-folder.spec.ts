import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './lock-folder.js';

/** Another process that takes the folder as we do, says so, and then does nothing. */
const HOLDER = `const { DatabaseSync } = require('node:sqlite');
  const file = new DatabaseSync(process.argv[1]);
  file.exec('BEGIN EXCLUSIVE');
  process.stdout.write('taken');
  setInterval(() => file.isOpen, 60000);`;

describe('a locked folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crex-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const inUse = expect.objectContaining({ code: 'platform.folder-in-use' }) as Error;

  it('belongs to one holder until it is released', () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(inUse);
    lock.release();
    lockFolder(folder).release();
  });

  it('is free again when the process that had it was killed', async () => {
    const holder = spawn(process.execPath, ['--no-warnings', '-e', HOLDER, join(folder, 'lock')]);
    await once(holder.stdout, 'data');
    expect(() => lockFolder(folder)).toThrow(inUse);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    lockFolder(folder).release();
  });

  it('must exist', () => {
    expect(() => lockFolder(join(folder, 'none'))).toThrow(/unable to open/);
  });
});
