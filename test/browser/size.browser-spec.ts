import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = join(process.cwd(), 'dist/console');
/** What somebody loads who opens every page in one language, charts not counted (bytes, compressed). */
const LIMIT = 300_000;

/** Every script that the console's first page leads to, at once or later. */
function scripts(): string[] {
  const there = new Set(readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js')));
  const found = new Set<string>();
  const look = (text: string) => {
    for (const [name] of text.matchAll(/[\w-]+\.js\b/g)) {
      if (!there.has(name) || found.has(name)) continue;
      found.add(name);
      look(readFileSync(join(folder, 'assets', name), 'utf8'));
    }
  };
  look(readFileSync(join(folder, 'index.html'), 'utf8'));
  return [...found];
}

describe('the console as it is built', () => {
  it('is light: all its scripts together stay under the limit', () => {
    const sizeOf = (name: string) => gzipSync(readFileSync(join(folder, 'assets', name))).length;
    const languages = scripts().filter((name) => /^(es|en|pt|nl)-/.test(name));
    expect(languages).toHaveLength(4);
    const others = scripts().filter((name) => !languages.includes(name) && !name.startsWith('statistics-page-'));
    expect(others.length).toBeGreaterThan(10);
    const all = Math.max(...languages.map(sizeOf)) + others.reduce((sum, name) => sum + sizeOf(name), 0);
    expect(all).toBeGreaterThan(100_000);
    expect(all).toBeLessThan(LIMIT);
  });

  it('names no other host in its page, and holds no script in it', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toContain('<style');
  });
});
