import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRY_TYPES } from '#libs/audit';

/** Every source that can write an entry. */
const sources = ['apps', 'libs']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path)))
  .filter((path) => path.endsWith('.ts') && !/\.(spec|jest)\.ts$|entry-types\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const page = readFileSync('docs/protocol/log-entries.md', 'utf8');

it('every type of entry is written by some program, or the published page says that none writes it yet', () => {
  const unwritten = Object.keys(ENTRY_TYPES).filter((type) => !sources.includes(`type: '${type}'`));
  const [, told = ''] = /\*\*Not written yet\.\*\* (.*)\n/.exec(page) ?? [];
  expect(unwritten.toSorted()).toEqual((told.match(/(?<=`)[A-Z_]+(?=`)/g) ?? []).toSorted());
});
