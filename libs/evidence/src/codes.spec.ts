import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const sources = readdirSync(folder).filter((name) => !name.endsWith('.spec.ts'));

it('the published page lists every code of this lib, and no other', () => {
  const page = readFileSync(join(folder, '../../../docs/protocol/evidence.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(evidence\.[a-z-]+)` \|/gm)].map(([, code]) => code);
  const thrown = sources.flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/'evidence\.[a-z-]+'/g) ?? [],
  );
  const used = [...new Set([...thrown.map((code) => code.slice(1, -1)), 'evidence.page-differs'])];
  expect(listed.toSorted()).toEqual(used.toSorted());
});
