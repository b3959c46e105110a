import { readFileSync } from 'node:fs';
import { EXTRACT_CODES } from '#libs/extract';

it('explains each code of an extract, and no other', () => {
  const page = readFileSync('docs/protocol/extract.md', 'utf8');
  const named = new Set([...page.matchAll(/`((?:extract|log)\.[a-z-]+)`/g)].map(([, code]) => code));
  named.delete('extract.jws');
  expect([...named].sort()).toEqual([...EXTRACT_CODES].sort());
});
