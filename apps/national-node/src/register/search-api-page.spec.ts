import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findInMemory, MemoryIndex } from '#libs/evaluation';
import { DEFAULT_CONFIGURATION } from '#libs/matching';
import { COUNTRIES } from '#libs/protocol';
import { noisyQuestions, records, USUAL_NOISE } from '#libs/synthetic';

const PAGE = readFileSync('docs/search-api.md', 'utf8');
const PEOPLE = 300;
const QUESTIONS = 120;

/** The codes of a table under a heading, each with what the table says of it. */
function documented(heading: string): Map<string, string> {
  const [, after = ''] = PAGE.split(`### \`${heading}\`\n`);
  const [section = ''] = after.split(/\n##+ /);
  return new Map([...section.matchAll(/^\| `([a-z-]+)` \|(.*)\|$/gm)].map(([, code = '', rest = '']) => [code, rest]));
}

/** Every code that comes up in thousands of comparisons of made-up persons, far more often wrong than usual. */
function seen(): { reasons: Map<string, Set<string>>; flags: Set<string>; warnings: Set<string> } {
  const found = { reasons: new Map<string, Set<string>>(), flags: new Set<string>(), warnings: new Set<string>() };
  const noise = Object.fromEntries(
    Object.entries(USUAL_NOISE).map(([name, share]) => [name, Math.min(0.5, 3 * share)]),
  );
  for (const country of COUNTRIES) {
    const register = { country, seed: 'page' } as const;
    const index = new MemoryIndex(records({ ...register, count: PEOPLE, convicted: 0 }));
    const asked = { ...register, people: PEOPLE, count: QUESTIONS, noise: noise as unknown as typeof USUAL_NOISE };
    for (const { subject } of noisyQuestions(asked)) {
      const { candidates, warnings } = findInMemory(index, subject, { ...DEFAULT_CONFIGURATION, maxListed: 200 });
      for (const warning of warnings) found.warnings.add(warning);
      for (const { lines, flags } of candidates) {
        for (const flag of flags) found.flags.add(flag);
        for (const { field, reason } of lines) {
          found.reasons.set(reason, (found.reasons.get(reason) ?? new Set()).add(field));
        }
      }
    }
  }
  return found;
}

describe('the page on the search API', () => {
  const { reasons, flags, warnings } = seen();

  it('words every reason that a line gives, for each field that gives it', () => {
    const page = documented('reason');
    for (const [reason, fields] of reasons) {
      const [of = ''] = (page.get(reason) ?? `${reason} is not there`).split('|');
      for (const field of fields) {
        expect(`${reason} of any, ${of}`).toMatch(of.includes('any') ? 'any' : field);
      }
    }
    expect(reasons.size).toBeGreaterThan(25);
  });

  it('words every flag and every warning', () => {
    expect([...documented('flags').keys()]).toEqual(expect.arrayContaining([...flags]));
    expect([...documented('warnings').keys()]).toEqual(expect.arrayContaining([...warnings]));
    expect(flags.size).toBeGreaterThan(10);
  });

  it('words nothing that no rule says, and everything that stands in the rules', () => {
    const folders = ['score', 'decision'].map((name) => join('libs/matching/src', name));
    const sources = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.ts') && !/\.(spec|jest)\.ts$/.test(name))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    const text = sources.join('\n');
    const codes = ['reason', 'flags', 'warnings'].map(documented).flatMap((page) => [...page.keys()]);
    for (const code of codes) expect(text).toContain(`'${code.replace(/^(?!document)(.*)-doubtful$/, '$1')}'`);
    const said = [...text.matchAll(/\breason: '([a-z-]+)'/g)].map(([, code]) => code);
    expect(codes).toEqual(expect.arrayContaining(said));
  });
});
