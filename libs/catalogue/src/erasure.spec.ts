import { readFileSync } from 'node:fs';
import { ERASURE_GROUNDS, RETENTION_RULES } from '#libs/catalogue';

const page = readFileSync('docs/protocol/erasure.md', 'utf8');
const rowsOf = (heading: string) =>
  (page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));

describe('docs/protocol/erasure.md', () => {
  it('lists the grounds of the code', () => {
    const rows = ERASURE_GROUNDS.map(({ code, labels, by, source, status }) => {
      return `| \`${code}\` | ${labels.en} | ${by} | ${source} | ${status} |`;
    });
    expect(rowsOf('Grounds')).toEqual(rows);
  });

  it('lists the retention rules of the code', () => {
    const rows = RETENTION_RULES.map(({ code, labels, ends, source, status }) => {
      return `| \`${code}\` | ${labels.en} | ${ends} | ${source} | ${status} |`;
    });
    expect(rowsOf('Retention')).toEqual(rows);
  });
});

it('a ground is a code that the log takes, and exactly one is for the rules', () => {
  for (const { code } of ERASURE_GROUNDS) expect(code).toMatch(/^[A-Z0-9](?:[A-Z0-9-]{0,62}[A-Z0-9])?$/);
  expect(ERASURE_GROUNDS.filter(({ by }) => by === 'rule').map(({ code }) => code)).toEqual(['RETENTION-ENDED']);
});
