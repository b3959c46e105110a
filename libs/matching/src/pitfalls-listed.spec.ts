import { readFileSync } from 'node:fs';

const LIB = 'libs/matching/';
const rows = [...readFileSync(`${LIB}README.md`, 'utf8').matchAll(/^\| (\d+) \| ([^|]+) \| (`[^|]+) \|$/gm)].map(
  ([, number = '', pitfall = '', files = '']) => ({
    number,
    pitfall,
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) =>
      /^(apps|libs)\//.test(file) ? file : `${LIB}src/${file}`,
    ),
  }),
);

describe('the nineteen pitfalls of identification', () => {
  it('are all listed', () => {
    expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
  });

  it.each(rows)('$number, $pitfall: have tests that name them', ({ number, files }) => {
    for (const file of files) expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`pitfall ${number}\\b`));
  });
});
