import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from './languages.js';

const source = join(process.cwd(), 'apps/console/src');

interface Words {
  readonly [name: string]: string | Words;
}

/** Every word by its whole key, `ask.title`. */
function flat(words: Words, under = ''): Map<string, string> {
  const entries = Object.entries(words).map(([name, word]) =>
    typeof word === 'string' ? [[under + name, word] as const] : [...flat(word, `${under}${name}.`)],
  );
  return new Map(entries.flat());
}

const wordsIn = (language: string) =>
  flat(JSON.parse(readFileSync(join(source, `words/${language}.json`), 'utf8')) as Words);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!spec|\.d)\.tsx?$/.test(name),
);
const texts = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
/** `ask.left_one` is used as `ask.left`. */
const usedName = (key: string) => key.replace(/_(one|other)$/, '');

describe('the words of the console', () => {
  const english = wordsIn('en');

  it.each(LANGUAGES)('are all there in %s, with the same gaps to fill, and none is empty', (language) => {
    const words = wordsIn(language);
    expect([...words.keys()]).toEqual([...english.keys()]);
    const gaps = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([gap]) => gap).sort();
    // which of two plural forms names the number is a matter of the language
    const fillable = (key: string, text: string) =>
      gaps(text).filter((gap) => !(key.includes('_') && gap === '{{count}}'));
    for (const [key, word] of words) {
      expect([key, word.trim()]).not.toEqual([key, '']);
      expect([key, fillable(key, word)]).toEqual([key, fillable(key, english.get(key) ?? '')]);
    }
  });

  it('are translated: few are the same in two languages, and those are short', () => {
    const spanish = wordsIn('es');
    const same = [...english].filter(([key, word]) => spanish.get(key) === word && word.length > 12);
    expect(same).toEqual([]);
  });

  it('are used, each of them', () => {
    // `t(`missing.${item}`)` uses all of `missing`
    const prefixes = [...texts.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...english.keys()].map(usedName).filter((key) => {
      const isNamed = [`'${key}'`, `\`${key}\``].some((literal) => texts.includes(literal));
      return !isNamed && !prefixes.some((prefix) => key.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });

  it('are known, each that a page asks for by its name', () => {
    const asked = [...texts.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
    expect(asked.length).toBeGreaterThan(100);
    const known = new Set([...english.keys()].map(usedName));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});
