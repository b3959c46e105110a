import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceDurably } from './replace-durably.js';

describe('a file that is replaced durably', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crex-replace-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is there as a whole, for its owner alone, and nothing beside it', async () => {
    const path = join(folder, 'state.json');
    await replaceDurably(path, 'first');
    await replaceDurably(path, 'second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('stays as it was when the new content cannot be written', async () => {
    const path = join(folder, 'none', 'state.json');
    await expect(replaceDurably(path, 'text')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
