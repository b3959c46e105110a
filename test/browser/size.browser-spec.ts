import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { maySee, ROLES, type Role } from '../../apps/console/src/shell/navigation.js';

const folder = join(process.cwd(), 'dist/console');
const router = readFileSync(join(process.cwd(), 'apps/console/src/shell/router.tsx'), 'utf8');
/** What somebody loads who opens every page of a role in one language, charts not counted (bytes, compressed). */
const LIMIT = 300_000;

const text = (name: string) => readFileSync(join(folder, 'assets', name), 'utf8');
const sizeOf = (name: string) => gzipSync(readFileSync(join(folder, 'assets', name))).length;
const there = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));

/** The file that each page of a role is loaded from when it is opened. */
function pagesOf(role: Role): string[] {
  const files = new Map([...router.matchAll(/const (\w+) = page\(\(\) => import\('.*\/([\w-]+)\.js'\)/g)].map(([, name = '', file = '']) => [name, file])); // prettier-ignore
  const routes = [...router.matchAll(/path: '([^']+)', component: (\w+)/g)];
  return routes
    .filter(([, path = '']) => maySee(role, path))
    .flatMap(([, , name = '']) => files.get(name) ?? [])
    .filter((file) => file !== 'statistics-page');
}

/** The files of these names, and all that they import at once. */
function withImports(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const look = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, imported = ''] of text(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) look(imported);
  };
  names.forEach(look);
  return found;
}

describe('the console as it is built', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');

  it.each(ROLES)('is light: all that is loaded in the role of %s stays under the limit', (role) => {
    const first = [...page.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name = '']) => name);
    const pages = pagesOf(role).map((file) => there.find((name) => new RegExp(`^${file}-[\\w-]{8}\\.js$`).test(name)));
    expect(pages.length).toBeGreaterThan(0);
    expect(pages).not.toContain(undefined);
    const languages = ['es', 'en', 'pt', 'nl'].map((language) => there.find((name) => name.startsWith(`${language}-`)));
    const loaded = withImports([...first, ...pages.flatMap((name) => name ?? [])]);
    const all = [...loaded].reduce((sum, name) => sum + sizeOf(name), 0);
    expect(all).toBeGreaterThan(100_000);
    expect(all + Math.max(...languages.map((name) => sizeOf(name ?? '')))).toBeLessThan(LIMIT);
  });

  it('names no other host in its page, and holds no script in it', () => {
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toContain('<style');
  });
});
